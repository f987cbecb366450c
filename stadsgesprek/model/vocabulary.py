"""What the model can learn a weight for, and messages as rows of those features."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from scipy.sparse import csr_matrix, hstack

from processors.columns import Floats
from processors.model import END, MAX_WORDS, PAIRS_WEIGHT, PIECES_WEIGHT, START
from processors.signals_words import words
from processors.subwords import marks, pieces, shaped
from stadsgesprek.model.feelings import feelings
from stadsgesprek.model.glossary import WIDTH, Pair, glossary

_OFTEN_WORD, _OFTEN_PIECE, _OFTEN_PAIR = 2, 5, 3
"""In how many messages something must stand, or it says more of that message than of its class."""

_FEELINGS: Final = 2
"""Features of the lexicon: how positive a word is, and how negative."""

GLOSSARY_WEIGHT: Final = 1.0
"""What a term of the glossary counts beside a word: it is known, and not a chance of the examples."""

_BEFORE, _BEHIND = "^", "$"
"""What stands before the first word and behind the last; no word is so."""

Numbers = dict[int, float]


@dataclass(frozen=True)
class Vocabulary:
    """The features in order: words, pieces, glossary and feelings; then pairs and their glossary, marks, votes."""

    words: dict[str, int]
    """Every word that was seen or is in the lists, to its id; START and END come before them."""

    own: dict[str, int]
    """Words with a weight of their own."""

    pieces: dict[str, int]
    pairs: dict[Pair, int]
    """Pairs with a weight of their own; those of the glossary have only what it says."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """What stands in these texts, often enough, and in the lists."""
        read = [_tokens(text) for text in texts]
        in_words = Counter(word for found in read for word in set(found))
        in_pieces = Counter(piece for found in read for piece in {each for word in set(found) for each in pieces(word)})
        in_pairs = Counter(pair for found in read for pair in set(_pairs(found)))
        listed = {*in_words, *feelings(), *glossary().words, *(word for pair in glossary().pairs for word in pair)}
        return cls(
            words={word: id for id, word in enumerate(sorted(listed), start=END + 1)},
            own=_often(in_words, _OFTEN_WORD),
            pieces=_often(in_pieces, _OFTEN_PIECE),
            pairs=_often(in_pairs, _OFTEN_PAIR),
        )

    @property
    def word_features(self) -> int:
        """How many features a word is made of."""
        return len(self.own) + len(self.pieces) + WIDTH + _FEELINGS

    @property
    def pair_features(self) -> int:
        """How many features a pair of words is made of."""
        return len(self.pairs) + WIDTH

    def of_words(self, found: Iterable[str]) -> csr_matrix:
        """Words as rows of the features that they are made of."""
        return _matrix([self._of_word(word) for word in found], self.word_features)

    def of_pairs(self, found: Iterable[Pair]) -> csr_matrix:
        """Pairs as rows of the features that they are made of."""
        return _matrix([self._of_pair(pair) for pair in found], self.pair_features)

    def matrix(self, texts: Sequence[str], votes: Floats) -> csr_matrix:
        """A row for each text, weighed as `processors.model.Model.scores` does; `votes` are its vote features."""
        read = [_tokens(text) for text in texts]
        different = np.array([max(1, len(set(found))) for found in read])
        scale = csr_matrix((1 / np.sqrt(different), (range(len(read)), range(len(read)))))
        blocks = [
            scale @ _sums(read, self.of_words),
            scale @ _sums([list(_pairs(found)) for found in read], self.of_pairs) * PAIRS_WEIGHT,
            csr_matrix(np.array([marks(text, words(text)) for text in texts], np.float32)),
            csr_matrix(votes),
        ]
        return hstack(blocks, format="csr", dtype=np.float32)

    def known_pairs(self) -> list[Pair]:
        """The pairs about which something is known, of words that are."""
        return sorted({*self.pairs, *glossary().pairs})

    def id(self, word: str) -> int:
        """The id of a word, or of what stands before the first or behind the last."""
        return START if word == _BEFORE else END if word == _BEHIND else self.words[word]

    def _of_word(self, word: str) -> Numbers:
        found: Numbers = {}
        if word in self.own:
            found[self.own[word]] = 1.0
        of_word = pieces(word)
        weight = PIECES_WEIGHT / len(of_word) ** 0.5
        for piece in of_word:
            if piece in self.pieces:
                column = len(self.own) + self.pieces[piece]
                found[column] = found.get(column, 0.0) + weight
        for number in glossary().words.get(word, ()):
            found[self.word_features - _FEELINGS - WIDTH + number] = GLOSSARY_WEIGHT
        polarity = feelings().get(word, 0.0)
        if polarity:
            found[self.word_features - (2 if polarity > 0 else 1)] = abs(polarity)
        return found

    def _of_pair(self, pair: Pair) -> Numbers:
        found = {self.pairs[pair]: 1.0} if pair in self.pairs else {}
        for number in glossary().pairs.get(pair, ()):
            found[len(self.pairs) + number] = GLOSSARY_WEIGHT
        return found


def _tokens(text: str) -> list[str]:
    return [shaped(word) for word in words(text)[:MAX_WORDS]]


def _pairs(found: Sequence[str]) -> Iterable[Pair]:
    return pairwise([_BEFORE, *found, _BEHIND])


def _often(counts: Counter[Any], often: int) -> dict[Any, int]:
    kept = sorted(each for each, count in counts.items() if count >= often)
    return {each: number for number, each in enumerate(kept)}


def _sums(of_texts: Sequence[Sequence[Any]], rows: Callable[[Iterable[Any]], csr_matrix]) -> csr_matrix:
    """For each text the sum of the rows of its different words, or pairs."""
    ids = {each: number for number, each in enumerate(dict.fromkeys(each for found in of_texts for each in found))}
    return _matrix([dict.fromkeys(sorted({ids[each] for each in found}), 1.0) for found in of_texts], len(ids)) @ rows(
        ids
    )


def _matrix(rows: Sequence[Numbers], width: int) -> csr_matrix:
    values = [value for row in rows for value in row.values()]
    columns = [column for row in rows for column in row]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.array(values, np.float32), columns, ends), shape=(len(rows), width))
