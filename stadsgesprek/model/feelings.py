"""The lexicon of feelings: Dutch words with their polarity (data/gevoelens.tsv says where it comes from)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from stadsgesprek.model.examples import DATA

_FILE: Final = DATA / "gevoelens.tsv"


@lru_cache(maxsize=1)
def feelings() -> Mapping[str, float]:
    """Word, folded as signals are, to its polarity: -1 is negative, 1 positive."""
    lines = _FILE.read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: float(polarity) for word, polarity in pairs}
