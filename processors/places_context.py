"""Whether what looks like the name of a place is one, by the words around it."""

from typing import Final

from processors.places_people import (
    AREAS,
    ARTICLES,
    CLOSINGS,
    FIRST_NAMES,
    OFFICES,
    OPENINGS,
    PARTICLES,
    PREPOSITIONS,
    QUALIFIERS,
    TITLES,
)
from processors.places_tokens import Tokens

_POSTCODE_WORDS: Final = frozenset({"postcode", "postnummer", "postkode", "zip", "wijk"})
_CITY: Final = frozenset({"antwerpen", "antwerp", "anvers", "amberes"})
_LAST_YEAR: Final = 2059
"""Up to here a number behind `in` is a year."""

_COUNTED: Final = frozenset(
    {
        *("euro", "eur", "inwoners", "mensen", "stuks", "meter", "m", "km", "kilometer", "keer", "x", "kg", "kilo"),
        *("watt", "liter", "personen", "huizen", "woningen", "bomen", "gezinnen", "leerlingen", "studenten", "procent"),
    }
)
_INTRODUCTIONS: Final = frozenset(
    {("ik", "ben"), ("k", "ben"), ("naam", "is"), ("name", "is"), ("i", "am"), ("je", "suis"), ("ich", "bin")}
)
_NEAR: Final = 3
"""Words between a greeting and the name below it."""


def person(found: Tokens, at: int) -> bool:
    """Whether the name that starts at this word is somebody's: behind a title, a first name, a greeting, `ik ben`."""
    words = found.words
    before = at - 1
    while before >= 0 and words[before] in PARTICLES and found.linked(before + 1):
        before -= 1
    word = words[before] if before >= 0 else ""
    if word in PREPOSITIONS:
        return False
    # `van` in a surname is written with a capital, in a sentence without.
    if any(words[each][0] == "v" and found.capital(each) and not found.begins(each) for each in range(before + 1, at)):
        return not found.text.isupper()
    if before < 0:
        return False
    direct = before + 1 == at
    last = at
    while words[last] in PARTICLES and last + 1 < len(words):  # `den` in `Jos van den Dam` has no capital
        last += 1
    called = word in TITLES or (direct and word in OFFICES) or (word in FIRST_NAMES and found.capital(last))
    return (
        (called and found.linked(before + 1))
        or (direct and word in OPENINGS)
        or _introduced(words, before)
        or (direct and _signed(words, before))
    )


def within(found: Tokens, at: int) -> bool:
    """Whether the street that starts here is the end of another's name: behind a first name, `Korte`, `Oude`."""
    if not found.linked(at) or not found.capital(at - 1) or found.text.isupper():
        return False
    word = found.words[at - 1]
    return word in FIRST_NAMES or (word in QUALIFIERS and not found.begins(at - 1))


def cued(found: Tokens, at: int) -> bool:
    """Whether the bare name is written with a capital inside a sentence, behind a word that says where."""
    if not found.capital(at) or found.begins(at) or found.text.isupper():
        return False
    word = found.words[at - 1]
    return word in PREPOSITIONS or word in ARTICLES or word in AREAS


def postcode(words: list[str], at: int, districts: frozenset[str], *, address: bool) -> bool:
    """Whether this number is a postcode: by the city or a district behind it, by the address before it, by `in 2060`.

    `districts` are their names, folded; `address`: a street stands right before it.
    """
    after = words[at + 1] if at + 1 < len(words) else ""
    if after in _COUNTED:
        return False
    before = words[at - 1] if at else ""
    if address or after in _CITY or after in districts or before in _POSTCODE_WORDS:
        return True
    return before in {"in", "uit"} and int(words[at]) > _LAST_YEAR


def _introduced(words: list[str], before: int) -> bool:
    """`ik ben …`, `mijn naam is …`."""
    return before > 0 and (words[before - 1], words[before]) in _INTRODUCTIONS


def _signed(words: list[str], before: int) -> bool:
    recent = words[max(0, before - _NEAR + 1) : before + 1]
    return not CLOSINGS.isdisjoint(recent) and PREPOSITIONS.isdisjoint(recent)
