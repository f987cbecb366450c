"""The catalogue of topics: what flows where. Set-up, documentation and tests all read this list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from schemas.base import Frozen
from schemas.dead_letter import DeadLetter
from schemas.feed import FeedItem
from schemas.feedback import Feedback
from schemas.message import Message
from schemas.result import Result
from schemas.rules import RulesEntry

CleanupPolicy = Literal["delete", "compact,delete"]


MAX_EVENT_BYTES: Final = 1_048_576
"""A larger event is refused where it enters; a message of 100,000 characters stays well below it."""

MAX_DEAD_BYTES: Final = 5 * MAX_EVENT_BYTES
"""As much of what could not be read is kept in a dead letter, whose event is a third larger by its base64."""


FOREVER: Final = timedelta.max
"""The retention of a topic from which nothing may ever go."""


@dataclass(frozen=True)
class TopicSpec:
    """One topic on Kafka. `kind` is the record's name on the wire, in the CloudEvents type."""

    name: str
    kind: str
    model: type[Frozen]
    about: str
    key: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    partitions: int
    retention: timedelta
    cleanup: CleanupPolicy = "delete"
    max_event_bytes: int = MAX_EVENT_BYTES

    @property
    def configuration(self) -> dict[str, str]:
        """The topic's settings for Kafka."""
        always = self.retention == FOREVER
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": "-1" if always else str(int(self.retention.total_seconds() * 1000)),
            "max.message.bytes": str(self.max_event_bytes),
            # A broker may have a limit of its own, after which the oldest goes.
            **({"retention.bytes": "-1"} if always else {}),
        }


FEED_PREFIX: Final = "feed."

MESSAGES: Final = TopicSpec(
    name="messages",
    kind="message",
    model=Message,
    about="Every contact with the city, as it came from its channel.",
    key="id of the message",
    producers=("listen counter", "listen feed", "listen replay", "dead replay"),
    consumers=("work route",),
    partitions=12,
    retention=timedelta(days=30),
)
DECISIONS: Final = TopicSpec(
    name="decisions",
    kind="result",
    model=Result,
    about="Every message with what was understood and decided. The index is a view of it and of the feedback.",
    key="id of the message",
    producers=("work route",),
    consumers=("work index", "reindex"),
    partitions=12,
    retention=timedelta(days=400),
)
FEEDBACK: Final = TopicSpec(
    name="feedback",
    kind="feedback",
    model=Feedback,
    about="What people did with a message: replied, corrected, moved the work on.",
    key="id of the message",
    producers=("console", "dead replay"),
    consumers=("work index", "reindex"),
    partitions=12,
    retention=timedelta(days=400),
)
DEAD_LETTERS: Final = TopicSpec(
    name="dead-letters",
    kind="dead-letter",
    model=DeadLetter,
    about="What could not be read, with its bytes, its place and the reason. A tombstone: it was replayed.",
    key="id of the dead letter",
    producers=("work route", "work index", "listen replay", "dead replay"),
    consumers=("dead list", "dead show", "dead replay"),
    partitions=1,
    retention=timedelta(days=90),
    cleanup="compact,delete",
    max_event_bytes=8 * MAX_EVENT_BYTES,
)
RULES: Final = TopicSpec(
    name="rules",
    kind="rules-entry",
    model=RulesEntry,
    about="Every pack that was put in force, whole, with who put it and from when it decides. Never changed.",
    key="id of the entry",
    producers=("rules put", "console"),
    consumers=("work route", "console", "rules put", "rules log"),
    partitions=1,  # one order of all entries
    retention=FOREVER,
    max_event_bytes=2 * MAX_EVENT_BYTES,  # JSON writes a line end or a quote as two characters
)


def feed_topic(department: str) -> TopicSpec:
    """The topic that one department reads."""
    return TopicSpec(
        name=FEED_PREFIX + department,
        kind="feed-item",
        model=FeedItem,
        about=f"What {department} must take up or let go; a higher revision replaces a lower one.",
        key="id of the message",
        producers=("work route",),
        consumers=(f"the department {department}",),
        partitions=3,
        retention=timedelta(days=30),
    )


FIXED: Final = (MESSAGES, DECISIONS, FEEDBACK, DEAD_LETTERS, RULES)


def catalogue(departments: Iterable[str]) -> tuple[TopicSpec, ...]:
    """All topics of a city with these departments."""
    return (*FIXED, *(feed_topic(department) for department in sorted(departments)))
