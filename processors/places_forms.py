"""The ways in which people write the name of a place.

A form is the words of a name without what is between them, so that `Sint-Jansplein`, `sint jansplein`, `Sint Jans
plein` and `SINTJANSPLEIN` are one.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from processors.places_people import FIRST_NAMES
from processors.signals_words import words

ENDINGS: Final = (
    *("straat", "steenweg", "laan", "plein", "plaats", "lei", "baan", "kaai", "weg", "dreef", "markt", "rui", "vest"),
    *("dok", "park", "hof", "brug", "poort", "vliet", "straatje", "pad", "berg", "veld", "dijk"),
)
"""How streets, squares, quays and parks end; people write the ending apart (`turnhoutse baan`)."""

_SHORT_ENDINGS: Final = {"straat": ("str",), "steenweg": ("stwg", "stw"), "laan": ("ln",), "plein": ("pl",)}
_SHORT_WORDS: Final = {
    **{"sint": "st", "generaal": "gen", "burgemeester": "burg", "dokter": "dr", "kardinaal": "kard"},
    **{"koningin": "kon", "professor": "prof", "pastoor": "past", "kapitein": "kap", "luitenant": "lt"},
}
ABBREVIATIONS: Final = frozenset({*_SHORT_WORDS.values(), "dhr", "mevr", "mr", "nr", "pr", "ir"})
"""Words that people write a full stop behind."""

_TITLES: Final = frozenset(_SHORT_WORDS) - {"sint"} | {"koning", "prins", "prinses", "admiraal", "maarschalk", "graaf"}


class Form(NamedTuple):
    """A way of writing a name: its words, the same run together, and the words that a text can start it with."""

    words: tuple[str, ...]
    joined: str
    starts: tuple[str, ...]
    short: bool
    """It holds an abbreviation, which a typing error would make of too many words."""


def ending(word: str) -> str:
    """With what of ENDINGS the word ends, behind three letters or more; "" for none."""
    if word.endswith(ENDINGS):
        for each in ENDINGS:
            if word.endswith(each) and len(word) >= len(each) + 3:
                return each
    return ""


def own_forms(name: str) -> Iterator[Form]:
    """The name itself, with its ending and its titles in full and abbreviated."""
    found = words(name)
    if not found:
        return
    yield _form(found)
    last = ending(found[-1])
    for short in _SHORT_ENDINGS.get(last, ()):
        yield _form([*found[:-1], found[-1][: -len(last)] + short], short=True)
    if len(found) > 1:
        shortened = [_SHORT_WORDS.get(word, word) for word in found]
        if shortened != found:
            yield _form(shortened, short=True)
            if last == "straat":
                yield _form([*shortened[:-1], found[-1][:-3]], short=True)


def derived_forms(name: str) -> Iterator[Form]:
    """A street without the first name or the title in it, and with the initial only; these may stand for several."""
    found = words(name)
    if len(found) > 1 and ending(found[-1]) and (found[0] in FIRST_NAMES or found[0] in _TITLES):
        yield _form(found[1:])
        yield _form([found[0][0], *found[1:]], short=True)


def _form(found: Sequence[str], *, short: bool = False) -> Form:
    joined = "".join(found)
    last = ending(joined)
    starts = (found[0], joined, joined[: -len(last)]) if last else (found[0], joined)
    return Form(tuple(found), joined, starts, short)
