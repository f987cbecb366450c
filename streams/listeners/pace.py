"""The tempo of a replay: how long to wait before the next line."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

_JUMP = timedelta(days=1)
_STEP = 60.0


class Pace:
    """Keeps the tempo of the original, `speed` times as fast; None does not wait.

    A line that goes back in time is not waited for. After a jump of more than a day (a pause in the archive, a clock
    that was wrong) the tempo starts anew, so that one bad date cannot hold up the rest.
    """

    def __init__(self, speed: float | None, clock: Callable[[], datetime], sleep: Callable[[float], object]) -> None:
        if speed is not None and not 0 < speed < float("inf"):
            raise ValueError(f"speed: is {speed}; take a number above 0")
        self._speed, self._clock, self._sleep = speed, clock, sleep
        self._start: tuple[datetime, datetime] | None = None
        self._last: datetime | None = None

    def wait(self, moment: datetime | None, stop: Event) -> None:
        """Return when it is time for a line of `moment`, or when `stop` is set."""
        if self._speed is None or moment is None:
            return
        if self._start is None or self._last is None or abs(moment - self._last) > _JUMP:
            self._start = (moment, self._clock())
        self._last = moment
        original, began = self._start
        due = (moment - original).total_seconds() / self._speed
        while not stop.is_set() and (left := due - (self._clock() - began).total_seconds()) > 0:
            self._sleep(min(left, _STEP))
