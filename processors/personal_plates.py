"""Licence plates in a text."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.personal import PersonalData, PersonalKind

WRITTEN: Final = re.compile(r"[1-9]-[A-Z]{3}-\d{3}(?![\w-])", re.IGNORECASE)
"""The form that Belgium has given out since 2010, as it stands on the plate: it is nothing else."""

_BEFORE: Final = 25
_BEHIND: Final = 60
"""How far from the word that speaks of a plate or a car the plate may stand: in front of it, and behind its start."""

_FORM: Final = re.compile(
    r"(?<![\w-])(?:"
    # Belgium's, the new and the old; in small letters only in one piece, as `met 300` is no plate.
    r"[1-9]?[ .-]?[A-Z]{3}[ .-]?\d{3}|\d{3}[ .-]?[A-Z]{3}|[1-9]?-?(?!bus|nrs|lot|mei)[a-z]{3}-?\d{3}|\d{3}-[a-z]{3}|"
    # The Netherlands', France's, Italy's, Spain's, Germany's and Poland's.
    r"(?:[A-Z]{1,3}|\d{1,3})(?:-(?:[A-Z]{1,3}|\d{1,3})){2}|[A-Z]{2} ?\d{3} ?[A-Z]{2}|\d{4} ?[BCDFGHJ-NPR-TV-Z]{3}|"
    r"[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4}|[A-Z]{2,3} ?\d[\dA-Z]{4}"
    r")(?![\w-])"
)


def plates(text: str, words: Sequence[int]) -> Iterator[PersonalData]:
    """Where plates stand; `words` are the places of words that speak of a plate or a car."""
    for each in WRITTEN.finditer(text):
        if each.start() == 0 or not (text[each.start() - 1].isalnum() or text[each.start() - 1] == "-"):
            yield PersonalData(kind=PersonalKind.nummerplaat, start=each.start(), end=each.end())
    for start, end in _around(words):
        for each in _FORM.finditer(text, start, end):
            if _mixed(each[0]):
                first = each.start() + (each[0][0] in " .-")
                yield PersonalData(kind=PersonalKind.nummerplaat, start=first, end=each.end())


def _around(words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches of text near the words, those that touch as one."""
    start = end = 0
    for word in words:
        if word - _BEFORE > end:
            yield start, end
            start = word - _BEFORE
        end = word + _BEHIND
    yield start, end


def _mixed(form: str) -> bool:
    """Digits and letters, and not too few: a date and a name of three parts are no plates."""
    signs = [sign for sign in form if sign.isalnum()]
    digits = sum(sign.isdigit() for sign in signs)
    return len(signs) >= 5 and 2 <= digits < len(signs)
