"""One message's way through the tree that is drawn."""

from dataclasses import dataclass

from processors.tree import Tree
from schemas.decision import Decision
from stadsgesprek.pictures.outline import Branch


@dataclass(frozen=True, slots=True)
class Way:
    """The branches that a message took, and the outcome where it ended."""

    branches: frozenset[Branch]
    outcome: str


def way_of(tree: Tree, decision: Decision) -> Way | None:
    """The way of a decision; None when this tree does not have it, for other rules decided then."""
    here = tree.root
    for step in decision.path:
        node = tree.nodes.get(here)
        if node is None or node.id != step.node:
            return None
        here = node.ja if step.answer else node.nee
    if here != decision.outcome or here not in tree.outcomes:
        return None
    return Way(frozenset((step.node, step.answer) for step in decision.path), here)
