"""The words with which people talk about each topic, and those that tell what they want, as the editors know them.

data/begrippen.txt and data/aanwijzingen.txt: lines `class|language|term, term, …`; a class is a topic, an intent, a
tone or `hoog`.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from processors.columns import INTENTS, TONES, TOPICS
from processors.signals_words import words
from processors.subwords import shaped
from schemas.vocabulary import Urgency
from stadsgesprek.model.examples import DATA

_CLASSES: Final = (*TOPICS, *INTENTS, *TONES, Urgency.hoog)

WIDTH: Final = len(_CLASSES)
"""How many classes there are; the features of a word or a pair are whether it is a term of each."""

Pair = tuple[str, str]


class Glossary(NamedTuple):
    """Words, and pairs of words, with the numbers of the classes that they are terms of."""

    words: Mapping[str, tuple[int, ...]]
    pairs: Mapping[Pair, tuple[int, ...]]


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """Both files. A longer term counts by its pairs of neighbours."""
    of_words: dict[str, dict[int, None]] = {}
    of_pairs: dict[Pair, dict[int, None]] = {}
    for number, term in terms():
        if len(term) == 1:
            of_words.setdefault(term[0], {})[number] = None
        for pair in pairwise(term):
            of_pairs.setdefault(pair, {})[number] = None
    return Glossary(
        {word: tuple(numbers) for word, numbers in of_words.items()},
        {pair: tuple(numbers) for pair, numbers in of_pairs.items()},
    )


def terms() -> Iterator[tuple[int, tuple[str, ...]]]:
    """Number of the class, and the words of the term, folded as the model reads them."""
    for file in ("begrippen.txt", "aanwijzingen.txt"):
        for line in (DATA / file).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, listed = line.split("|")
                for term in listed.split(", "):
                    if found := tuple(map(shaped, words(term))):
                        yield _CLASSES.index(name), found
