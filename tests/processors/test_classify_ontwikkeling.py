"""The development messages, written from situations at a city's counters and channels.

They are for finding what the signals miss, and the signals were written with them at hand: how many are right here says
nothing about the quality on other people's messages. What is held is that the file follows the taxonomy, so that it can
be used, and that nothing which was understood is lost without notice.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency
from tests.processors.test_classify_antwerpen import understand

_FILE = Path(__file__).parent / "data" / "ontwikkeling.jsonl"


@lru_cache(maxsize=1)
def development() -> list[dict[str, str]]:
    """Text, channel and labels of each message."""
    return [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def test_each_message_has_labels_of_the_closed_lists_and_none_stands_twice() -> None:
    for row in development():
        Channel(row["channel"]), Sentiment(row["sentiment"])
        intent, topic, urgency = Intent(row["intent"]), Topic(row["topic"]), Urgency(row["urgency"])
        assert (intent is Intent.noodgeval) == (urgency is Urgency.acuut), row
        assert intent is not Intent.noodgeval or topic in {Topic.zorg, Topic.veiligheid}, row
        assert intent is not Intent.spam or topic is Topic.overig, row
    assert len({row["text"] for row in development()}) == len(development())


def _right(intent: str) -> tuple[int, int]:
    rows: list[Mapping[str, str]] = [row for row in development() if row["intent"] == intent]
    return sum(understand(row["text"], channel=row["channel"]).intent == intent for row in rows), len(rows)


@pytest.mark.parametrize("intent", [intent.value for intent in Intent if intent is not Intent.reactie])
def test_three_quarters_of_each_intent_stay_understood(intent: str) -> None:
    right, of = _right(intent)
    assert right >= of * 0.75
