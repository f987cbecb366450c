"""Too many unreadable events in a row: something else is wrong, and the worker ends instead of emptying the topic."""

from collections.abc import Iterable
from typing import Final

from schemas.dead_letter import DeadLetter

LIMIT: Final = 100


class TooManyDeadLettersError(Exception):
    """So many events in a row could not be read; the text says how many, where the first stood, and what to do."""


class DeadLetterStreak:
    """Counts dead letters in a row, over batches."""

    def __init__(self, limit: int = LIMIT) -> None:
        """`limit` dead letters in a row raise."""
        self._limit = limit
        self._count = 0
        self._first = ""

    def see(self, verdicts: Iterable[str | None]) -> None:
        """Each event in its order: why it became a dead letter (see `verdict`), or None when it was read.

        Raises TooManyDeadLettersError when there were too many in a row.
        """
        for verdict in verdicts:
            if verdict is None:
                self._count = 0
                continue
            if self._count == 0:
                self._first = verdict
            self._count += 1
            if self._count >= self._limit:
                raise TooManyDeadLettersError(
                    f"{self._count} events in a row could not be read, the first one at {self._first}. This batch is "
                    "not acknowledged. Mend what writes them; or, if they may become dead letters, raise the limit"
                )


def verdict(letter: DeadLetter) -> str:
    """Where it stood, and what is wrong."""
    return f"{letter.place}: {letter.reason}"
