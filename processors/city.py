"""A city as the pipeline sees it: its pack, checked and compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from processors.calendar import Calendar
from processors.classify import Classifier
from processors.crisis import Crisis
from processors.labels import Label
from processors.replies import Replies, Tone
from processors.tree import Tree
from schemas.vocabulary import Channel, Topic


@dataclass(frozen=True, slots=True)
class City:
    """All that is the city's own: who does what, how it understands, and what it decides.

    `voices` are those in which it speaks; `tones` says how it addresses people on a channel; `links` is the page of a
    topic, where there is one. `labels` has, for each closed list (`intent`, `topic`, `urgency`, …) and for `outcome`,
    the label of each id.
    """

    id: str
    name: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    departments: Mapping[str, Label]
    responsible: Mapping[Topic, str]
    labels: Mapping[str, Mapping[str, Label]]
    voices: Mapping[str, Label]
    tones: Mapping[Channel, Tone]
    links: Mapping[Topic, str]
    calendar: Calendar
    crisis: Crisis | None
    replies: Replies
    classifier: Classifier
    tree: Tree
