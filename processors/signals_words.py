"""The words of a text as signals are compared: without case, accents and punctuation; each emoji is a word."""

import re
from typing import Final
from unicodedata import normalize

_EMOJI: Final = "\u203c\u2049\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff"
_TOKEN: Final = re.compile(f"[^\\W_]+|[{_EMOJI}]")
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe2f]+"
)
_LETTERS: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d"})
"""Letters that people leave out the stroke or the dot of, and that Unicode does not decompose."""

_ASCII: Final = {code: " " for code in range(128) if not chr(code).isalnum()}


def words(text: str) -> list[str]:
    """The words in order. `Eén put/gat op 't fiets-pad 😡` gives een, put, gat, op, t, fiets, pad and the emoji."""
    if text.isascii():
        return text.lower().translate(_ASCII).split()
    folded = _MARKS.sub("", normalize("NFKD", text).casefold())
    if not folded.isascii():
        folded = folded.translate(_LETTERS) if any(letter in folded for letter in "ıłøđ") else folded
    return _TOKEN.findall(folded)
