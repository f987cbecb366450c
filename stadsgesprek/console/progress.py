"""How far a replay is, for the strip at the top of the pages."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """A replay that runs: `now` is the time of day that it has come to, `done` of `total` messages are in."""

    now: datetime
    done: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 1.0
