"""What could not be read: kept with its bytes, where it stood and why."""

from uuid import UUID, uuid5

from pydantic import Base64Bytes, Field

from schemas.base import Frozen, Instant
from schemas.message import NAMESPACE


class DeadLetter(Frozen):
    """Input that gave no record. Nothing of it is lost: fix the cause, then replay it."""

    id: UUID = Field(
        description="UUIDv5 of place and bytes: the same rubbish read twice is one letter",
        examples=["a4a1ad0e-8d0c-5b3e-9a51-3b1f3b4a2c10"],
    )
    at: Instant = Field(description="When it was set aside", examples=["2026-03-24T08:31:00+01:00"])
    place: str = Field(
        max_length=500,
        description="Where it stood: file and line, or topic, partition and offset",
        examples=["messages/3@1841"],
    )
    topic: str = Field(description="The topic to replay it to", examples=["messages"])
    reason: str = Field(
        max_length=2000,
        description="What is wrong; never text of the message",
        examples=["channel: 'myspace' is not one of twitter, …"],
    )
    headers: dict[str, str] = Field(default_factory=dict, description="The headers it came with", examples=[{}])
    body: Base64Bytes = Field(description="Its bytes, base64 in JSON", examples=["eyJjaGFubmVsIjoibXlzcGFjZSJ9"])


def dead_letter_id(place: str, body: bytes) -> UUID:
    """The identity of a dead letter, from its place and bytes."""
    return uuid5(NAMESPACE, place + "\x1f" + body.hex())
