"""Trains the model: weights from all examples, calibration from scores of examples that a fit did not see."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

import numpy as np
from joblib import Parallel, delayed

from processors.columns import COLUMNS, Floats
from processors.model import Model
from processors.signals_match import Matcher
from processors.signals_words import words
from processors.votes import features, totals
from stadsgesprek.model.artefact import dump
from stadsgesprek.model.calibrate import calibrate
from stadsgesprek.model.examples import Example
from stadsgesprek.model.fit import as_model, fit
from stadsgesprek.model.vocabulary import Vocabulary

_PARTS: Final = 5
_BLOCK: Final = 40


def train(examples: Sequence[Example], matcher: Matcher) -> Model:
    """The model of these examples, named after its content; the same examples and signals give the same model.

    Each part of the examples is held out once: a model of the others scores its messages, and the calibration is
    fitted on those scores, since of what it has learned a model is far too sure.
    """
    texts = [each.text for each in examples]
    summed = totals([matcher.find(words(text)) for text in texts])
    votes = features(summed)
    held_out = scores_of_unseen(examples, votes)
    vocabulary = Vocabulary.of(texts)
    weights = fit(examples, votes, vocabulary)
    model = as_model("", weights, vocabulary, calibrate(examples, held_out, summed))
    return replace(model, name=f"lineair:{sha256(dump(model)).hexdigest()[:12]}")


def scores_of_unseen(examples: Sequence[Example], votes: Floats) -> Floats:
    """The scores of each example by a model that did not see it, nor its neighbours."""
    # Neighbours were written in one go and are alike, so they are held out together.
    blocks = np.arange(len(examples)) // _BLOCK % _PARTS
    scores = np.zeros((len(examples), COLUMNS), np.float32)
    parts = [blocks == part for part in range(_PARTS)]
    for part, found in zip(
        parts, Parallel(n_jobs=2)(delayed(_scored)(examples, votes, part) for part in parts), strict=True
    ):
        scores[part] = found
    return scores


def _scored(examples: Sequence[Example], votes: Floats, part: np.ndarray) -> Floats:
    seen = [each for each, held in zip(examples, part, strict=True) if not held]
    unseen = [each.text for each, held in zip(examples, part, strict=True) if held]
    vocabulary = Vocabulary.of(each.text for each in seen)
    weights = fit(seen, votes[~part], vocabulary)
    return np.asarray(vocabulary.matrix(unseen, votes[part]) @ weights[:-1] + weights[-1], np.float32)
