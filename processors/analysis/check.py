"""The analysis of a whole tree."""

from typing import Final

from processors.analysis.diagrams import TooLargeError
from processors.analysis.exact import exact_findings
from processors.analysis.flow import flow
from processors.analysis.possible import impossible
from processors.analysis.redundant import redundant_parts
from processors.analysis.report import Report
from processors.analysis.sampled import drawn, sampled_findings
from processors.analysis.space import Space, leaves
from processors.calendar import CalendarSpec
from processors.conditions import Condition
from processors.invariants import INVARIANTS
from processors.tree import Tree

ALLOWED: Final = 500_000
"""Pairs of edges to combine for the rows that get to each place: a second or two and a hundred megabytes at most.

Antwerp's tree takes some thousands."""


def check(tree: Tree, calendar: CalendarSpec | None = None) -> Report:
    """All that is wrong with a tree that can be walked, and the invariants that it breaks.

    `calendar` is the city's, which says at which hours it can be within office hours. Exact, over all that the
    conditions tell apart, unless the sets of rows become too intricate: then by rows that are drawn, always the same.
    """
    conditions = [node.condition for node in tree.nodes.values()]
    space = space_of([*conditions, *(invariant.where for invariant in INVARIANTS)], calendar)
    try:
        if space.too_large:
            raise TooLargeError
        found = exact_findings(tree, space, flow(tree, space, space.possible), INVARIANTS)
    except TooLargeError:
        rows = tuple(drawn(tree, space))
        findings = tuple(sampled_findings(tree, rows, INVARIANTS))
        return Report(findings, False, space.combinations, space.features, len(rows))
    parts, all_parts = redundant_parts(tree, space)
    return Report((*found, *parts), True, space.combinations, space.features, all_parts=all_parts)


def space_of(conditions: list[Condition], calendar: CalendarSpec | None = None) -> Space:
    """The space that these conditions cut."""
    asked = [leaf for condition in conditions for leaf in leaves(condition)]
    return Space(conditions, impossible(asked, calendar), ALLOWED)
