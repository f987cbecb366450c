"""What the city knows of one message: folded from everything that happened to it."""

from typing import Final
from uuid import UUID

from pydantic import Field

from schemas.base import Frozen, Instant, Name
from schemas.feedback import Feedback
from schemas.place import Point
from schemas.result import Result
from schemas.vocabulary import Action, Channel, Intent, Sentiment, Status, Topic, Urgency, Visibility

MAX_WAY: Final = 8_000
"""Characters of a way; over a hundred questions answered ja with the longest ids."""


class Current(Frozen):
    """What holds now, people's corrections applied: the fields that are searched, counted and shown."""

    channel: Channel = Field(description="Where it was said", examples=["twitter"])
    account: str = Field(description="The city's account, page or desk", examples=["stad_Antwerpen"])
    native_id: str = Field(description="The channel's own id", examples=["1771234567890"])
    visibility: Visibility = Field(description="Who can read it on the channel", examples=["public"])
    author: str | None = Field(default=None, description="Pseudonym", examples=["a-5c1f09d2e7b4"])
    in_reply_to: UUID | None = Field(default=None, description="Id of the message that it answers")
    revision: int = Field(description="The revision that counts", examples=[0])
    updated: Instant | None = Field(default=None, description="When that revision was made")
    deleted: bool = Field(description="Taken back by its writer", examples=[False])
    status: Status = Field(description="Where the work stands", examples=["open"])
    replied: Instant | None = Field(default=None, description="First answer by the city")
    intent: Intent | None = Field(default=None, description="None once deleted", examples=["vraag"])
    topic: Topic | None = Field(default=None, description="None once deleted", examples=["zwembad"])
    topic2: Topic | None = Field(default=None, description="Second topic")
    sentiment: Sentiment | None = Field(default=None, description="None once deleted", examples=["neutraal"])
    urgency: Urgency | None = Field(default=None, description="None once deleted", examples=["normaal"])
    language: str | None = Field(default=None, description="ISO 639-1 or und", examples=["nl"])
    abstained: bool = Field(default=False, description="The classifier was not sure", examples=[False])
    district: Name | None = Field(
        default=None, description="District of the first place that has one", examples=["antwerpen"]
    )
    point: Point | None = Field(default=None, description="Point of the first place that has one")
    departments: tuple[Name, ...] = Field(default=(), description="Who deals with it", examples=[["sport"]])
    outcome: Name | None = Field(default=None, description="Leaf of the tree", examples=["vraag-aan-dienst"])
    action: Action | None = Field(default=None, description="What the city does", examples=["reageren"])
    way: str | None = Field(
        default=None,
        max_length=MAX_WAY,
        description="Ids of the questions that were answered ja, joined by >; None without a decision, and too long",
        examples=["vraag>zwembad"],
    )
    human: bool = Field(default=False, description="A person must look", examples=[True])
    deadline: Instant | None = Field(default=None, description="By when", examples=["2026-03-24T12:31:00+01:00"])


class Record(Frozen):
    """The fold of all results and feedback of one message.

    `result` and `feedback` hold what the fold needs to go on from here; `current` is derived from them alone. A
    record whose feedback arrived before its result has neither `result` nor `current`, and is not shown.
    """

    id: UUID = Field(description="Id of the message", examples=["e2a18997-07fe-502c-93dd-78c30aa54804"])
    published: Instant = Field(
        description="When the message was said; names the index", examples=["2026-03-24T08:31:00+01:00"]
    )
    result: Result | None = Field(default=None, description="The revision that counts")
    feedback: tuple[Feedback, ...] = Field(default=(), description="By time, then id")
    current: Current | None = Field(default=None, description="What holds now")
