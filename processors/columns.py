"""The classes that the model gives a score: the columns of its scores."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from schemas.vocabulary import Intent, Sentiment, Topic

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

INTENTS: Final = tuple(Intent)
TOPICS: Final = tuple(Topic)
TONES: Final = tuple(Sentiment)

INTENT_COLUMNS: Final = slice(0, len(INTENTS))
TOPIC_COLUMNS: Final = slice(INTENT_COLUMNS.stop, INTENT_COLUMNS.stop + len(TOPICS))
TONE_COLUMNS: Final = slice(TOPIC_COLUMNS.stop, TOPIC_COLUMNS.stop + len(TONES))
HOOG_COLUMN: Final = TONE_COLUMNS.stop
COLUMNS: Final = HOOG_COLUMN + 1
"""The classes, one column each: the intents, the topics, the tones, and whether it is urgent."""
