"""Finds where a message is about: the places of a city that its text names."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Self

from processors.places_context import cued, person, postcode, within
from processors.places_index import Index, Named, index
from processors.places_resolve import AREA, Hit, resolved
from processors.places_spec import PlaceEntry
from processors.places_tokens import Tokens, tokens
from processors.places_typos import SHORTEST
from schemas.place import Place, PlaceKind

MAX_PLACES: Final = 10
MAX_READ: Final = 20_000
"""Characters: who names a place does so before."""

_MAX_WORDS: Final = 7
"""Of a name, its abbreviations and endings written apart."""

_MAX_POSSIBLE: Final = MAX_READ // 2
"""Words of so many characters: a word and a space each."""

_MAX_TYPOS: Final = 1000
"""Words of a text in which a typing error is looked for."""

_ADDRESS: Final = 3
"""Words between a street and its postcode: a number, a letter, a box."""


class Gazetteer:
    """The places of one city. Made once; finding is pure."""

    __slots__ = ("_index", "_mended")

    def __init__(self, index: Index) -> None:
        self._index = index
        # People use the same words again and again, and most are near no place.
        self._mended = lru_cache(maxsize=8192)(self._near)

    @classmethod
    def compile(cls, entries: Iterable[PlaceEntry]) -> Self:
        """Of the entries' names, other names and abbreviations."""
        return cls(index(entries))

    def find(self, text: str, words: Sequence[str]) -> tuple[Place, ...]:
        """The places in the text, in its order, without overlap, MAX_PLACES at most; of names inside each other the
        longest.

        `words` are signals_words.words(text). A street of several districts has a district only if the text names
        one of them, by itself, by postcode or by neighbourhood; a place that is said to be in another district than the
        list has it in, has none. Of a long text the first MAX_READ characters are read.
        """
        misspelled = self._misspelled(words)
        if not misspelled and (self._index.telling.isdisjoint(words) or not self._possible(words[:_MAX_POSSIBLE])):
            return ()
        found = tokens(text[:MAX_READ], words)
        if misspelled:
            found.words[:] = [misspelled.get(word, word) for word in found.words]
        return resolved(text, self._hits(found))

    def _near(self, word: str) -> str | None:
        return None if word in self._index.telling else self._index.typos.mended(word)

    def _misspelled(self, words: Sequence[str]) -> dict[str, str]:
        """Words with a typing error, and what they are without."""
        mended = self._mended
        return {word: right for word in words[:_MAX_TYPOS] if len(word) >= SHORTEST and (right := mended(word))}

    def _possible(self, words: Sequence[str]) -> bool:
        """Whether any name stands in the words, whatever is between and around them."""
        forms, starts, beginnings = self._index.forms, self._index.starts, self._index.beginnings
        for at, word in enumerate(words):
            if word in starts:
                joined = ""
                for each in words[at : at + _MAX_WORDS]:
                    joined += each
                    if joined in forms:
                        return True
                    if joined not in beginnings:
                        break
        return False

    def _hits(self, found: Tokens) -> list[Hit]:
        hits: list[Hit] = []
        starts = self._index.starts
        behind, street = 0, -_ADDRESS - 1
        for at, word in enumerate(found.words):
            if at < behind or word not in starts:
                continue
            hit = self._longest(found, at, address=at - street <= _ADDRESS)
            if hit is None:
                continue
            named, behind = hit
            hits.append(Hit(named.entries, found.spans[at][0], found.spans[behind - 1][1]))
            if len(hits) == MAX_PLACES:
                break
            if named.entries[0].kind not in AREA:
                street = behind
        return hits

    def _longest(self, found: Tokens, at: int, *, address: bool) -> tuple[Named, int] | None:
        """What the longest name that starts at this word stands for, and the word behind it."""
        best: tuple[Named, int] | None = None
        forms, beginnings = self._index.forms, self._index.beginnings
        joined = ""
        for end in range(at, min(at + _MAX_WORDS, len(found.words))):
            joined += found.words[end]
            if joined not in beginnings or (end > at and not (found.words[end] and found.linked(end))):
                break
            named = forms.get(joined)
            if named is not None and self._meant(found, at, named, address=address):
                best = named, end + 1
        return best

    def _meant(self, found: Tokens, at: int, named: Named, *, address: bool) -> bool:
        if named.entries[0].kind is PlaceKind.postcode:
            return postcode(found.words, at, self._index.districts, address=address)
        if named.cue and not cued(found, at):
            return False
        return not (person(found, at) if named.surname else within(found, at))
