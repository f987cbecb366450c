"""Parts of conditions without which every answer would be the same."""

from collections.abc import Iterator
from typing import Final

from processors.analysis.diagrams import ALL, NONE, TooLargeError
from processors.analysis.flow import Flow, flow, in_order
from processors.analysis.parts import Part, without_each
from processors.analysis.report import Finding, Kind
from processors.analysis.space import Space
from processors.conditions import Condition
from processors.tree import Node, Tree

_PARTS: Final = 500_000
"""Pairs of edges to combine for all parts of all conditions."""


def redundant_parts(tree: Tree, space: Space) -> tuple[list[Finding], bool]:
    """A finding for each part that makes no difference; whether there was room to look at all of them.

    Of all rows, also of those that cannot be: a condition may well say again what the classifier guarantees. A list or
    condition that stands in several places, as named sets and fragments do, has its use where one of them needs it; so
    a part counts only if it makes no difference in any of them.
    """
    used: dict[tuple[Condition, object], bool] = {}
    first: dict[tuple[Condition, object], tuple[Node, Part]] = {}
    space.diagrams.allow(_PARTS)
    try:
        found = flow(tree, space, ALL)
        for node in in_order(tree):
            for part, matters in _parts(space, found, node):
                key = (part.of, part.path[-1])
                first.setdefault(key, (node, part))
                used[key] = used.get(key, False) or matters
    except TooLargeError:
        return [], False  # of what was looked at, another place may have use for it
    return [_finding(*first[key]) for key, matters in used.items() if not matters], True


def _parts(space: Space, found: Flow, node: Node) -> Iterator[tuple[Part, bool]]:
    """Each part of a question's condition, and whether it makes a difference to a row that gets here."""
    ja, arrive = found.ja[node.id], found.arrive[node.id]
    if ja == NONE or found.nee[node.id] == NONE:
        return  # the whole question makes no difference
    idle: list[tuple[object, ...]] = []
    for part, rest in without_each(node.condition, space):
        if any(part.path[: len(above)] == above for above in idle):
            continue  # the part that it belongs to makes no difference already
        matters = space.diagrams.both(arrive, space.region(rest)) != ja
        if not matters:
            idle.append(part.path)
        yield part, matters


def _finding(node: Node, part: Part) -> Finding:
    what = f"{part.words} makes no difference to {node.id}: without it every answer is the same"
    return Finding(
        Kind.part_without_effect, node.id, what, "take it out, one such part at a time, or ask the question earlier"
    )
