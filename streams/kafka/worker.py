"""A stream processor as a process: started, kept running over broken connections, stopped by SIGTERM without a gap."""

import asyncio
import logging
import signal
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import faust
from aiokafka.errors import KafkaError

from streams.kafka.app import make_app
from streams.kafka.calm import calm_clients
from streams.kafka.connection import KafkaConnection
from streams.kafka.patience import Patience, StoppedError
from streams.kafka.received import Record, record
from streams.kafka.topics import TopicsError, missing_topics
from streams.streak import TooManyDeadLettersError

log = logging.getLogger(__name__)

STOPPED, FAILED, UNUSABLE = 0, 1, 2
"""Exit codes: told to stop; ended by itself before it acknowledged; the set-up is not complete."""

_START: Final = 60.0  # seconds to join the group in; it takes 3
_GRACE: Final = 10.0  # seconds that a batch under way gets when the worker is told to stop
_AHEAD: Final = 2  # batches that may be under way beside the one that is being taken
_LOOK: Final = 0.1  # seconds between two looks at whether to stop


Prepared = TypeVar("Prepared")


class Step(Protocol[Prepared]):
    """What a worker does with a batch of events. What it raises ends the worker, unless it is StoppedError, and before
    the events are acknowledged."""

    async def prepare(self, events: Sequence[Record]) -> Prepared:
        """What can be done while the batch before is being finished."""

    async def finish(self, prepared: Prepared) -> None:
        """Return when everything that follows from the events is durable; one batch at a time, in their order.

        Retries what may pass by itself. Raises StoppedError when told to stop meanwhile.
        """

    async def close(self) -> None:
        """Let go."""


MakeStep = Callable[[asyncio.Event], Step[Any]]
"""Makes the step; the event is set when the worker must stop, and retrying with it."""


class Worker:
    """One consumer in the group `group`; the topics `needed` must exist before it starts."""

    def __init__(
        self,
        connection: KafkaConnection,
        group: str,
        topics: Sequence[str],
        make_step: MakeStep,
        *,
        needed: Sequence[str],
        data: Path,
    ) -> None:
        """Nothing is started yet; `data` is a folder for Faust's files."""
        self._connection = connection
        self._group = group
        self._topics = topics
        self._make_step = make_step
        self._needed = sorted({*topics, *needed})
        self._data = data

    def run(self) -> int:
        """Work until SIGTERM or SIGINT, which let the batch under way be finished. Returns an exit code (see above)."""
        calm_clients()
        with suppress(ImportError):  # where there is none, asyncio's own loop does
            import uvloop  # noqa: PLC0415

            asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
        return asyncio.run(self._run())

    async def _run(self) -> int:
        self._stop = asyncio.Event()
        self._failed = False
        self._last: asyncio.Future[bool] | None = None  # of the batch that came last
        self._under_way: deque[asyncio.Future[bool]] = deque()
        self._ending = False
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        broker = Patience(f"Kafka at {self._connection.bootstrap}", self._stop)
        self._step = self._make_step(self._stop)
        try:
            while not self._stop.is_set():
                missing = await broker.until_done(self._missing, TopicsError)
                if missing:
                    log.error(
                        "%s: there is no topic %s; make them with: stadsgesprek setup",
                        self._group,
                        ", ".join(missing),
                    )
                    return UNUSABLE
                await self._work()
        except StoppedError:
            pass
        finally:
            await self._step.close()
        return FAILED if self._failed else STOPPED

    async def _missing(self) -> list[str]:
        return await asyncio.to_thread(missing_topics, self._connection, self._needed, within=5.0)

    async def _work(self) -> None:
        """Consume until we must stop or Faust lost its connection."""
        self._last, self._ending = None, False
        self._under_way.clear()
        app = make_app(self._connection, self._group, self._topics, data=self._data, handle=self._handle)
        try:
            await asyncio.wait_for(app.start(), _START)
            log.info("%s: at work", self._group)
            while not (app.crashed or self._stop.is_set()):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), _LOOK)
        except (KafkaError, OSError) as error:
            log.warning("%s: could not start (%s); trying again", self._group, type(error).__name__)
        finally:
            if app.crashed:
                log.warning("%s: lost its connection (%s); connecting again", self._group, _kind(app.crash_reason))
            await self._end(app)

    async def _end(self, app: faust.App) -> None:
        """Let the batches under way be finished, then stop; Faust commits what was acknowledged."""
        self._ending = True  # the agent waits from here on
        if self._last is not None:
            await asyncio.wait({self._last}, timeout=_GRACE)
        try:
            await asyncio.wait_for(app.stop(), _GRACE)
        except Exception as error:  # whatever a crashed app says while it ends, it must end
            log.warning("%s: did not stop in order (%s)", self._group, _kind(error))
        if self._last is not None:
            self._last.cancel()  # with all that it waits for

    async def _handle(self, events: Sequence[Any], acknowledge: Callable[[Any], Awaitable[bool]]) -> None:
        """See app.Handle: the next batches are prepared while one is finished and acknowledged."""
        if not self._ending:
            prepared = asyncio.ensure_future(self._step.prepare([record(event.message) for event in events]))
            self._last = asyncio.ensure_future(self._finish(self._last, prepared, events, acknowledge))
            self._under_way.append(self._last)
            if len(self._under_way) <= _AHEAD:
                return
            oldest = self._under_way.popleft()
            await asyncio.wait({oldest})
            if oldest.result():
                return
        await asyncio.Event().wait()

    async def _finish(
        self,
        before: asyncio.Future[bool] | None,
        prepared: asyncio.Future[Any],
        events: Sequence[Any],
        acknowledge: Callable[[Any], Awaitable[bool]],
    ) -> bool:
        """Whether the events were acknowledged; they are not when those before were not. Never raises."""
        try:
            if before is not None and not await before:
                return False
            await self._step.finish(await prepared)
            for event in events:
                await acknowledge(event)
        except StoppedError:
            return False
        except Exception as error:  # a bug must not acknowledge, and must be seen
            self._tell(error)
            self._failed = True
            self._stop.set()
            return False
        return True

    def _tell(self, error: Exception) -> None:
        if isinstance(error, TooManyDeadLettersError):
            log.error("%s: %s", self._group, error)
            return
        # Not the error's own text, which may quote a message.
        trace = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s: ends because of %s; nothing of this batch is acknowledged\n%s", self._group, _kind(error), trace)


def _kind(error: BaseException | None) -> str:
    return type(error).__name__
