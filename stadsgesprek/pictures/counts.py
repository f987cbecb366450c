"""How many messages went along each branch, from the ways that the record store counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from processors.tree import Tree
from stadsgesprek.pictures.outline import Branch


@dataclass(frozen=True, slots=True)
class Counts:
    """Messages a branch. `total` is all of them; `elsewhere` those whose way this tree does not have.

    `ways` is how many different ways those elsewhere took.
    """

    total: int
    branches: Mapping[Branch, int]
    elsewhere: int
    ways: int

    def of(self, branch: Branch) -> int:
        """How many went along a branch."""
        return self.branches.get(branch, 0)


def counts_by_branch(tree: Tree, ways: Mapping[str, int]) -> Counts:
    """Counts from ways, each with how many messages took it.

    A way is the ids of the questions that got `ja`, in order, with ">" between them. Ways of other rules that this
    tree has as well are counted along its branches: the same questions got the same answers.
    """
    branches: dict[Branch, int] = {}
    elsewhere: list[int] = []
    for way, count in ways.items():
        walked = walk(tree, way)
        if walked is None:
            elsewhere.append(count)
        for branch in walked or ():
            branches[branch] = branches.get(branch, 0) + count
    return Counts(sum(ways.values()), branches, sum(elsewhere), len(elsewhere))


def walk(tree: Tree, way: str) -> tuple[Branch, ...] | None:
    """The branches of a way; None when this tree does not have it."""
    yes = way.split(">") if way else []
    path: list[Branch] = []
    here, taken = tree.root, 0
    while here in tree.nodes:
        answer = taken < len(yes) and yes[taken] == here
        path.append((here, answer))
        taken += answer
        here = tree.nodes[here].ja if answer else tree.nodes[here].nee
    return tuple(path) if taken == len(yes) else None
