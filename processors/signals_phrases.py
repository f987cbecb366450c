"""How a phrase of a signal is written, and the texts that it stands for.

`al <getal> weken` takes each word of the list `getal`; `(vind|vinden) hem` and `zo (snel|) weg` take each alternative,
the last of which may be nothing; `fiets*` is any word that starts so and `*boete` any that ends so; `^zet` stands at
the beginning of the text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from processors.signals_words import words

START: Final = "^"
"""The word before the first one."""

MAX_TEXTS: Final = 5000
"""What one phrase may stand for; more is a mistake and would make the automaton slow."""

_CHOICE: Final = re.compile(r"\(([^()]*\|[^()]*)\)|<([a-z][a-z0-9.-]*)>")


def texts(phrase: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What the phrase looks like between words joined by spaces, with the spaces that are its boundaries.

    Raises ValueError for a list that does not exist, for an alternative without any word and for too many texts.
    """
    for count, spelled in enumerate(_spelled(phrase, lists)):
        if count == MAX_TEXTS:
            raise ValueError(f"phrases: {phrase!r} stands for more than {MAX_TEXTS} texts; make it shorter")
        yield _bounded(spelled, phrase)


def _spelled(phrase: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """One choice after the other, the innermost first, so that an alternative may name a list or hold others."""
    found = _CHOICE.search(phrase)
    if found is None:
        yield phrase
        return
    inline, name = found.groups()
    if name is not None and name not in lists:
        raise ValueError(f"phrases: {phrase!r} names <{name}>, which is not among the lists")
    for choice in lists[name] if name is not None else inline.split("|"):
        yield from _spelled(f"{phrase[: found.start()]}{choice}{phrase[found.end() :]}", lists)


def _bounded(spelled: str, phrase: str) -> str:
    spelled = spelled.strip()
    found = words(spelled)
    if not found:
        raise ValueError(f"phrases: {phrase!r} has no word; write letters, digits or an emoji")
    before = "" if spelled.startswith("*") else f" {START} " if spelled.startswith(START) else " "
    return f"{before}{' '.join(found)}{'' if spelled.endswith('*') else ' '}"
