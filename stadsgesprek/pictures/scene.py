"""What a picture shows: the tree of a city, with counts or one message's way on it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from processors.city import City
from processors.tree import Tree
from stadsgesprek.console.site import Speech
from stadsgesprek.pictures.counts import Counts
from stadsgesprek.pictures.outline import Branch, Place, numbers, outline
from stadsgesprek.pictures.way import Way

SHEET: Final = 400 / 268
"""The shape of an A3 sheet on its side, without margins and heading."""


@dataclass(frozen=True)
class Scene:
    """The parts of one picture. `notes` are sentences that go with it, such as what was counted."""

    city: City
    speech: Speech
    counts: Counts | None = None
    way: Way | None = None
    notes: tuple[str, ...] = ()

    @property
    def tree(self) -> Tree:
        """The tree that is shown."""
        return self.city.tree

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.speech.words("picture.title", city=self.city.name)

    @property
    def subtitle(self) -> str:
        """Which version it is, and how much."""
        return self.speech.words(
            "picture.version",
            version=self.tree.version,
            hash=self.tree.hash[:12],
            questions=len(self.tree.nodes),
            outcomes=len(self.tree.outcomes),
        )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The outline of the tree."""
        return outline(self.tree)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question."""
        return dict(numbers(self.places))

    @cached_property
    def ends(self) -> dict[Branch, str]:
        """The key of the place where each branch leads, as it is drawn."""
        return {place.branch: place.key for place in self.places if place.branch is not None}
