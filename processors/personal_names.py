"""Names of people in a text: only where somebody is addressed, signs, or is introduced."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from unicodedata import normalize

from processors.personal_cues import BEING, CLOSING, INTRODUCTION, KIN, OFFICE, OPENING, THANKS, TITLE
from processors.personal_words import JOINERS, KNOWN, NO_NAMES, ORDINARY, PARTICLES, PLACES, STREETS
from schemas.personal import PersonalData, PersonalKind

_MOST_WORDS: Final = 6
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){0,39}|'t\b|[&+]")
_GAP: Final = {
    TITLE: re.compile(r"[ \t]{0,3}"),
    OFFICE: re.compile(r"[ \t]{1,3}"),
    KIN: re.compile(r"[ \t]{1,3}"),
    INTRODUCTION: re.compile(r"[ \t:,]{1,4}"),
    BEING: re.compile(r"[ \t]{1,3}"),
    CLOSING: re.compile(r"[ \t\n\r,.!:;-]{1,8}(?:(?:van|from|de la part de|von|aan)[ \t]{1,3})?"),
    THANKS: re.compile(r"[ \t\n\r,-]{1,8}"),
    OPENING: re.compile(r"[ \t,]{1,3}"),
}
_PREPOSITION: Final = re.compile(r"(?:van|from|de la part de|von|aan)[ \t]{1,3}\Z")
_NOBODY: Final = NO_NAMES - PARTICLES
_SPACE: Final = re.compile(r"\.?[ \t]{1,2}|\.")
_ENDS: Final = re.compile(r"[ \t]{0,3}(?:[\n\r,;.!?()\[\]|/:-]|\d|\Z)")
_SHORTEST_STREET: Final = 7
"""Letters; shorter it is a name: `Dulaan`."""

_MOST_SHOUTED: Final = 3
"""Words of a name where all is in capitals; more are a sentence."""


class _Word(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Or of a script that has none."""
        return not self.text[0].islower()

    @property
    def known(self) -> bool:
        """A first name that is common here."""
        return folded(self.text) in KNOWN


def names(text: str, lower: str, found: Mapping[int, Sequence[int]]) -> Iterator[PersonalData]:
    """The names behind the words that `found` has the places of; without titles, and with all their parts."""
    for kind, ends in found.items():
        gap = _GAP.get(kind)
        if gap is None:
            continue
        for end in ends:
            behind = gap.match(lower, end)
            first = _WORD.match(lower, behind.end()) if behind else None
            if behind is None or first is None or first[0] in _NOBODY:
                continue
            name = _name(
                text, behind.end(), kind, shouted=_shouted(text, end), far=bool(_PREPOSITION.search(behind[0]))
            )
            if name:
                yield PersonalData(kind=PersonalKind.naam, start=name[0].start, end=_end(name[-1]))


def _end(last: _Word) -> int:
    """Without the s of a possessive."""
    return last.end - 2 if last.text.endswith("'s") else last.end


def folded(word: str) -> str:
    """In small letters, without accents."""
    lower = word.lower()
    return lower if lower.isascii() else "".join(each for each in normalize("NFKD", lower) if each.isalpha())


def _shouted(text: str, end: int) -> bool:
    """Whether all is in capitals here, so that a capital says nothing."""
    around = text[max(0, end - 20) : end + 40]
    return around.isupper() and len(around) > 12


def _name(text: str, start: int, kind: int, *, shouted: bool, far: bool) -> list[_Word]:
    """The words of the name that begins here; none if nobody is named."""
    signed = kind in (INTRODUCTION, CLOSING)
    run = _without_street(text, _run(text, start, signed=signed), signed=signed)
    if kind not in (TITLE, INTRODUCTION) and _is_place(run):
        return []
    ends = bool(run) and _ENDS.match(text, run[-1].end) is not None
    return run if run and _named(run, kind, shouted=shouted, far=far, ends=ends) else []


def _is_place(run: list[_Word]) -> bool:
    first = next((word.text.lower() for word in run if word.text.lower() not in PARTICLES), "")
    return not PLACES.isdisjoint((first, *first.split("-")))


def _named(run: list[_Word], kind: int, *, shouted: bool, far: bool, ends: bool) -> bool:
    """Whether the words are a name; `ends` if the line or the sentence does behind them."""
    if not run[0].capital:
        return _small(run, kind, ends=ends)
    if run[0].known:
        return True
    if far or kind == THANKS or (shouted and kind in (KIN, BEING, OPENING)):
        return False  # `groeten van …` may be a place, `merci …` a service
    if kind in (BEING, OPENING):
        return len(run) > 1 and (ends or kind == BEING)
    if shouted:
        return kind == INTRODUCTION or (ends and len(run) <= _MOST_SHOUTED)
    return ends or kind != CLOSING


def _small(run: list[_Word], kind: int, *, ends: bool) -> bool:
    """Whether what begins with a small letter is a name: `van den Dam`, and `mvg sofie`."""
    if run[0].text in PARTICLES:
        return kind in (TITLE, INTRODUCTION) and any(word.capital for word in run)
    if not run[0].known:
        return False
    if kind == INTRODUCTION:
        return True
    if kind == CLOSING:
        return ends
    return run[0].text not in ORDINARY and (kind == TITLE or (kind == OPENING and ends))


def _run(text: str, start: int, *, signed: bool) -> list[_Word]:
    """The words from here that may be one name; of who signed also in small letters, and of two people."""
    run: list[_Word] = []
    place = start
    while len(run) < _MOST_WORDS and (found := _WORD.match(text, place)):
        word = _Word(found[0], found.start(), found.end())
        if not _belongs(word, run, signed=signed):
            break
        run.append(word)
        space = _SPACE.match(text, word.end)
        # A full stop ends the name, save behind an initial.
        if space is None or ("." in space[0] and len(word.text) > 1):
            break
        place = space.end()
    while run and (run[-1].text in JOINERS or (run[-1].text.lower() in PARTICLES and not run[-1].known)):
        run.pop()
    return run


def _belongs(word: _Word, run: list[_Word], *, signed: bool) -> bool:
    lower = word.text.lower()
    if word.text in JOINERS:
        return signed and bool(run)
    if lower in PARTICLES:
        return bool(run) or word.capital or word.text in PARTICLES
    if not NO_NAMES.isdisjoint((lower, *lower.split("-"))):
        return False
    if word.capital or not run:
        return True
    return signed and not run[0].capital


def _without_street(text: str, run: list[_Word], *, signed: bool) -> list[_Word]:
    """None of it if it is a street that is named after somebody; who signs may write an address behind the name."""
    street = next((place for place, word in enumerate(run) if _is_street(word)), None)
    if street is not None:
        return run[:street] if signed and (street > 1 or run[0].known) else []
    behind = _SPACE.match(text, run[-1].end) if run else None
    following = _WORD.match(text, behind.end()) if behind else None
    return [] if following is not None and following[0].lower() in STREETS else run


def _is_street(word: _Word) -> bool:
    return len(word.text) >= _SHORTEST_STREET and folded(word.text).endswith(STREETS)
