"""What the safe use of Faust rests on: fails when an upgrade acknowledges what was not done."""

import pytest

from schemas.topics import DECISIONS
from tests.faults.stage import Stage
from tests.streams.kafka.broker import events

MANY = 3000


def test_an_exception_in_the_sink_acknowledges_nothing_and_ends_the_worker(stage: Stage) -> None:
    sent = events(MANY)
    stage.publish(sent)
    stage.start("route")
    stage.reaches(DECISIONS, MANY)
    worker = stage.start("broken-index")
    assert worker.wait() == 1
    written = len(stage.indexed)
    assert 0 < written < MANY
    assert stage.lag("index") == MANY - written
    assert "ends because of RuntimeError; nothing of this batch is acknowledged" in worker.log
    assert "zwembad" not in worker.log  # the text of the messages, which the exception quotes
    stage.start("index")
    stage.accounts_for(sent)


def test_no_worker_starts_on_fausts_pure_python_stream(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_CYTHON", "1")
    worker = stage.start("index")
    assert worker.wait() != 0
    assert "faust-streaming is without its compiled extensions" in worker.log
