"""The reactieschema, compiled: from the features of a message to an outcome, with the way to it."""

import hashlib
from collections.abc import Mapping
from typing import Final

from processors.features import FeatureRow
from processors.tree_nodes import Node, Outcome
from processors.tree_spec import TreeSpec
from processors.tree_walk import Walk
from schemas.base import canonical
from schemas.decision import Step

__all__ = ["Node", "Outcome", "Tree", "content_hash"]


class Tree:
    """A checked rule set. Make it with `tree_compiler.compile_tree`, which refuses what could not be walked."""

    def __init__(
        self, *, version: str, hash: str, root: str, nodes: Mapping[str, Node], outcomes: Mapping[str, Outcome]
    ) -> None:
        self.version: Final = version
        self.hash: Final = hash
        self.root: Final = root
        self.nodes: Final = nodes
        self.outcomes: Final = outcomes
        self._walk: Final = Walk(root, nodes, outcomes)

    def decide(self, row: FeatureRow) -> tuple[Outcome, tuple[Step, ...]]:
        """The outcome, and the questions in the order in which they were asked."""
        return self._walk.take(row)


def content_hash(spec: TreeSpec) -> str:
    """12 hexadecimal digits of the content: layout and comments of the file do not count."""
    return hashlib.sha256(canonical(spec)).hexdigest()[:12]
