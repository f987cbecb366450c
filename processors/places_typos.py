"""Words that are one typing error away from a known one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from processors.places_forms import ending

SHORTEST: Final = 8
"""Letters; a shorter word is near too many others."""

_HEAD: Final = 4
_TAIL: Final = 5

_ORDINARY: Final = frozenset(
    {
        *("schoolstraat", "speelstraat", "winkelstraat", "fietsstraat", "hoofdstraat", "dorpsstraat", "zijstraat"),
        *("woonstraat", "tuinstraat", "leefstraat", "dwarsstraat", "achterstraat", "buurstraat", "volksstraat"),
        *("parkeerplaats", "speelplaats", "standplaats", "werkplaats", "marktplaats", "stortplaats", "woonplaats"),
        *("rustplaats", "slaapplaats", "speelplein", "marktplein", "schoolplein", "dorpsplein", "kerkplein"),
        *("wandelweg", "fietsweg", "autoweg", "landweg", "snelweg", "spoorweg", "voetweg", "waterweg", "parkweg"),
        *("rommelmarkt", "kerstmarkt", "jaarmarkt", "avondmarkt", "arbeidsmarkt", "woonmarkt", "wereldmarkt"),
        *("binnenhof", "kerkhof", "woonpark", "speelpark", "pretpark", "wildpark", "tennisbaan", "rolschaatsbaan"),
    }
)
"""Words of the language that look like a street."""


@dataclass(frozen=True, slots=True)
class Typos:
    """Known words, by how they begin and by how they end: one error leaves at least one of the two whole."""

    _heads: dict[str, list[str]]
    _tails: dict[str, list[str]]

    @classmethod
    def compile(cls, known: Iterable[str]) -> Self:
        """Of the known words those of SHORTEST letters or more."""
        heads: dict[str, list[str]] = {}
        tails: dict[str, list[str]] = {}
        for word in known:
            if len(word) >= SHORTEST:
                heads.setdefault(word[:_HEAD], []).append(word)
                tails.setdefault(word[_TAIL:], []).append(word)
        return cls(heads, tails)

    def mended(self, word: str) -> str | None:
        """The one known word that an insertion, a removal, another letter or two letters swapped make of this one.

        None when there are none or several, and for a word of the language. The first letter and the last are never
        mended, and neither is one ending into another: such a word is another word (`schoonbroer` is not Schoonbroek,
        Krijgslaan not Krijgsbaan).
        """
        if len(word) < SHORTEST or word in _ORDINARY:
            return None
        near: str | None = None
        tails = self._tails
        for others in (
            self._heads.get(word[:_HEAD], ()),
            tails.get(word[_TAIL:], ()),
            tails.get(word[_TAIL - 1 :], ()),
            tails.get(word[_TAIL + 1 :], ()),
        ):
            for other in others:
                if other != near and _comparable(word, other) and one_error(word, other):
                    if near is not None:
                        return None
                    near = other
        return near


def _comparable(word: str, other: str) -> bool:
    return other[0] == word[0] and other[-1] == word[-1] and ending(word) in {"", ending(other)}


def one_error(word: str, other: str) -> bool:
    """Whether they differ by one letter more, less or other, or by two neighbours swapped."""
    longer = len(word) - len(other)
    if not -1 <= longer <= 1 or word == other:
        return False
    at = 0
    for mine, theirs in zip(word, other, strict=False):
        if mine != theirs:
            break
        at += 1
    if longer == 1:
        return word[at + 1 :] == other[at:]
    if longer == -1:
        return word[at:] == other[at + 1 :]
    return word[at + 1 :] == other[at + 1 :] or (
        word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
    )
