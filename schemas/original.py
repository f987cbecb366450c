"""What a message said before personal data was masked in its record."""

from uuid import UUID

from pydantic import Field

from schemas.base import Frozen


class Original(Frozen):
    """Kept apart from the records, for the people who may read it; only of messages in which something is masked."""

    id: UUID = Field(description="Id of the message", examples=["e2a18997-07fe-502c-93dd-78c30aa54804"])
    revision: int = Field(ge=0, lt=2**53, description="The revision that counts", examples=[0])
    text: str = Field(description="The message's own words", examples=["bel mij op 0475 12 34 56"])
    content: str = Field(description="The text as it came", examples=["bel mij op 0475 12 34 56"])
