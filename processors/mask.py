"""Masks personal data in a result, for readers who have no right to it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from typing import Final

from processors.clean import normalised
from processors.clean_html import html_text
from processors.personal import find_personal
from schemas.classification import Classification
from schemas.message import MAX_CONTENT, Attachment, Message
from schemas.original import Original
from schemas.personal import PersonalData, PersonalKind
from schemas.place import Place
from schemas.result import Result

PLACEHOLDERS: Final = {kind: f"[{kind}]" for kind in PersonalKind}
"""What stands for personal data of each kind. Nothing personal is found in one."""

_MAX_NAME: Final = 2000
"""Characters of an attachment's name."""


def masked(result: Result) -> Result:
    """The result with a placeholder for all personal data in its text, its message's content and attachments' names.

    Spans and places of the classification are moved along, and a place in a masked span is taken out. The address and
    the pseudonym stay. A result without personal data comes back itself, and masking again changes nothing. Content
    that would become longer than content may be is cut.
    """
    understood = result.classification
    personal = (understood.personal if understood else ()) or find_personal(result.text)
    text, understood = _text(result.text, personal, understood)
    message = _message(result.message, result.text, text)
    if message is result.message and text == result.text:
        return result
    return result.model_copy(update={"text": text, "message": message, "classification": understood})


def original(result: Result) -> Original:
    """What masking takes out of a result."""
    message = result.message
    return Original(id=message.id, revision=message.revision, text=result.text, content=message.content)


def _text(
    text: str, personal: Sequence[PersonalData], understood: Classification | None
) -> tuple[str, Classification | None]:
    places = understood.places if understood else ()
    kept: list[PersonalData] = []
    # Until nothing is found: what stood around a span may, without it, be read otherwise.
    while personal:
        masked_text, moved = _replaced(text, personal)
        places = _outside(places, personal, moved)
        kept = [*(_at(each, moved) for each in kept), *(_at(each, moved) for each in personal)]
        if masked_text == text:
            break
        text, personal = masked_text, find_personal(masked_text)
    if understood is None or not kept:
        return text, understood
    spans = tuple(sorted(kept, key=lambda each: each.start))
    return text, understood.model_copy(update={"personal": spans, "places": places})


def _message(message: Message, text: str, masked_text: str) -> Message:
    content, media_type = message.content, message.media_type
    if content == text:
        content = masked_text
    elif media_type == "text/html":
        # The address of a link, or a number cut in two by mark-up: rather no mark-up than some of it.
        seen = (normalised(html_text(content, quotes=True)), unescape(content))
        if masked_text != text or any(map(find_personal, seen)):
            content, media_type = masked_text, "text/plain"
    else:
        plain = normalised(content)
        masked_content = mask(plain)
        if masked_content != plain:
            content = masked_content
        elif masked_text != text:
            content = masked_text
    attachments = tuple(map(_attachment, message.attachments))
    if content == message.content and attachments == message.attachments:
        return message
    return message.model_copy(
        update={"content": content[:MAX_CONTENT], "media_type": media_type, "attachments": attachments}
    )


def mask(text: str) -> str:
    """A text with a placeholder for all personal data in it."""
    return _text(text, find_personal(text), None)[0]


def _attachment(attachment: Attachment) -> Attachment:
    name = mask(attachment.name)[:_MAX_NAME]
    return attachment if name == attachment.name else attachment.model_copy(update={"name": name})


def _replaced(text: str, personal: Sequence[PersonalData]) -> tuple[str, Callable[[int], int]]:
    """The text with placeholders, and where a place in the old text that is in no span stands in the new one."""
    pieces: list[str] = []
    ends, shifts = [0], [0]
    for each in personal:
        placeholder = PLACEHOLDERS[each.kind]
        pieces += (text[ends[-1] : each.start], placeholder)
        shifts.append(shifts[-1] + len(placeholder) - (each.end - each.start))
        ends.append(each.end)
    pieces.append(text[ends[-1] :])
    return "".join(pieces), lambda place: place + shifts[bisect_right(ends, place) - 1]


def _at(span: PersonalData, moved: Callable[[int], int]) -> PersonalData:
    return span.model_copy(update={"start": moved(span.start), "end": moved(span.end)})


def _outside(
    places: Iterable[Place], personal: Sequence[PersonalData], moved: Callable[[int], int]
) -> tuple[Place, ...]:
    return tuple(
        place.model_copy(update={"start": moved(place.start), "end": moved(place.end)})
        for place in places
        if not any(each.start < place.end and place.start < each.end for each in personal)
    )
