"""Workers that die in the middle of a stream: after another start everything is there, and once."""

from schemas.topics import DECISIONS, MESSAGES
from tests.faults.stage import Stage
from tests.streams.kafka.broker import events, until

MANY = 5000


def test_a_route_worker_that_is_killed_loses_nothing(stage: Stage) -> None:
    sent = events(MANY)
    stage.publish(sent)
    stage.start("index")
    worker = stage.start("route")
    stage.reaches(DECISIONS, 1)
    worker.kill()
    assert stage.count(DECISIONS.name) < MANY
    stage.start("route")
    stage.accounts_for(sent)


def test_an_index_worker_that_is_killed_loses_nothing(stage: Stage) -> None:
    sent = events(MANY)
    stage.publish(sent)
    stage.start("route")
    stage.reaches(DECISIONS, MANY)
    worker = stage.start("index")
    until(lambda: stage.indexed, "something is in the index")
    worker.kill()
    assert stage.lag("index") > 0
    stage.start("index")
    stage.accounts_for(sent)


def test_a_worker_that_is_told_to_stop_finishes_its_batch(stage: Stage) -> None:
    stage.publish(events(MANY))
    worker = stage.start("route")
    stage.reaches(DECISIONS, 1)
    assert worker.stop() == 0
    decided = stage.count(DECISIONS.name)
    assert MANY - decided == stage.lag("route")  # what was decided is acknowledged, and nothing else
    assert stage.count(MESSAGES.name) == MANY


def test_a_second_worker_takes_half_and_nothing_is_lost(stage: Stage) -> None:
    sent = events(MANY)
    stage.publish(sent[: MANY // 2])
    stage.start("index")
    first = stage.start("route")
    stage.reaches(DECISIONS, 1)
    second = stage.start("route")
    stage.publish(sent[MANY // 2 :])
    until(lambda: "at work" in second.log, "the second worker works")
    first.kill()  # and leaves its half to the second one
    stage.accounts_for(sent)
