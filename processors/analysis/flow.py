"""Which rows get to each question and each outcome of a tree, and which way they go on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from processors.analysis.diagrams import NONE
from processors.analysis.space import Space
from processors.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Flow:
    """Sets of rows by id: that arrive at a question or an outcome, and of a question that go on by ja and by nee."""

    arrive: dict[str, int] = field(default_factory=dict)
    ja: dict[str, int] = field(default_factory=dict)
    nee: dict[str, int] = field(default_factory=dict)


def flow(tree: Tree, space: Space, rows: int) -> Flow:
    """Where these rows go, from the first question on. Raises TooLargeError."""
    diagrams = space.diagrams
    found = Flow(dict.fromkeys([*tree.nodes, *tree.outcomes], NONE))
    found.arrive[tree.root] = rows
    for node in in_order(tree):
        diagrams.spend(1)
        here = found.arrive[node.id]
        ja = found.ja[node.id] = diagrams.both(here, space.region(node.condition))
        nee = found.nee[node.id] = diagrams.without(here, ja)
        found.arrive[node.ja] = diagrams.either(found.arrive[node.ja], ja)
        found.arrive[node.nee] = diagrams.either(found.arrive[node.nee], nee)
    return found


def in_order(tree: Tree) -> Iterator[Node]:
    """The questions, each after all that lead to it."""
    waiting = dict.fromkeys(tree.nodes, 0)
    for node in tree.nodes.values():
        for target in (node.ja, node.nee):
            if target in waiting:
                waiting[target] += 1
    ready = [id for id, count in waiting.items() if count == 0]
    while ready:
        node = tree.nodes[ready.pop()]
        yield node
        for target in (node.ja, node.nee):
            if target in waiting:
                waiting[target] -= 1
                if waiting[target] == 0:
                    ready.append(target)


def leading_to(nodes: Mapping[str, Node], id: str) -> frozenset[str]:
    """The questions from which a way leads to this one, itself included."""
    sources: dict[str, list[str]] = {}
    for node in nodes.values():
        for target in (node.ja, node.nee):
            sources.setdefault(target, []).append(node.id)
    reached = {id}
    todo = [id]
    while todo:
        new = [each for each in sources.get(todo.pop(), ()) if each not in reached]
        reached.update(new)
        todo += new
    return frozenset(reached)
