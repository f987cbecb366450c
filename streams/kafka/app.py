"""The one way in which this product uses Faust: the settings and the agent under which nothing is lost.

Tried on faust-streaming 0.15.3 against a real broker, and read in its source:

- `take` acknowledges its batch in `finally`, and an agent's exception acknowledges the event; `noack_take` does
  neither, so each event is acknowledged by `handle`, and in order, since Faust may commit over a gap.
- An exception that leaves the agent ends `noack_take`, which switches acknowledging back on while events still flow.
  So none leaves it: `handle` never raises, it waits until the app is stopped. Else the supervisor crashes the app.
- More than one actor (`concurrency`) commits over gaps.
- `stream_wait_empty` would wait for a batch in a rebalance, without end when its sink is away.
- Without its compiled stream iterator, Faust acknowledges the unread events of an old assignment after a rebalance.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import faust
from faust import streams
from mode import CrashingSupervisor

from streams.kafka.connection import CLIENT_ID, KafkaConnection

BATCH: Final = 500
WITHIN: Final = 0.05
"""An agent gets at most BATCH events, as soon as they are there or after WITHIN seconds."""

_BUFFER: Final = 8 * BATCH  # events that wait for the agent
_FETCH_BYTES: Final = 1_048_576  # of each partition at a time
_FOREVER: Final = timedelta(days=7).total_seconds()

Handle = Callable[[Sequence[Any], Callable[[Any], Awaitable[bool]]], Awaitable[None]]
"""Takes on a batch of faust events; awaits the second argument with each of them, in their order and that of the
batches, once all that follows from it is durable. It never raises, and returns when it can take more."""


def make_app(
    connection: KafkaConnection, group: str, topics: Sequence[str], *, data: Path, handle: Handle
) -> faust.App:
    """A Faust app that gives the events of `topics` to `handle`, as the consumer group `group`; not started.

    `data` is a folder for Faust's own files. Raises RuntimeError where Faust has no compiled stream iterator.
    """
    if getattr(streams, "_CStreamIterator", None) is None:
        raise RuntimeError(
            "faust-streaming is without its compiled extensions; install its binary wheel, unset NO_CYTHON"
        )
    data.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        group,
        **connection.for_faust(),
        broker_client_id=CLIENT_ID,
        datadir=str(data / group),
        autodiscover=False,
        agent_supervisor=CrashingSupervisor,
        processing_guarantee="at_least_once",
        stream_wait_empty=False,
        stream_buffer_maxsize=_BUFFER,
        # Nothing of Faust's own on the broker: topics are made by set-up, there are no tables and no replies.
        topic_allow_declare=False,
        topic_disable_leader=True,
        store="memory://",
        table_standby_replicas=0,  # partitions are then shared out by aiokafka's plain assignor, not by Faust's
        web_enabled=False,
        worker_redirect_stdouts=False,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=_FETCH_BYTES,
        broker_commit_interval=1.0,
        # A worker that waits for its sink fetches nothing and must stay in its group as long as that takes; one that
        # died is missed by its heartbeat.
        broker_max_poll_interval=_FOREVER,
        stream_processing_timeout=_FOREVER,
        broker_commit_livelock_soft_timeout=_FOREVER,
        broker_session_timeout=10.0,
        broker_heartbeat_interval=3.0,
        # Faust's own producer is started, though we never use it.
        producer_acks=-1,
    )
    source = app.topic(*topics, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")

    async def take(stream: Any) -> None:
        batches: AsyncIterator[Sequence[Any]] = stream.noack_take(BATCH, within=WITHIN)
        async for events in batches:
            await handle(events, stream.ack)

    app.agent(source, name=group, concurrency=1, supervisor_strategy=CrashingSupervisor)(take)
    return app
