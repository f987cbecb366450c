"""A model small enough to see through: it goes by the votes of the signals alone."""

from dataclasses import replace

import numpy as np

from processors.calibration import Calibration, Raise
from processors.columns import COLUMNS, HOOG_COLUMN, INTENT_COLUMNS, INTENTS, TONE_COLUMNS, TONES, TOPIC_COLUMNS, TOPICS
from processors.model import END, Model
from processors.subwords import MARKS
from processors.votes import FEATURES, OF_INTENT, OF_TOPIC, columns
from schemas.vocabulary import Intent, Sentiment, Topic


def by_votes() -> Model:
    """A class gets 2 for each of its votes, danger and abuse 3; without votes it is a neutral reactie about overig."""
    rows = np.zeros((FEATURES, COLUMNS), np.float32)
    for number, intent in enumerate(INTENTS):
        raised = intent in {Intent.noodgeval, Intent.misbruik}
        rows[OF_INTENT[intent], INTENT_COLUMNS.start + number] = 6 if raised else 4
    for number, topic in enumerate(TOPICS):
        rows[OF_TOPIC[topic], TOPIC_COLUMNS.start + number] = 8
    for tone in (Sentiment.negatief, Sentiment.positief):
        rows[columns(None, None, tone, urgent=False)[0], TONE_COLUMNS.start + TONES.index(tone)] = 8
    rows[columns(None, None, None, urgent=True)[0], HOOG_COLUMN] = 20
    bias = np.zeros(COLUMNS, np.float32)
    bias[INTENT_COLUMNS.start + INTENTS.index(Intent.reactie)] = 1
    bias[TOPIC_COLUMNS.start + TOPICS.index(Topic.overig)] = 1
    bias[TONE_COLUMNS.start + TONES.index(Sentiment.neutraal)] = 1
    bias[HOOG_COLUMN] = -5
    return Model(
        name="lineair:stemmen",
        words={},
        word_rows=np.zeros((END + 1, COLUMNS), np.float32),
        pieces={},
        piece_rows=np.zeros((0, COLUMNS), np.float32),
        pairs=np.zeros(0, np.int64),
        pair_rows=np.zeros((0, COLUMNS), np.float32),
        mark_rows=np.zeros((len(MARKS), COLUMNS), np.float32),
        vote_rows=rows,
        bias=bias,
        calibration=Calibration(danger=Raise(0.5, 0.1), abuse=Raise(0.5, 0.1), second=0.3),
    )


def with_words(**weights: dict[Intent | Topic, float]) -> Model:
    """The same, and what the model itself thinks of some words."""
    model = by_votes()
    rows = np.zeros((END + 1 + len(weights), COLUMNS), np.float32)
    for id, of_word in enumerate(weights.values(), start=END + 1):
        for class_, weight in of_word.items():
            start, classes = (
                (INTENT_COLUMNS.start, INTENTS) if isinstance(class_, Intent) else (TOPIC_COLUMNS.start, TOPICS)
            )
            rows[id, start + list(classes).index(class_)] = weight
    return replace(model, words={word: id for id, word in enumerate(weights, start=END + 1)}, word_rows=rows)
