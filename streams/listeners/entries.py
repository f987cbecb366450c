"""A feed of comments (RSS, Atom) becomes messages. Pure: bytes in, messages and problems out."""

import calendar
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

import feedparser
from pydantic import ValidationError

from schemas.message import Author, Message
from schemas.vocabulary import Channel, Operation
from streams.listeners.cursor import Seen
from streams.listeners.pseudonym import pseudonym
from streams.listeners.reasons import reasons

_THREADING: Final = "http://purl.org/syndication/thread/1.0"
_MAX_ATTACHMENTS: Final = 20


@dataclass(frozen=True)
class Place:
    """Whose feed it is: the channel and account of its messages, and the key of their authors' pseudonyms."""

    channel: Channel
    account: str
    key: bytes


@dataclass(frozen=True)
class Entries:
    """A feed as read. `seen` has all its entries that are messages, `messages` those that are new or changed.

    Messages are in the order in which they were published. A problem names the entry by number and the field, never
    its text. `whole` is False when the document is broken somewhere.
    """

    messages: tuple[Message, ...]
    seen: Mapping[str, Seen]
    problems: tuple[str, ...]
    whole: bool


def read_entries(
    data: bytes, place: Place, *, now: datetime, known: Mapping[str, Seen] | None = None, charset: str | None = None
) -> Entries:
    """All that can be read. Never raises, whatever `data` is; `charset` is what the server says of it, if anything.

    An entry that has no date is published at `now`, or when it was first `known`.
    """
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        # Raw: cleaning is for whoever shows it. And bytes as a stream, since a string might be fetched as an address.
        feed = feedparser.parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers=headers
        )
        entries, prefix = list(feed["entries"]), _prefix(feed.get("namespaces", {}))
    except Exception as error:  # feedparser promises no list of what it raises
        return Entries((), {}, (f"feed: cannot be read ({type(error).__name__})",), whole=False)
    problems, whole = [], not feed.get("bozo")
    if not whole:
        problems.append(f"feed: is broken ({type(feed.get('bozo_exception')).__name__}); what can be read is read")
    elif not feed.get("version"):
        problems.append("feed: is neither RSS nor Atom")
    messages, seen = [], {}
    for number, entry in enumerate(entries, 1):
        try:
            message, fingerprint = _message(entry, prefix, place, now, known or {})
        except ValidationError as error:
            problems += [f"entry {number}: {reason}" for reason in reasons(error)]
        except Exception as error:
            problems.append(f"entry {number}: cannot be read ({type(error).__name__})")
        else:
            if message.native_id in seen:
                problems.append(f"entry {number}: has the id of an earlier one; only the first of them is read")
                continue
            before = (known or {}).get(message.native_id)
            seen[message.native_id] = Seen(
                revision=message.revision, fingerprint=fingerprint, published=message.published
            )
            if before is None or before.fingerprint != fingerprint:
                messages.append(message)
    messages.sort(key=lambda message: message.published)
    return Entries(tuple(messages), seen, tuple(problems), whole)


def _message(entry: Any, prefix: str, place: Place, now: datetime, known: Mapping[str, Seen]) -> tuple[Message, str]:
    """The message of an entry, and the fingerprint of what it says."""
    native_id = entry.get("id") or entry.get("link") or ""
    content, media_type = _content(entry)
    said = {
        "content": content,
        "media_type": media_type,
        "in_reply_to": _parent(entry.get(f"{prefix}in-reply-to")),
        "attachments": _attachments(entry),
    }
    fingerprint = blake2b(repr(said).encode("utf-8", "replace"), digest_size=12).hexdigest()
    told, updated = _moment(entry, "published"), _moment(entry, "updated")
    before = known.get(native_id)
    published = before.published if before else told or updated or now
    revision = int(updated.timestamp() * 1000) if updated and updated > published else 0
    if before and before.fingerprint == fingerprint:
        revision = before.revision
    elif before:
        revision = max(revision, before.revision + 1)
    message = Message.model_validate(
        {
            **said,
            "channel": place.channel,
            "account": place.account,
            "native_id": native_id,
            "author": _author(entry, place),
            "url": _url(entry.get("link")),
            "published": published,
            "revision": revision,
            "operation": Operation.edited if revision else Operation.created,
            "updated": updated if revision else None,
        }
    )
    return message, fingerprint


def _content(entry: Any) -> tuple[str, str]:
    """The text and its media type. The title only when there is nothing else, and not when it names the writer."""
    found = [*entry.get("content", ()), entry.get("summary_detail")]
    author, title = str(entry.get("author") or "").strip(), str(entry.get("title") or "")
    if not author or author.casefold() not in title.casefold():
        found.append(entry.get("title_detail"))
    for detail in found:
        text = str((detail or {}).get("value") or "").replace("\x00", "")
        if text.strip():
            return text, "text/plain" if detail.get("type") == "text/plain" else "text/html"
    return "", "text/html"


def _parent(element: Any) -> str | None:
    """The native id that a comment answers (RFC 4685); an element without attributes is not a mapping."""
    return element.get("ref") if isinstance(element, Mapping) else None


def _author(entry: Any, place: Place) -> Author | None:
    name = str(entry.get("author") or "").strip()
    return Author(pseudonym=pseudonym(place.key, place.channel, name)) if name else None


def _moment(entry: Any, field: str) -> datetime | None:
    # dict's own `get`, because feedparser's answers for `updated` with `published`, and warns about it.
    parsed = dict.get(entry, f"{field}_parsed")
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _url(link: Any) -> str | None:
    usable = isinstance(link, str) and link.startswith(("https://", "http://")) and len(link) <= 2000
    return link if usable else None


def _attachments(entry: Any) -> list[dict[str, str]]:
    found = [
        {"media_type": link["type"], "url": link["href"], "name": link.get("title") or ""}
        for link in entry.get("links", ())
        if link.get("rel") == "enclosure" and link.get("type") and _url(link.get("href"))
    ]
    return found[:_MAX_ATTACHMENTS]


def _prefix(namespaces: Mapping[str, str]) -> str:
    """How feedparser's keys of the threading extension (RFC 4685) start in this document."""
    return next((f"{prefix}_" for prefix, uri in namespaces.items() if uri == _THREADING), "thr_")
