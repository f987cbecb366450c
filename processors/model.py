"""A linear model over words, pieces of words, pairs of words and the votes of signals, for many messages at once.

For each class a score: `(sum of the rows of the message's different words and pairs) / sqrt(different words)`, the rows
of its marks and votes, and a bias. The row of a word holds all that is known of it: its own weight, that of its pieces,
what it is a term of, and its place in the lexicon of feelings. So a known word costs one look-up, and only a word that
was never seen is taken to pieces.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from processors.calibration import Calibration
from processors.columns import COLUMNS, Floats, Ints
from processors.subwords import marks, pieces, shaped

START, END = 0, 1
"""The ids of what stands before the first word and behind the last one."""

MAX_WORDS: Final = 500
"""Of a longer text the model reads the beginning; the signals are looked for in the whole."""

PIECES_WEIGHT: Final = 1.0
PAIRS_WEIGHT: Final = 0.7
"""What all pieces of a word, and a pair of words, count beside a word."""

PAIR_BITS: Final = 24
"""A pair of words is one number: the id of the first, shifted so far, and that of the second."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The rows of all features; `name` tells one model from another."""

    name: str
    words: dict[str, int]
    """Word, with its figures made alike, to its row; START and END are ids without a word."""

    word_rows: Floats
    pieces: dict[str, int]
    piece_rows: Floats
    pairs: Ints
    """Sorted: the numbers of the pairs of words that are known."""

    pair_rows: Floats
    mark_rows: Floats
    vote_rows: Floats
    bias: Floats
    calibration: Calibration

    def scores(self, texts: Sequence[str], found: Sequence[Sequence[str]], votes: Floats) -> Floats:
        """A row for each text, a column for each class: the higher the likelier, near 1 for sure and -1 for not.

        `found` has the words of each text (`signals_words.words`), `votes` its row of vote features.
        """
        if not texts:
            return np.zeros((0, COLUMNS), np.float32)
        ids, unknown = self._ids(found)
        lengths = np.fromiter(map(len, ids), np.int64, len(ids))
        of = np.repeat(np.arange(len(ids)), lengths)
        flat = np.fromiter(chain.from_iterable(ids), np.int64, len(of))
        different = np.unique((of << PAIR_BITS) | flat)
        in_text = different >> PAIR_BITS
        scores = _summed(self._rows(different & ((1 << PAIR_BITS) - 1), unknown), in_text, len(texts))
        count = np.bincount(in_text, minlength=len(texts)) - 2  # without START and END
        scores += self._of_pairs(of, flat, len(texts))
        scores /= np.sqrt(np.maximum(count, 1))[:, None]
        scores += (
            np.array([marks(text, each) for text, each in zip(texts, found, strict=True)], np.float32) @ self.mark_rows
        )
        scores += votes @ self.vote_rows
        scores += self.bias
        return scores

    def _ids(self, found: Sequence[Sequence[str]]) -> tuple[list[list[int]], dict[str, int]]:
        """The ids of the words of each text between START and END, and those of unknown words, behind all others."""
        get, most = self.words.get, len(self.word_rows)
        unknown: dict[str, int] = {}
        ids = []
        for words in found:
            known = list(map(get, words[:MAX_WORDS]))
            row = (
                known
                if None not in known
                else [
                    self._id(word, unknown, most) if id is None else id for word, id in zip(words, known, strict=False)
                ]
            )
            ids.append([START, *row, END])
        return ids, unknown

    def _id(self, word: str, unknown: dict[str, int], most: int) -> int:
        like = shaped(word)
        id = self.words.get(like)
        return unknown.setdefault(like, most + len(unknown)) if id is None else id

    def _rows(self, ids: Ints, unknown: dict[str, int]) -> Floats:
        most = len(self.word_rows)
        rows = self.word_rows[np.minimum(ids, most - 1)]
        beyond = ids >= most
        rows[beyond] = self._rows_of_unknown(unknown)[ids[beyond] - most]
        return rows

    def _rows_of_unknown(self, unknown: Iterable[str]) -> Floats:
        get = self.pieces.get
        of_words = [pieces(word) for word in unknown]
        ids = [[id for piece in each if (id := get(piece)) is not None] for each in of_words]
        of = np.repeat(np.arange(len(ids)), np.fromiter(map(len, ids), np.int64, len(ids)))
        rows = _summed(self.piece_rows[np.fromiter(chain.from_iterable(ids), np.int64, len(of))], of, len(ids))
        lengths = np.fromiter(map(len, of_words), np.float32, len(ids))
        rows *= (PIECES_WEIGHT / np.sqrt(lengths))[:, None]
        return rows

    def _of_pairs(self, of: Ints, flat: Ints, texts: int) -> Floats:
        if not len(self.pairs):
            return np.zeros((texts, COLUMNS), np.float32)
        keys = (flat[:-1] << PAIR_BITS) | flat[1:]
        at = np.searchsorted(self.pairs, keys)
        at[at == len(self.pairs)] = 0
        known = np.flatnonzero(self.pairs[at] == keys)
        different = np.unique((of[known] << PAIR_BITS) | at[known])
        return _summed(self.pair_rows[different & ((1 << PAIR_BITS) - 1)], different >> PAIR_BITS, texts)


def _summed(rows: Floats, of: Ints, texts: int) -> Floats:
    """The sums of the rows of each text; `of` says, in order, whose each row is."""
    sums = np.zeros((texts, COLUMNS), np.float32)
    if len(of):
        starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
        sums[of[starts]] = np.add.reduceat(rows, starts, axis=0)
    return sums
