"""What a desk tells of a contact, and the message that it becomes. Pure.

The identity of a contact is its desk and the UUID that the sender made: sending it again counts once. `published`
comes from the sender too and is the same in every revision, because it says in which month the record lies.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from processors.read import EARLIEST, LATEST
from schemas.base import Frozen, Instant
from schemas.message import MAX_CONTENT, Author, Message
from schemas.vocabulary import Channel, Operation, Visibility
from streams.listeners.pseudonym import pseudonym

Desk = Annotated[str, Field(min_length=1, max_length=200)]


class Contact(Frozen):
    """The body of a PUT: one revision of a contact. Revision 0 is the first; a higher one replaces it."""

    desk: Desk
    content: str = Field(min_length=1, max_length=MAX_CONTENT)
    published: Instant
    revision: int = Field(default=0, ge=0, lt=2**53)
    updated: Instant | None = None
    visitor: str | None = Field(default=None, max_length=500)
    in_reply_to: UUID | None = None


class Removal(Frozen):
    """The query of a DELETE. Its revision is above that of the last PUT, so it is 1 at least."""

    desk: Desk
    published: Instant
    revision: int = Field(ge=1, lt=2**53)
    updated: Instant | None = None


def contact_message(native_id: UUID, contact: Contact, key: bytes) -> Message:
    """The message of a contact; the visitor's name becomes a pseudonym here and goes no further.

    Raises pydantic.ValidationError for content that says nothing or has a null byte.
    """
    name = (contact.visitor or "").strip()
    return Message.model_validate(
        {
            "channel": Channel.counter,
            "account": contact.desk,
            "native_id": str(native_id),
            "revision": contact.revision,
            "operation": Operation.edited if contact.revision else Operation.created,
            "visibility": Visibility.direct,
            "author": Author(pseudonym=pseudonym(key, Channel.counter, name)) if name else None,
            "content": contact.content,
            "in_reply_to": None if contact.in_reply_to is None else str(contact.in_reply_to),
            "published": contact.published,
            "updated": contact.updated,
        }
    )


def removal_message(native_id: UUID, removal: Removal) -> Message:
    """The message that takes a contact back."""
    return Message.model_validate(
        {
            "channel": Channel.counter,
            "account": removal.desk,
            "native_id": str(native_id),
            "revision": removal.revision,
            "operation": Operation.deleted,
            "visibility": Visibility.direct,
            "published": removal.published,
            "updated": removal.updated,
        }
    )


def is_plausible(moment: datetime, now: datetime) -> bool:
    """Whether the pipeline will take a contact of this moment, rather than make a dead letter of it."""
    return EARLIEST <= moment <= now + LATEST
