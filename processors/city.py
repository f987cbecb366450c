"""A city as the pipeline sees it: its pack, checked and compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from processors.classify import Classifier
from processors.labels import Label
from processors.tree import Tree
from schemas.vocabulary import Topic


@dataclass(frozen=True, slots=True)
class City:
    """All that is the city's own: who does what, how it understands, and what it decides.

    `labels` has, for each closed list (`intent`, `topic`, `urgency`, …) and for `outcome`, the label of each id.
    """

    id: str
    name: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    departments: Mapping[str, Label]
    responsible: Mapping[Topic, str]
    labels: Mapping[str, Mapping[str, Label]]
    classifier: Classifier
    tree: Tree
