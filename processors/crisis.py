"""Crisis mode: from when to when the city answers as in a crisis."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Crisis:
    """A crisis that the city has declared. `until` is None while it lasts; what was said at that moment is after it."""

    since: datetime
    until: datetime | None
    about: str

    def lasts(self, moment: datetime) -> bool:
        """Whether something said at this moment (aware) was said during the crisis."""
        return self.since <= moment and (self.until is None or moment < self.until)
