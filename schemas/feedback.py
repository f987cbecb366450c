"""What people did with a message: replied, corrected the classifier, moved the work on."""

from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.base import Frozen, Instant, Name
from schemas.vocabulary import Intent, Sentiment, Status, Topic, Urgency


class Correction(Frozen):
    """What a person knows better; a field left out stays as it was."""

    intent: Intent | None = Field(default=None, description="Corrected intent", examples=["klacht"])
    topic: Topic | None = Field(default=None, description="Corrected topic", examples=["loket"])
    urgency: Urgency | None = Field(default=None, description="Corrected urgency", examples=["hoog"])
    sentiment: Sentiment | None = Field(default=None, description="Corrected sentiment", examples=["negatief"])
    departments: tuple[Name, ...] | None = Field(
        default=None, min_length=1, description="Who must deal with it instead", examples=[["loketten"]]
    )


class Feedback(Frozen):
    """One act of one colleague on one message. It holds exactly one of reply, correction and status."""

    id: UUID = Field(
        description="Made by the sender, so that a retry counts once",
        examples=["0b7c3c1e-58a1-4d3a-9d67-0d4a3c6f1e11"],
    )
    message: UUID = Field(description="Id of the message", examples=["e2a18997-07fe-502c-93dd-78c30aa54804"])
    published: Instant = Field(
        description="When that message was published: finds its record",
        examples=["2026-03-24T08:31:00+01:00"],
    )
    at: Instant = Field(description="When this was done", examples=["2026-03-24T09:02:00+01:00"])
    by: Name = Field(description="Department of the colleague", examples=["sport"])
    reply: str | None = Field(
        default=None,
        min_length=1,
        max_length=10_000,
        description="The answer as sent",
        examples=["Ja, tot 20 uur!"],
    )
    correction: Correction | None = Field(default=None, description="What the classifier should have said")
    status: Status | None = Field(default=None, description="Where the work stands now")

    @model_validator(mode="after")
    def _one_act(self) -> Self:
        if sum(part is not None for part in (self.reply, self.correction, self.status)) != 1:
            raise ValueError("feedback: holds exactly one of reply, correction and status")
        return self
