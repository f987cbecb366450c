"""Bare Faust: the settings and the agent that lose nothing; what is done with a batch is all that differs."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import faust
import uvloop
from faust.types import TopicT
from mode import CrashingSupervisor

_BATCH: Final = 500
_WITHIN: Final = 0.05  # seconds to wait for a full batch

Handle = Callable[[Sequence[Any]], Awaitable[None]]
"""Handles a batch of faust events, which are acknowledged when it returns."""


def bare_app(bootstrap: str, group: str) -> faust.App:
    """An app without tables, web server and declared topics, on uvloop, committing ten times a second."""
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    return faust.App(
        group,
        broker=f"kafka://{bootstrap}",
        autodiscover=False,
        stream_wait_empty=False,
        broker_commit_interval=0.1,
        topic_allow_declare=False,
        topic_disable_leader=True,
        producer_acks=-1,
        web_enabled=False,
        store="memory://",
    )


def raw_topic(app: faust.App, name: str) -> TopicT:
    """A topic of bytes."""
    return app.topic(name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")


def run(app: faust.App, source: str, handle: Handle) -> None:
    """Give the events of `source` to `handle` until the process is told to stop."""

    async def take(stream: Any) -> None:
        async for events in stream.noack_take(_BATCH, within=_WITHIN):
            await handle(events)
            for event in events:
                await stream.ack(event)

    app.agent(raw_topic(app, source), concurrency=1, supervisor_strategy=CrashingSupervisor)(take)
    faust.Worker(app, loglevel="WARNING").execute_from_commandline()
