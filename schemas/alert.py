"""Something that people must see now, for instance a spike in complaints."""

from uuid import UUID

from pydantic import Field

from schemas.base import Frozen, Instant, Name
from schemas.vocabulary import Topic


class Alert(Frozen):
    """A title without personal data, and the numbers that raised it."""

    id: UUID = Field(description="UUIDv5 of kind, topic and window", examples=["5b0a5a0e-8d0c-5b3e-9a51-3b1f3b4a2c10"])
    kind: Name = Field(description="Which watch raised it", examples=["klachten-piek"])
    topic: Topic | None = Field(default=None, description="What it is about", examples=["loket"])
    window_start: Instant = Field(description="First instant counted", examples=["2026-03-24T14:30:00+01:00"])
    window_end: Instant = Field(description="First instant no longer counted", examples=["2026-03-24T15:00:00+01:00"])
    observed: int = Field(ge=0, description="Messages counted", examples=[31])
    expected: float = Field(ge=0, description="Messages that a usual window has", examples=[3.2])
    title: str = Field(max_length=200, description="For people; never text of a message", examples=["Piek: loket"])
