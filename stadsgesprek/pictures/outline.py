"""The tree laid out in reading order: which question stands under which, and where a branch only points elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from processors.tree import Tree

Branch = tuple[str, bool]
"""A question and its answer: one way on."""

Kind = Literal["question", "outcome", "jump"]


@dataclass(frozen=True, slots=True)
class Place:
    """One thing in the picture: a question, or the end of a branch (an outcome, or a jump to a question elsewhere).

    `id` is that of the question or outcome. `branch` is the way that leads here, None at the start. A chain of
    questions has one `level`; what follows a `ja` lies one level deeper. Questions are numbered from 1 as one reads.
    """

    id: str
    kind: Kind
    branch: Branch | None
    level: int
    number: int

    @property
    def key(self) -> str:
        """Unique in a picture; no id of a pack holds two hyphens in a row."""
        if self.kind == "question" or self.branch is None:
            return self.id
        return end_key(self.branch)


def end_key(branch: Branch) -> str:
    """The key of the place where a branch ends."""
    return f"{branch[0]}--{'ja' if branch[1] else 'nee'}"


def outline(tree: Tree) -> tuple[Place, ...]:
    """Every question once, and the end of every branch that has no question of its own; in reading order.

    First what follows a `ja`, to its end; then what follows the `nee`.
    """
    homes = _homes(tree)
    places: list[Place] = []
    todo: list[tuple[str, Branch | None, int]] = [(tree.root, None, 0)]
    number = 0
    while todo:
        id, branch, level = todo.pop()
        node = tree.nodes.get(id)
        if node is None:
            places.append(Place(id, "outcome", branch, level, 0))
        elif homes[id] != branch:
            places.append(Place(id, "jump", branch, level, 0))
        else:
            number += 1
            places.append(Place(id, "question", branch, level, number))
            todo += [(node.nee, (id, False), level), (node.ja, (id, True), level + 1)]
    return tuple(places)


def numbers(places: tuple[Place, ...]) -> Mapping[str, int]:
    """The number of each question."""
    return {place.id: place.number for place in places if place.kind == "question"}


def _homes(tree: Tree) -> dict[str, Branch | None]:
    """The one branch under which each question is drawn: the one that it was written in.

    A compiled tree no longer has the chains of its file, but its questions stand in the order of the file. What comes
    next in a chain stands behind its question and all that is nested under that; what follows a `ja` stands right
    behind its question. Every other branch points there from elsewhere.
    """
    leading: dict[str, list[Branch]] = {id: [] for id in tree.nodes}
    homes: dict[str, Branch | None] = {}
    levels: dict[str, int] = {}
    before: list[str] = []
    for id in tree.nodes:
        home = _home(leading[id], before, levels) if before else None
        homes[id] = home
        levels[id] = 0 if home is None else levels[home[0]] + home[1]
        before.append(id)
        for to, answer in ((tree.nodes[id].ja, True), (tree.nodes[id].nee, False)):
            if to in leading:
                leading[to].append((id, answer))
    return homes


def _home(leading: list[Branch], before: list[str], levels: Mapping[str, int]) -> Branch:
    """Among the branches that lead here from earlier questions. The outermost chain wins: an inner one points out."""
    following = [branch for branch in leading if not branch[1] and _encloses(branch[0], before, levels)]
    if following:
        return min(following, key=lambda branch: levels[branch[0]])
    nested = (before[-1], True)
    return nested if nested in leading else leading[0]


def _encloses(question: str, before: list[str], levels: Mapping[str, int]) -> bool:
    """Whether all questions since this one lie deeper than it."""
    level = levels[question]
    for each in reversed(before):
        if each == question:
            return True
        if levels[each] <= level:
            return False
    return False
