"""Engines that go away in the middle of a stream: when they are back all goes on by itself, and nothing is lost."""

import time

import pytest

from schemas.topics import DECISIONS
from tests.faults.stage import Stage
from tests.streams.kafka.broker import events, until

MANY = 3000
OUTAGE = 60.0  # seconds

# kafka-python leaves the socket of a connection that was refused to the garbage collector.
LEAVES_SOCKETS = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


def test_elasticsearch_may_be_away_for_a_minute(frail_index: Stage) -> None:
    sent = events(MANY)
    frail_index.publish(sent[: MANY // 2])
    frail_index.start("route")
    worker = frail_index.start("index")
    until(lambda: frail_index.indexed, "something is in the index")
    frail_index.elasticsearch.pause()
    since = time.monotonic()
    frail_index.publish(sent[MANY // 2 :])
    # Routing does not wait for the index.
    frail_index.reaches(DECISIONS, MANY)
    until(lambda: time.monotonic() - since > OUTAGE, "the outage is over", 2 * OUTAGE, every=0.5)
    assert worker.runs
    frail_index.elasticsearch.resume()
    frail_index.accounts_for(sent)
    assert worker.log.count("the record store: does not take our work") == 1
    assert worker.log.count("the record store: back after") == 1


def test_elasticsearch_may_be_killed_and_started(frail_index: Stage) -> None:
    sent = events(MANY)
    frail_index.publish(sent)
    frail_index.start("route")
    frail_index.start("index")
    until(lambda: frail_index.indexed, "something is in the index")
    frail_index.elasticsearch.kill()
    frail_index.elasticsearch.start()
    frail_index.accounts_for(sent)


@LEAVES_SOCKETS
def test_the_broker_may_be_killed_and_started(frail_broker: Stage) -> None:
    sent = events(MANY)
    frail_broker.publish(sent[: MANY // 2])
    workers = [frail_broker.start("route"), frail_broker.start("index")]
    frail_broker.reaches(DECISIONS, 1)
    frail_broker.kafka.kill()
    frail_broker.kafka.start()
    frail_broker.publish(sent[MANY // 2 :])
    frail_broker.accounts_for(sent)
    assert all(worker.runs for worker in workers)


@LEAVES_SOCKETS
def test_workers_may_be_started_before_the_broker(frail_broker: Stage) -> None:
    sent = events(10)
    frail_broker.publish(sent)
    frail_broker.kafka.stop()
    workers = [frail_broker.start("route"), frail_broker.start("index")]
    until(lambda: all("does not take our work" in worker.log for worker in workers), "they wait for the broker")
    frail_broker.kafka.start()
    frail_broker.accounts_for(sent)
