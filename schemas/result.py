"""What comes out of the pipeline for one message: the record on `decisions`."""

from pydantic import Field

from schemas.base import Frozen
from schemas.classification import Classification
from schemas.decision import Decision
from schemas.message import Message


class Result(Frozen):
    """A message with what was understood and decided.

    Whole, so that the index can be rebuilt from this topic and the feedback alone. A deleted message has neither
    text, classification nor decision.
    """

    message: Message = Field(description="As it came in")
    text: str = Field(description="The message's own words: no mark-up, signature or quoted reply")
    classification: Classification | None = Field(default=None, description="None for a delete")
    decision: Decision | None = Field(default=None, description="None for a delete")
