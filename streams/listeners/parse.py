"""What a listener would make of a file, without a channel or a publisher: for trying things out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final
from uuid import UUID

from pydantic import ValidationError

from processors.read import read_message
from schemas.message import Message
from schemas.topics import MAX_EVENT_BYTES
from schemas.vocabulary import Channel
from streams.listeners.counter.contact import Contact, contact_message
from streams.listeners.entries import Place, read_entries
from streams.listeners.lines import read_lines
from streams.listeners.reasons import reasons
from streams.listeners.replay import line_event

_NO_CONTACT = UUID(int=0)


@dataclass(frozen=True)
class Parsed:
    """The messages in the file, and a line for each thing in it that is none."""

    messages: tuple[Message, ...]
    problems: tuple[str, ...]


def parse(format: str, data: bytes, *, key: bytes, now: datetime, account: str = "voorbeeld") -> Parsed:
    """Read `data` as the listener of this format does; never raises for what `data` holds.

    `key` makes the pseudonyms, `now` dates what has no date, `account` is that of a feed. A contact gets the UUID
    that is all zeros, because a desk sends it in the address and not in the body. Raises ValueError for a format
    that FORMATS does not have.
    """
    if format not in FORMATS:
        raise ValueError(f"{format}: is not a format; take one of {', '.join(FORMATS)}")
    return FORMATS[format](data, Place(Channel.blog, account, key), now)


def _counter(data: bytes, place: Place, _: datetime) -> Parsed:
    try:
        message = contact_message(_NO_CONTACT, Contact.model_validate_json(data, strict=True), place.key)
    except ValidationError as error:
        return Parsed((), tuple(reasons(error)))
    return Parsed((message,), ())


def _feed(data: bytes, place: Place, now: datetime) -> Parsed:
    read = read_entries(data, place, now=now)
    return Parsed(read.messages, read.problems)


def _replay(data: bytes, _: Place, now: datetime) -> Parsed:
    messages, problems = [], []
    for line in read_lines(BytesIO(data), MAX_EVENT_BYTES + 1):
        if line.body.strip():
            # As the route worker will read it, so that the reasons are those of the dead letters.
            read = read_message(line_event(line, b"", now), f"line {line.number}", now)
            if isinstance(read, Message):
                messages.append(read)
            else:
                problems.append(f"{read.place}: {read.reason}")
    return Parsed(tuple(messages), tuple(problems))


FORMATS: Final[Mapping[str, Callable[[bytes, Place, datetime], Parsed]]] = {
    "counter": _counter,
    "feed": _feed,
    "replay": _replay,
}
