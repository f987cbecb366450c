"""A contact with the city, from whatever channel, in one shape.

Field names follow ActivityStreams 2.0 (https://www.w3.org/TR/activitystreams-vocabulary/) where it has one.
"""

from functools import lru_cache
from typing import Any, Self
from uuid import UUID, uuid5

from pydantic import Field, model_validator

from schemas.base import Frozen, Instant
from schemas.vocabulary import Channel, Operation, Visibility

NAMESPACE = UUID("6f3f6f0c-2d0a-5d0e-9a51-3b1f3b4a2c10")
"""The namespace of message identities; changing it would give every message a second one."""

MAX_CONTENT = 100_000
"""Characters; the longest post of any channel is well below it."""


@lru_cache(maxsize=4096)
def message_id(channel: str, account: str, native_id: str) -> UUID:
    """The identity of a message: made from where it stands, so that a second reading gives the same one (UUIDv5)."""
    # With lengths, as netstrings have, so that no two places give one name whatever characters they hold.
    return uuid5(NAMESPACE, f"{len(channel)}:{channel}{len(account)}:{account}{native_id}")


class Author(Frozen):
    """Who wrote it, without saying who that is."""

    pseudonym: str = Field(
        pattern=r"^[a-z0-9-]{4,64}$",
        description="Keyed hash of the writer's name on the channel: the same writer, never the name",
        examples=["a-5c1f09d2e7b4"],
    )
    followers: int | None = Field(
        default=None, ge=0, description="Followers on the channel, where it tells", examples=[231]
    )
    contacts: int | None = Field(
        default=None, ge=0, description="Earlier contacts with the city, where the channel knows", examples=[3]
    )
    since: Instant | None = Field(
        default=None,
        description="When the account was made, where the channel tells",
        examples=["2019-05-02T10:00:00+02:00"],
    )
    city: bool = Field(default=False, description="It is the city's own account", examples=[False])


class Attachment(Frozen):
    """A picture, film or document with the message; the file itself stays on the channel."""

    media_type: str = Field(max_length=127, description="IANA media type", examples=["image/jpeg"])
    url: str = Field(max_length=2000, description="Where it is", examples=["https://media.example.org/put.jpg"])
    name: str = Field(default="", max_length=2000, description="Text for who cannot see it", examples=["Een put"])


class Message(Frozen):
    """One revision of one contact. A delete is a revision without content.

    Raises pydantic.ValidationError for an `id` that is not that of channel, account and native id, for content on a
    delete, and for a message with neither content nor attachment.
    """

    id: UUID = Field(
        description="UUIDv5 of channel, account and native id; made when left out",
        examples=["e2a18997-07fe-502c-93dd-78c30aa54804"],
    )
    channel: Channel = Field(description="Where it was said", examples=["twitter"])
    account: str = Field(
        min_length=1,
        max_length=200,
        description="The city's account, page or desk",
        examples=["stad_Antwerpen"],
    )
    native_id: str = Field(min_length=1, max_length=500, description="The channel's own id", examples=["1771234567890"])
    revision: int = Field(
        default=0,
        ge=0,
        lt=2**53,
        description="Orders the edits of one message; a higher one replaces",
        examples=[0],
    )
    operation: Operation = Field(
        default=Operation.created, description="Created, edited or deleted", examples=["created"]
    )
    visibility: Visibility = Field(
        default=Visibility.public, description="Who can read it on the channel", examples=["public"]
    )
    author: Author | None = Field(default=None, description="The writer, pseudonymous")
    content: str = Field(
        default="",
        max_length=MAX_CONTENT,
        description="The text as it came",
        examples=["is het zwembad open?"],
    )
    media_type: str = Field(
        default="text/plain",
        pattern=r"^text/(plain|html)$",
        description="Of content: text/plain or text/html",
        examples=["text/plain"],
    )
    in_reply_to: str | None = Field(
        default=None,
        max_length=500,
        description="Native id of the message that this answers, on the same channel and account",
        examples=["1771234567001"],
    )
    reply_to_city: bool = Field(
        default=False, description="What it answers was said by the city, where the channel tells", examples=[False]
    )
    url: str | None = Field(
        default=None,
        max_length=2000,
        description="Where people can see it",
        examples=["https://example.org/1"],
    )
    published: Instant = Field(
        description="When the first revision was said; the same in every revision",
        examples=["2026-03-24T08:31:00+01:00"],
    )
    updated: Instant | None = Field(
        default=None, description="When this revision was made", examples=["2026-03-24T08:40:00+01:00"]
    )
    attachments: tuple[Attachment, ...] = Field(
        default=(), max_length=20, description="What came with it", examples=[[]]
    )

    @model_validator(mode="before")
    @classmethod
    def _identify(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not {"channel", "account", "native_id"} <= data.keys():
            return data
        parts = [data[key] for key in ("channel", "account", "native_id")]
        if data.get("id") is None and all(isinstance(part, str) for part in parts):
            return {**data, "id": message_id(*parts)}
        return data

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.id != message_id(self.channel, self.account, self.native_id):
            raise ValueError("id: is not the UUIDv5 of channel, account and native_id; leave it out to have it made")
        if self.operation is Operation.deleted:
            if self.content or self.attachments:
                raise ValueError("content: a deleted message carries no content and no attachments")
        elif not self.content.strip() and not self.attachments:
            raise ValueError("content: is empty and there is no attachment; nothing was said")
        if "\x00" in self.content:
            raise ValueError("content: has a null byte; remove it, no channel shows one")
        return self

    @property
    def parent(self) -> UUID | None:
        """Identity of the message that this one answers, if any."""
        return None if self.in_reply_to is None else message_id(self.channel, self.account, self.in_reply_to)
