"""How long to go on trying while nothing gets done."""

import random
import time

_FIRST_PAUSE = 0.02  # seconds, at most
_LONGEST_PAUSE = 2.0


class Patience:
    """Pauses that grow, at random between writers that are in each other's way, until `seconds` without progress."""

    def __init__(self, seconds: float) -> None:
        """The clock starts with the first pause."""
        self._seconds = seconds
        self.progress()

    def progress(self) -> None:
        """Something was done: start afresh."""
        self._until: float | None = None
        self._pause = _FIRST_PAUSE

    def wait(self) -> bool:
        """Pause; False, at once, when patience has run out."""
        now = time.monotonic()
        self._until = self._until or now + self._seconds
        if now >= self._until:
            return False
        time.sleep(random.uniform(0, self._pause))  # noqa: S311  (spreads writers, guards nothing)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        return True
