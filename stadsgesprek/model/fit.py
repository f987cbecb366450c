"""Fits the linear model: a ridge regression of all classes at once on one matrix of features."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.linear_model import Ridge

from processors.calibration import Calibration
from processors.columns import (
    COLUMNS,
    HOOG_COLUMN,
    INTENT_COLUMNS,
    INTENTS,
    TONE_COLUMNS,
    TONES,
    TOPIC_COLUMNS,
    TOPICS,
    Floats,
)
from processors.model import END, PAIR_BITS, PAIRS_WEIGHT, Model
from processors.subwords import MARKS
from schemas.vocabulary import Urgency
from stadsgesprek.model.examples import Example
from stadsgesprek.model.vocabulary import Vocabulary

_PRECISION: Final = 1e-3
_REGULARISATION: Final = 1.0
"""Found by trying 0.1 to 3 on held-out messages; logistic regression and a linear SVM did worse on them."""


def fit(examples: Sequence[Example], votes: Floats, vocabulary: Vocabulary) -> Floats:
    """The weights: a row for each feature of the vocabulary, then one for the bias; a column for each class."""
    matrix = vocabulary.matrix([each.text for each in examples], votes)
    fitted = Ridge(alpha=_REGULARISATION, solver="sparse_cg", tol=_PRECISION).fit(matrix, targets(examples))
    return np.vstack([fitted.coef_.T, fitted.intercept_]).astype(np.float32)


def targets(examples: Sequence[Example]) -> Floats:
    """For each example 1 in the columns of its classes, -1 in the others."""
    found = np.full((len(examples), COLUMNS), -1, np.float32)
    for row, each in enumerate(examples):
        found[row, INTENT_COLUMNS.start + INTENTS.index(each.intent)] = 1
        found[row, TOPIC_COLUMNS.start + TOPICS.index(each.topic)] = 1
        found[row, TONE_COLUMNS.start + TONES.index(each.sentiment)] = 1
        found[row, HOOG_COLUMN] = 1 if each.urgency is Urgency.hoog else -1
    return found


def as_model(name: str, weights: Floats, vocabulary: Vocabulary, calibration: Calibration) -> Model:
    """The weights as the pipeline has them: the rows of words hold all that they are made of."""
    of_words = vocabulary.word_features
    of_pairs = of_words + vocabulary.pair_features
    of_marks = of_pairs + len(MARKS)
    pairs = vocabulary.known_pairs()
    keys = np.array([(vocabulary.id(first) << PAIR_BITS) | vocabulary.id(second) for first, second in pairs], np.int64)
    order = np.argsort(keys)
    pair_rows = vocabulary.of_pairs(pairs) @ weights[of_words:of_pairs] * np.float32(PAIRS_WEIGHT)
    word_rows = vocabulary.of_words(vocabulary.words) @ weights[:of_words]
    of_pieces = len(vocabulary.own), len(vocabulary.own) + len(vocabulary.pieces)
    return Model(
        name=name,
        words=dict(vocabulary.words),
        word_rows=np.vstack([np.zeros((END + 1, COLUMNS)), word_rows]).astype(np.float32),
        pieces=dict(vocabulary.pieces),
        piece_rows=weights[slice(*of_pieces)],
        pairs=keys[order],
        pair_rows=pair_rows[order],
        mark_rows=weights[of_pairs:of_marks],
        vote_rows=weights[of_marks:-1],
        bias=weights[-1],
        calibration=calibration,
    )
