"""The words of a text as every record store compares them: one folding, so that a search finds the same everywhere."""

import re
from typing import Final
from unicodedata import combining, normalize

LONGEST: Final = 100
"""Characters of a word that count; a longer one (an address, a run of letters) is cut there, in texts and queries."""

_WORD: Final = re.compile(r"[^\W_]+")

# Letters that Unicode does not decompose, though people type the plain one for them; Arabic as Lucene's
# ArabicNormalizer has it (alef maksura is yeh, teh marbuta is heh, no tatweel). Invisible characters within a word go.
_PLAIN: Final = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "æ": "ae",
        "œ": "oe",
        "ى": "ي",
        "ة": "ه",
        "ـ": None,
        "\u00ad": None,
        "\u200c": None,
        "\u200d": None,
    }
)


def words(text: str) -> tuple[str, ...]:
    """The distinct words of a text in their order: runs of letters and digits, without case, accents and vowel points.

    Every character of a word is a letter or a digit, so the words joined by blanks split at the blanks again.
    """
    if not text.isascii():
        folded = normalize("NFKD", normalize("NFKD", text).casefold())
        text = "".join([char for char in folded if not combining(char)]).translate(_PLAIN)
    return tuple(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(text.lower())))
