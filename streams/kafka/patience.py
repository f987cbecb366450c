"""Trying again until the other side answers: forever, with growing pauses, and two lines of log in all."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)

_FIRST, _LONGEST = 0.1, 5.0  # seconds between two attempts
_LAST = 5.0  # seconds that an attempt gets to end in when we must stop
LONG: Final = 10.0
"""Seconds without an answer after which a silent other side is called away."""


class StoppedError(Exception):
    """The worker was told to stop while it was still trying; what it tried is not done."""


class Patience:
    """Tries one thing at a time against `other` (its name for people), until `stop` is set."""

    def __init__(self, other: str, stop: asyncio.Event) -> None:
        """Nothing is tried yet."""
        self._other = other
        self._stop = stop
        self._away_since: float | None = None

    async def until_done(
        self, attempt: Callable[[], Awaitable[Answer]], transient: type[Exception] | tuple[type[Exception], ...]
    ) -> Answer:
        """The answer of the first attempt that has one. The text of a `transient` error is logged: no secret is in it.

        Raises StoppedError when `stop` is set before that, and whatever else the attempt raises.
        """
        pause = _FIRST
        while True:
            try:
                answer = await self._answer(attempt)
            except transient as error:
                self._away(f"{type(error).__name__}: {error}")
            else:
                self._back()
                return answer
            await self._sleep(pause)
            pause = min(2 * pause, _LONGEST)

    async def _answer(self, attempt: Callable[[], Awaitable[Answer]]) -> Answer:
        """Of one attempt, which may take as long as it likes, or a little longer when `stop` is set."""
        trying = asyncio.ensure_future(attempt())
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            done, _ = await asyncio.wait({trying, stopped}, timeout=LONG, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                self._away(f"no answer within {LONG:.0f} s")
                await asyncio.wait({trying, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not trying.done():
                await asyncio.wait({trying}, timeout=_LAST)
            if not trying.done():
                raise StoppedError
            return trying.result()
        finally:
            stopped.cancel()
            trying.cancel()

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
        raise StoppedError

    def _away(self, why: str) -> None:
        if self._away_since is None:
            self._away_since = time.monotonic()
            log.warning("%s: does not take our work (%s); trying until it does", self._other, why)

    def _back(self) -> None:
        if self._away_since is not None:
            log.warning("%s: back after %.0f s", self._other, time.monotonic() - self._away_since)
            self._away_since = None
