"""Messages for which a tree that is not finished has no way on."""

from collections.abc import Mapping
from dataclasses import replace

from processors.analysis.diagrams import NONE, TooLargeError
from processors.analysis.flow import flow
from processors.analysis.possible import impossible
from processors.analysis.space import Space, leaves
from processors.features import FeatureRow
from processors.labels import Label
from processors.tree import Node, Outcome, Tree
from schemas.vocabulary import Action, Manner

_ALLOWED = 100_000


def falling_through(root: str, nodes: Mapping[str, Node]) -> dict[str, FeatureRow]:
    """For each question of which `nee` is "": the most ordinary message that gets there and answers so, if any does."""
    whole = {id: replace(node, ja=node.ja or "?", nee=node.nee or f"{id}?") for id, node in nodes.items()}
    ends = {target for node in whole.values() for target in (node.ja, node.nee)} - whole.keys()
    tree = Tree(
        version="", hash="", root=root, nodes=whole, outcomes={id: _end(id) for id in ends | {root} - whole.keys()}
    )
    conditions = [node.condition for node in whole.values()]
    space = Space(conditions, impossible(leaf for each in conditions for leaf in leaves(each)), _ALLOWED)
    if space.too_large:
        return {}
    try:
        arrive = flow(tree, space, space.possible).arrive
    except TooLargeError:
        return {}
    holes = [id for id, node in nodes.items() if not node.nee and arrive[f"{id}?"] != NONE]
    return {id: space.example(arrive[f"{id}?"]) for id in holes}


def _end(id: str) -> Outcome:
    """Something that stands where a way ends."""
    return Outcome(
        id=id,
        label=Label(id, id),
        action=Action.volgen,
        manner=Manner.geen,
        voice=None,
        clock=None,
        clock_name=None,
        ruling=None,
        template=None,
        departments=(),
        human=False,
        reason="",
    )
