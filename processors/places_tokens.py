"""The words of a text with where they stand, and what belongs to no place left out."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from processors.places_forms import ABBREVIATIONS
from processors.signals_words import words

_CHUNK: Final = re.compile(r"\S+")
_WORD: Final = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_DOMAIN: Final = re.compile(r"\.(?:be|com|org|net|eu|nl|brussels|vlaanderen)(?![^\W_])", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[ \t\u00a0\-\u2010-\u2013'\u2018\u2019`/&]{0,3}")
_AFTER_SHORT: Final = re.compile(r"[ \t\u00a0\-\u2010-\u2013'\u2018\u2019`/&.]{0,3}")
_GAP: Final = 8
"""Characters looked at between two words: what is between two words of one name is shorter."""


class Tokens(NamedTuple):
    """The words of a text, folded as in signals_words, and the start and end of each. "" for one that counts not."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]

    def linked(self, at: int) -> bool:
        """Whether only a space, a hyphen or the like parts the word from the one before: they can be one name."""
        if at == 0:
            return False
        gap = self._gap(at)
        if gap in {" ", "-"}:
            return True
        return (_AFTER_SHORT if _short(self.words[at - 1]) else _BETWEEN).fullmatch(gap) is not None

    def begins(self, at: int) -> bool:
        """Whether the word begins a sentence."""
        return at == 0 or (not _short(self.words[at - 1]) and any(mark in self._gap(at) for mark in ".!?:\n\u2026"))

    def capital(self, at: int) -> bool:
        """Whether the word is written with a capital."""
        return self.text[self.spans[at][0]].isupper()

    def _gap(self, at: int) -> str:
        before = self.spans[at - 1][1]
        return self.text[before : min(self.spans[at][0], before + _GAP)]


def tokens(text: str, known: Sequence[str]) -> Tokens:
    """All words; those of web addresses, e-mail addresses and handles (`@x`) do not count.

    `known` are signals_words.words of the text or of a longer one that begins with it.
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    plain = text.isascii()  # then both tell the same words apart
    found = list(known[: len(spans)]) if plain else [_folded(text[start:end]) for start, end in spans]
    if _addressed(text):
        end = at = 0
        for chunk in _CHUNK.finditer(text):
            end = chunk.end()
            address = _addressed(chunk[0])
            while at < len(spans) and spans[at][0] < end:
                if address:
                    found[at] = ""
                at += 1
    return Tokens(text, found, spans)


def _addressed(text: str) -> bool:
    return "@" in text or "://" in text or _DOMAIN.search(text) is not None


def _short(word: str) -> bool:
    """Whether a full stop behind it says that it is an abbreviation, and not that the sentence ends."""
    return len(word) == 1 or word in ABBREVIATIONS


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else "".join(words(word))
