"""Too many unreadable events in a row: something else is wrong, and the work ends instead of emptying the topic."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

from schemas.dead_letter import DeadLetter

LIMIT: Final = 100


class TooManyDeadLettersError(Exception):
    """So many events in a row could not be read; the text says how many, where the first stood, and what to do."""


@dataclass(frozen=True)
class DeadLetterStreak:
    """How many events in a row became dead letters, over batches; `limit` of them raise."""

    limit: int = LIMIT
    count: int = 0
    first: str = ""

    def after(self, verdicts: Iterable[str | None]) -> Self:
        """The streak after these events: for each in its order why it is a dead letter (see `verdict`), or None.

        Raises TooManyDeadLettersError when there were too many in a row.
        """
        count, first = self.count, self.first
        for verdict in verdicts:
            if verdict is None:
                count = 0
                continue
            if count == 0:
                first = verdict
            count += 1
            if count >= self.limit:
                raise TooManyDeadLettersError(
                    f"{count} events in a row could not be read, the first one at {first}. This batch is not "
                    "acknowledged and nothing of it is lost. Mend what writes them, or see whether this version is "
                    "older than what does; then start again"
                )
        return replace(self, count=count, first=first)


def verdict(letter: DeadLetter) -> str:
    """Where it stood, and what is wrong."""
    return f"{letter.place}: {letter.reason}"
