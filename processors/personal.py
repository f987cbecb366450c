"""Personal data in a text: addresses, numbers, licence plates, and names where somebody is named."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from processors.personal_cues import PLATE, cues
from processors.personal_names import names
from processors.personal_numbers import EIGHT_DIGITS, numbers
from processors.personal_plates import WRITTEN, plates
from schemas.personal import PersonalData, PersonalKind

_DIGIT: Final = re.compile("[0-9]")
_LOCAL: Final = r"-\w.+%'&"
_EMAIL: Final = re.compile(
    # RFC 5321's mailbox, without quoted ones; the first part is read once, so that no text takes long.
    rf"(?<![{_LOCAL}@])\w[{_LOCAL}]{{0,63}}+(?:@| ?[(\[](?:at|apenstaartje)[)\]] ?)"
    r"((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24})(?![\w@-])"
)
_OF_THE_CITY: Final = ("antwerpen.be", "politieantwerpen.be", "police.belgium.eu")
"""Domains of the city and its police: an address there is that of a service."""

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\uff0d", "-"),
        **{"\u2019": "'", "\uff0b": "+", "\uff0e": ".", "\uff20": "@", "İ": "I"},
        **{chr(half): "\ufffd" for half in range(0xD800, 0xE000)},  # half a character, which no library takes
        **{chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0, 0xFF10) for digit in range(10)},
    }
)
"""Digits and marks of other keyboards as the ones that are looked for; every character stays one character."""

_OTHER: Final = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


def find_personal(text: str) -> tuple[PersonalData, ...]:
    """Where personal data stands in the text, in order and without overlap: of what overlaps the longest counts.

    Not personal are numbers and addresses of the city and its police, and numbers for which the caller pays nothing
    or extra, as only services have them. Time grows with the length of the text alone; any text has an answer.
    """
    plain = text if text.isascii() or not _OTHER.search(text) else text.translate(_PLAIN)
    lower = plain.lower()
    found = cues(lower)
    digits = _DIGIT.search(plain) is not None
    at = "@" in plain or "(a" in lower or "[a" in lower
    if not found and not digits and not at:
        return ()
    spans: list[PersonalData] = []
    if at:
        spans += _emails(plain)
    if digits:
        if EIGHT_DIGITS.search(plain):
            spans += numbers(plain)
        if PLATE in found or WRITTEN.search(plain):
            spans += plates(plain, found.get(PLATE, ()))
    if found:
        spans += names(plain, lower, found)
    return _longest(spans) if len(spans) > 1 else tuple(spans)


def _emails(text: str) -> Iterator[PersonalData]:
    for each in _EMAIL.finditer(text):
        domain = each[1].lower()
        if not any(domain == own or domain.endswith(f".{own}") for own in _OF_THE_CITY):
            yield PersonalData(kind=PersonalKind.email, start=each.start(), end=each.end())


def _longest(spans: Iterable[PersonalData]) -> tuple[PersonalData, ...]:
    kept: list[PersonalData] = []
    starts: list[int] = []
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.start)):
        place = bisect_left(starts, span.start)
        before = place > 0 and kept[place - 1].end > span.start
        if not before and (place == len(kept) or kept[place].start >= span.end):
            kept.insert(place, span)
            starts.insert(place, span.start)
    return tuple(kept)
