"""What a service department gets on its own topic, `feed.<department>`."""

from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.base import Frozen, Name
from schemas.result import Result


class FeedItem(Frozen):
    """A message offered to a department, or taken back because it was deleted or went elsewhere after an edit."""

    department: Name = Field(description="Whose feed", examples=["sport"])
    message: UUID = Field(description="Id of the message", examples=["e2a18997-07fe-502c-93dd-78c30aa54804"])
    revision: int = Field(ge=0, description="A higher revision replaces a lower one", examples=[0])
    kind: Literal["offered", "withdrawn"] = Field(description="Take up, or let go", examples=["offered"])
    result: Result | None = Field(default=None, description="Only when offered")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.kind == "offered") != (self.result is not None):
            raise ValueError("result: is there when the item is offered, and only then")
        return self
