"""The content of gevallen.yaml: the cases that a reactieschema must get right, as they are written."""

from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from schemas.base import Frozen, Name
from schemas.message import MAX_CONTENT

ORDINARY_MOMENT: Final = datetime(2026, 3, 24, 10, 30)  # noqa: DTZ001  (in the city's own time zone)
"""The Tuesday morning of ORDINARY."""

OF_THE_MOMENT: Final = ("crisis", "office_hours", "weekday", "hour")
"""The features that follow from when it was said."""

OF_THE_MESSAGE: Final = (
    *("channel", "visibility", "followers", "contacts", "account_days"),
    *("from_city", "reply", "reply_to_city", "attachments"),
)
"""The features that come with a message and do not follow from its text."""


def _moment(value: Any) -> datetime:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("is not a moment such as 2026-03-24T20:15, in the city's own time")


class CaseSpec(Frozen):
    """One case: a text, or features, or a text with features of its message; and what must become of it."""

    naam: str | None = Field(default=None, min_length=3, max_length=200, description="The situation, in a few words")
    tekst: str | None = Field(
        default=None, min_length=1, max_length=MAX_CONTENT, description="What somebody wrote; it is classified"
    )
    kenmerken: dict[str, Any] = Field(
        default_factory=dict,
        description="Feature name to value. Of a text those of its message (channel, followers, …); else all that "
        "differs from an ordinary question",
    )
    gezegd: Annotated[datetime, BeforeValidator(_moment)] | None = Field(
        default=None, description="When it was said; an ordinary Tuesday morning when left out"
    )
    uitkomst: Name = Field(description="The outcome that it must get")
    pad: tuple[Name, ...] | None = Field(default=None, description="The questions answered ja on the way, in order")
    bijna: Name | None = Field(default=None, description="The outcome that it looks like and must not get")

    def title(self, index: int) -> str:
        """What to call it: its name, or its text cut short."""
        if self.naam is not None:
            return self.naam
        if self.tekst is None:
            return f"geval {index + 1}"
        line = " ".join(self.tekst.split())
        return line if len(line) <= 80 else f"{line[:79]}…"


class CasesSpec(Frozen):
    """All cases of a city."""

    gevallen: tuple[CaseSpec, ...] = Field(description="The cases")
