"""What the city does with a message, and why: the way through the reactieschema."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from schemas.base import Frozen, Instant, Name
from schemas.vocabulary import Action, Manner

# Each type strictly, the first that fits: a third of the time of pydantic's own search for the best one.
Value = Annotated[
    StrictStr | StrictBool | StrictInt | StrictFloat | tuple[str, ...] | None, Field(union_mode="left_to_right")
]


class Step(Frozen):
    """One question of the tree, its answer, and the values that were looked at."""

    node: Name = Field(description="Id of the question", examples=["gevaar"])
    answer: bool = Field(description="ja (true) or nee (false)", examples=[False])
    saw: dict[str, Value] = Field(description="Feature name to value", examples=[{"intent": "vraag"}])


class Decision(Frozen):
    """The outcome for one revision of one message, with the path that led to it."""

    message: UUID = Field(description="Id of the message", examples=["e2a18997-07fe-502c-93dd-78c30aa54804"])
    revision: int = Field(ge=0, description="Revision of the message", examples=[0])
    outcome: Name = Field(description="Id of the leaf", examples=["vraag-aan-dienst"])
    action: Action = Field(description="React, refer, hide, … or not", examples=["reageren"])
    manner: Manner = Field(description="In public or in private", examples=["openbaar"])
    voice: Name | None = Field(default=None, description="As whom the city speaks", examples=["stad"])
    template: Name | None = Field(default=None, description="Reply template to start from", examples=["vraag"])
    departments: tuple[Name, ...] = Field(description="Who gets it, first one first", examples=[["sport"]])
    human: bool = Field(description="A person must look", examples=[True])
    deadline: Instant | None = Field(description="By when", examples=["2026-03-24T12:31:00+01:00"])
    ruling: Instant | None = Field(
        default=None, description="By when a formal complaint must be ruled on", examples=["2026-05-08T23:59:00+02:00"]
    )
    reason: str = Field(description="Why, in the city's words", examples=["Een vraag krijgt antwoord."])
    path: tuple[Step, ...] = Field(description="The questions in the order in which they were asked")
    features: dict[str, Value] | None = Field(
        default=None,
        description="All that the rules could look at, by name: other rules can be tried on it later",
        examples=[{"intent": "vraag", "words": 4}],
    )
    rules: str = Field(description="Content hash of the rule set", examples=["9f1c2ab04d77"])
    rules_version: str = Field(description="Version as the rule set calls itself", examples=["2026-03"])
    decided: Instant = Field(description="When", examples=["2026-03-24T08:31:02+01:00"])
