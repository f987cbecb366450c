"""What an ordinary message is, and what a number can be: so that an example shows only what matters."""

from dataclasses import dataclass
from typing import Final

from processors.features import FeatureRow

ORDINARY: Final = FeatureRow(
    intent="vraag",
    intent_confidence=0.9,
    topic="loket",
    topic2=None,
    topic_confidence=0.9,
    sentiment="neutraal",
    urgency="normaal",
    language="nl",
    abstained=False,
    personal_data=False,
    channel="twitter",
    visibility="public",
    followers=None,
    contacts=None,
    account_days=None,
    from_city=False,
    reply=False,
    reply_to_city=False,
    attachments=0,
    length=60,
    words=10,
    crisis=False,
    office_hours=True,
    weekday="di",
    hour=10,
    signals=(),
)
"""A public question in Dutch on a Tuesday morning, of somebody whom the channel says nothing about."""


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
