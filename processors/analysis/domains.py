"""What a number can be."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Domain:
    """What a number can be: from `low` to `high`, both included (None: without end); whole numbers alone or all."""

    low: int = 0
    high: int | None = None
    whole: bool = True

    def has(self, number: int | float) -> bool:
        """Whether it lies between the ends."""
        return self.low <= number and (self.high is None or number <= self.high)


DOMAINS: Final = {
    "intent_confidence": Domain(high=1, whole=False),
    "topic_confidence": Domain(high=1, whole=False),
    "attachments": Domain(high=20),
    "hour": Domain(high=23),
}
"""As schemas.message and schemas.classification bound them; of the other numbers it is known that they are counts."""
