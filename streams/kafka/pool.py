"""Routing on all processors of a machine: Faust fills one, understanding and deciding takes the others."""

import asyncio
import gc
import multiprocessing
import os
import pickle
import signal
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple

from streams.kafka.delivery import Addressed, addressed
from streams.kafka.received import Record, received
from streams.kafka.routing import Router
from streams.ports import Pack

_MOST: Final = 4  # more than Faust can feed from one process
_FEW: Final = 50  # events that are not worth dividing
_READ: Final = 4_194_304  # bytes to read ahead; an answer of 250 messages is 1 MB
_LENGTH: Final = struct.Struct("<Q")


Make = Callable[[Mapping[str, bytes]], Pack]
"""Makes a pack of its files."""


class PoolError(Exception):
    """A process of the pool is gone."""


class Prepared(NamedTuple):
    """What routing.Routed is, ready to be sent."""

    out: list[Addressed]
    verdicts: list[str | None]


class _Question(NamedTuple):
    """What a process is asked. `files` are those of the pack to route with, from here on; None: the one it has."""

    events: Sequence[Record]
    now: datetime
    files: Mapping[str, bytes] | None


class RouterPool:
    """Routers in processes of their own, which end when this one does, however it ends.

    Over sockets that the event loop itself reads: an executor's threads would each wait for the interpreter's lock,
    which Faust hardly lets go, and take longer than the work.
    """

    def __init__(self, first: Pack, make: Make) -> None:
        """Forks, so that each process has the first pack and `make` without being sent them: this comes before threads
        and loops. A compiled city cannot be sent; of a later pack each gets the files, and makes it."""
        self._first = first
        gc.freeze()  # nothing of the city goes, so no process need look through it again
        context = multiprocessing.get_context("fork")
        self._sockets: list[socket.socket] = []
        self._processes = []
        for _ in range(min(_MOST, _processors())):
            ours, theirs = socket.socketpair()
            self._sockets.append(ours)
            # A process that has the others' ends too would keep them from seeing that we are gone.
            process = context.Process(target=_serve, args=(theirs, tuple(self._sockets), first, make), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
        self._lines: list[_Line] = []
        self._opening = asyncio.Lock()

    async def route(self, events: Sequence[Record], now: datetime, pack: Pack) -> Prepared:
        """As Router.route, the events shared out over the processes and what comes of them in the same order.

        All of them by this pack, whatever the batches before and after go by. Raises PoolError when a process was
        killed or could not make the pack.
        """
        async with self._opening:  # the batches after the first one come before its lines are open
            if not self._lines:
                self._lines = [
                    _Line(*await asyncio.open_connection(sock=each, limit=_READ), self._first.hash)
                    for each in self._sockets
                ]
        share = max(_FEW, -(-len(events) // len(self._lines)))
        parts = [events[start : start + share] for start in range(0, len(events), share)]
        asked = [line.ask(part, now, pack) for line, part in zip(self._lines, parts, strict=False)]
        routed = await asyncio.gather(*asked)
        return Prepared(
            list(chain.from_iterable(part.out for part in routed)),
            list(chain.from_iterable(part.verdicts for part in routed)),
        )

    def close(self) -> None:
        """End the processes."""
        for each in self._sockets:
            each.close()
        for process in self._processes:
            process.join()


class _Line:
    """To one process: the next question may be sent while it works on one; it answers in their order."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, has: str) -> None:
        self._reader, self._writer = reader, writer
        self._asking, self._hearing = asyncio.Lock(), asyncio.Lock()
        self._has = has  # the hash of the pack that it will route with after what it was asked so far

    async def ask(self, events: Sequence[Record], now: datetime, pack: Pack) -> Prepared:
        try:
            async with self._asking:
                files = None if self._has == pack.hash else pack.files
                self._has = pack.hash
                question = pickle.dumps(_Question(events, now, files))
                self._writer.write(_LENGTH.pack(len(question)))
                self._writer.write(question)
                await self._writer.drain()
            async with self._hearing:  # a lock is given in the order in which it was asked for
                (length,) = _LENGTH.unpack(await self._reader.readexactly(_LENGTH.size))
                answer: Prepared = pickle.loads(await self._reader.readexactly(length))  # noqa: S301  (our own child's)
        except (asyncio.IncompleteReadError, OSError) as error:
            raise PoolError("a process that routes is gone") from error
        return answer


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _serve(line: socket.socket, not_ours: Sequence[socket.socket], first: Pack, make: Make) -> None:
    """The life of a process: route what is asked until nobody can ask any more."""
    router = Router(first.city)
    for each in not_ours:
        each.close()
    # Ctrl-C and a service manager signal all processes; the worker needs these to finish its batch.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with line, line.makefile("rwb") as stream:
        while head := stream.read(_LENGTH.size):
            question: _Question = pickle.loads(_whole(stream, head))  # noqa: S301  (our parent's)
            if question.files is not None:
                router = Router(make(question.files).city)
            routed = router.route([received(event) for event in question.events], question.now)
            answer = pickle.dumps(Prepared(addressed(routed.out), routed.verdicts))
            stream.write(_LENGTH.pack(len(answer)) + answer)
            stream.flush()


def _whole(stream: Any, head: bytes) -> bytes:
    (length,) = _LENGTH.unpack(head)
    body: bytes = stream.read(length)
    return body
