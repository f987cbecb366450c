"""What the model sees of a text: words with figures made alike, pieces of words, and marks of how it is written."""

import re
from collections.abc import Sequence
from typing import Final

_FIGURE: Final = re.compile(r"\d")
_SHORTEST, _LONGEST = 3, 5
"""Characters of a piece."""

MAX_WORD: Final = 40
"""Characters; of a longer word the rest says nothing more."""

MARKS: Final = (
    "asks",
    "asks-last",
    "asks-twice",
    "exclaims",
    "exclaims-twice",
    "link",
    "mention",
    "hashtag",
    "dots",
    "quotes",
    "shouts",
    *(f"length-{step}" for step in range(7)),
)
"""The marks, in the order of the columns that `marks` gives."""

_SHOUTED: Final = re.compile("\\b[A-Z\u00c0-\u00d6\u00d8-\u00de]{3,}\\b")
"""Two words of three capitals or more are shouted."""

_LENGTHS: Final = tuple(tuple(float(step == each) for each in range(7)) for step in range(7))


def shaped(word: str) -> str:
    """A word with every figure a 0, since 10u30 says the same as 14u15."""
    return _FIGURE.sub("0", word[:MAX_WORD])


def pieces(word: str) -> list[str]:
    """The character n-grams of a word between its boundaries, 3 to 5 long, each as often as it stands there.

    As in fastText (https://arxiv.org/abs/1607.04606): what a misspelt or compound word shares with known ones.
    """
    bounded = f"<{word}>"
    if len(bounded) <= _SHORTEST:
        return [bounded]
    return [
        bounded[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(bounded) - length + 1)
    ]


def marks(text: str, words: Sequence[str]) -> tuple[float, ...]:
    """One number, 0 or 1, for each of MARKS: how a text asks and exclaims, what it links to, how long it is."""
    asks = "?" in text or "؟" in text
    exclaims = "!" in text
    return (
        asks,
        asks and text.rstrip()[-1:] in "?؟",
        asks and "??" in text,
        exclaims,
        exclaims and "!!" in text,
        "://" in text or "www." in text,
        "@" in text,
        "#" in text,
        "..." in text or "…" in text,
        '"' in text or "“" in text or "‘" in text,
        len(_SHOUTED.findall(text)) >= 2,
        *_LENGTHS[min(6, (len(words) + 1).bit_length() - 1)],
    )
