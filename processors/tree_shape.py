"""Whether one can walk the tree: everything is reached, and nobody walks in a circle."""

from collections.abc import Iterable, Iterator, Mapping

from processors.faults import Fault, Path
from processors.tree import Node


def shape_faults(
    root: str | None, nodes: Mapping[str, Node], paths: Mapping[str, Path], outcomes: Iterable[str]
) -> Iterator[Fault]:
    """Circles, and questions and outcomes that no way leads to (whatever the conditions say)."""
    reached = _reached(root, nodes)
    for id in nodes:
        if id not in reached:
            yield Fault((*paths[id], "id"), f"no way leads to the question {id}", "refer to it, or take it out")
    for id in outcomes:
        if id not in reached:
            yield Fault(("outcomes", id), f"no way leads to the outcome {id}", "refer to it, or take it out")
    circle = _circle(nodes)
    if circle:
        yield Fault(
            (*paths[circle[0]], "id"), f"the questions go round: {' > '.join(circle)}", "let one lead to an outcome"
        )


def _reached(root: str | None, nodes: Mapping[str, Node]) -> set[str]:
    reached: set[str] = set()
    todo = [] if root is None else [root]
    while todo:
        id = todo.pop()
        if id not in reached:
            reached.add(id)
            todo += [nodes[id].ja, nodes[id].nee] if id in nodes else []
    return reached


def _circle(nodes: Mapping[str, Node]) -> tuple[str, ...]:
    """The questions of one circle, its first one again at the end; () when there is none."""
    done: set[str] = set()
    for start in nodes:
        way: list[str] = []  # from `start` to where we are
        todo = [(start, 0)]
        while todo:
            id, depth = todo.pop()
            del way[depth:]
            if id in way:
                return (*way[way.index(id) :], id)
            if id in done or id not in nodes:
                continue
            way.append(id)
            done.add(id)
            todo += [(nodes[id].ja, depth + 1), (nodes[id].nee, depth + 1)]
    return ()
