"""Sets of rows as multi-valued decision diagrams: reduced, ordered, each node made once.

Bryant, "Graph-based algorithms for Boolean function manipulation" (1986); with more than two values a variable: Kam,
Villa, Brayton and Sangiovanni-Vincentelli, "Multi-valued decision diagrams" (1998). A node stands for the rows that it
lets through; its edges each carry the set of values (a bit mask of classes) that take the same way on. What has no edge
is not let through. Equal sets are the same node, so that comparing them is comparing two numbers.
"""

from collections.abc import Callable, Sequence
from typing import Final

NONE: Final = 0
"""No row."""

ALL: Final = 1
"""Every row."""

Edges = tuple[tuple[int, int], ...]
"""(values, child) of a node: the masks are disjoint, the children different, and none is NONE."""


class TooLargeError(Exception):
    """The sets became too intricate: more work than was allowed."""


class Diagrams:
    """Sets over variables that have `sizes` values each, in this order; at most `allowed` pairs of edges are combined.

    Nodes, memory and time are all bounded by that number, so that the bound holds on any machine. The operations
    raise TooLargeError past it.
    """

    def __init__(self, sizes: Sequence[int], allowed: int) -> None:
        self.full: Final = [(1 << size) - 1 for size in sizes]
        self._levels = [len(sizes), len(sizes)]
        self._edges: list[Edges] = [(), ()]
        self._nodes: dict[tuple[int, Edges], int] = {}
        self._known_both: dict[tuple[int, int], int] = {}
        self._known_either: dict[tuple[int, int], int] = {}
        self._known_without: dict[tuple[int, int], int] = {}
        self._counts: dict[int, int] = {NONE: 0, ALL: 1}
        self._costs: dict[int, int] = {ALL: 0}
        # below[level]: how many rows there are of the variables from this level on
        self._below = [1] * (len(sizes) + 1)
        for level in reversed(range(len(sizes))):
            self._below[level] = self._below[level + 1] * sizes[level]
        self._left = allowed

    def allow(self, work: int) -> None:
        """Let the operations from here on combine this many pairs of edges."""
        self._left = work

    def spend(self, work: int) -> None:
        """Count work. Raises TooLargeError when none is left."""
        self._left -= work
        if self._left < 0:
            raise TooLargeError

    def where(self, level: int, values: int) -> int:
        """The rows in which the variable of this level has one of these values (a mask)."""
        return self._node(level, {ALL: values})

    def both(self, a: int, b: int) -> int:
        """The rows that are in both."""
        if b in (a, ALL):
            return a
        if a == ALL:
            return b
        if NONE in (a, b):
            return NONE
        key = (a, b) if a < b else (b, a)
        known = self._known_both.get(key)
        if known is not None:
            return known
        level_a, level_b = self._levels[a], self._levels[b]
        edges_a, edges_b = self._edges[a], self._edges[b]
        children: dict[int, int] = {}
        if level_a == level_b:
            self.spend(len(edges_a) * len(edges_b))
            for values_a, child_a in edges_a:
                for values_b, child_b in edges_b:
                    if common := values_a & values_b:
                        child = self.both(child_a, child_b)
                        children[child] = children.get(child, 0) | common
        else:
            upper, lower = (edges_a, b) if level_a < level_b else (edges_b, a)
            self.spend(len(upper))
            for values, child_u in upper:
                child = self.both(child_u, lower)
                children[child] = children.get(child, 0) | values
        result = self._known_both[key] = self._node(min(level_a, level_b), children)
        return result

    def either(self, a: int, b: int) -> int:
        """The rows that are in one of them."""
        if b in (a, NONE):
            return a
        if a == NONE:
            return b
        if ALL in (a, b):
            return ALL
        key = (a, b) if a < b else (b, a)
        known = self._known_either.get(key)
        if known is None:
            known = self._known_either[key] = self._joined(a, b, self.either, keep_b=True)
        return known

    def without(self, a: int, b: int) -> int:
        """The rows of `a` that are not in `b`."""
        if NONE in (a, b):
            return a
        if b in (a, ALL):
            return NONE
        key = (a, b)
        known = self._known_without.get(key)
        if known is None:
            known = self._known_without[key] = self._joined(a, b, self.without, keep_b=False)
        return known

    def _joined(self, a: int, b: int, operation: Callable[[int, int], int], *, keep_b: bool) -> int:
        """`operation` of the children, where `a` stays as it is without `b`, and `b` without `a` if it is kept."""
        level = min(self._levels[a], self._levels[b])
        full = self.full[level]
        edges_a = self._edges[a] if self._levels[a] == level else ((full, a),)
        edges_b = self._edges[b] if self._levels[b] == level else ((full, b),)
        self.spend(len(edges_a) * len(edges_b))
        children: dict[int, int] = {}
        of_b = full
        for values_a, child_a in edges_a:
            rest = values_a
            of_b &= ~values_a
            for values_b, child_b in edges_b:
                if common := values_a & values_b:
                    rest &= ~values_b
                    child = operation(child_a, child_b)
                    children[child] = children.get(child, 0) | common
            if rest:
                children[child_a] = children.get(child_a, 0) | rest
        if keep_b and of_b:
            for values_b, child_b in edges_b:
                if rest := values_b & of_b:
                    children[child_b] = children.get(child_b, 0) | rest
        return self._node(level, children)

    def _node(self, level: int, children: dict[int, int]) -> int:
        """The node with these children, each with the values that lead to it; reduced."""
        edges = tuple(sorted((values, child) for child, values in children.items() if child != NONE and values))
        if not edges:
            return NONE
        if edges[0][0] == self.full[level]:
            return edges[0][1]
        key = (level, edges)
        known = self._nodes.get(key)
        if known is None:
            known = self._nodes[key] = len(self._edges)
            self._edges.append(edges)
            self._levels.append(level)
        return known

    def count(self, a: int) -> int:
        """How many rows, exactly."""
        return self._between(0, a) * self._count(a)

    def _count(self, a: int) -> int:
        """How many rows of the variables from this node's level on."""
        known = self._counts.get(a)
        if known is None:
            level = self._levels[a]
            known = self._counts[a] = sum(
                values.bit_count() * self._between(level + 1, child) * self._count(child)
                for values, child in self._edges[a]
            )
        return known

    def _between(self, level: int, a: int) -> int:
        """How many rows there are of the variables that are passed over on the way to a node."""
        return self._below[level] // self._below[self._levels[a]]

    def plainest(self, a: int) -> tuple[int, ...]:
        """The row (a value for each variable) with the fewest values that are not 0. Raises ValueError when empty."""
        if a == NONE:
            raise ValueError("there is no row in it")
        chosen = self.walk(a, self._plainest)
        return tuple(chosen.get(level, 0) for level in range(len(self.full)))

    def _plainest(self, edges: Edges) -> int:
        values, _ = min(edges, key=lambda edge: self._cost(*edge))
        return (values & -values).bit_length() - 1

    def _cost(self, values: int, child: int) -> int:
        """The fewest values other than 0 over an edge."""
        known = self._costs.get(child)
        if known is None:
            known = self._costs[child] = min(self._cost(*edge) for edge in self._edges[child])
        return known + (values & 1 ^ 1)

    def walk(self, a: int, choose: Callable[[Edges], int]) -> dict[int, int]:
        """Level to value of a row of a set that is not empty: `choose` takes one that an edge has.

        A variable that is not there can have any value.
        """
        row = {}
        while a != ALL:
            edges = self._edges[a]
            value = row[self._levels[a]] = choose(edges)
            a = next(child for values, child in edges if values >> value & 1)
        return row
