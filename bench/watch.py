"""Watching work get done from outside, and the rate at which it was."""

import time
from collections.abc import Callable

from bench.errors import BenchError

_EVERY = 0.025  # seconds between two looks
_IDLE = 60.0  # seconds without any progress after which a measurement is given up


def rate(
    done: Callable[[], int], total: int, alive: Callable[[], bool], clock: Callable[[], float] = time.monotonic
) -> float:
    """Wait until `done()` reaches `total`; things per second between the first ones done and the last.

    Start-up is not counted: neither the time before the first were done, nor those. (Where all were done between two
    looks, the rate is of that interval.) Raises BenchError when `alive()` is no longer true or nothing happens.
    """
    nothing = moved = clock()
    first: tuple[float, int] | None = None
    seen = 0
    while True:
        now, count = clock(), done()
        if count > seen:
            seen, moved = count, now
            first = first or (now, count)
        elif not seen:
            nothing = now
        if count > total:
            raise BenchError(f"{count} were done instead of {total}: something was done twice")
        if count == total:
            began, before = first if first and first[1] < total else (nothing, 0)
            return (total - before) / (now - began)
        if not alive():
            raise BenchError(f"the program ended after {count} of {total}")
        if now - moved > _IDLE:
            raise BenchError(f"nothing more was done for {_IDLE:.0f} s, after {count} of {total}")
        time.sleep(_EVERY)
