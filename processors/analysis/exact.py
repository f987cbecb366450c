"""What is wrong with a tree, from the exact sets of rows that get to each place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from processors.analysis.diagrams import NONE, TooLargeError
from processors.analysis.flow import Flow, flow, in_order, leading_to
from processors.analysis.report import Finding, Kind
from processors.analysis.space import Space
from processors.analysis.words import example
from processors.invariants import Invariant
from processors.tree import Node, Tree

_EXPLAIN: Final = 200_000
"""Pairs of edges to combine for naming what takes the rows of questions that always get the same answer."""


def exact_findings(tree: Tree, space: Space, found: Flow, invariants: Iterable[Invariant]) -> list[Finding]:
    """Answers that are always the same, what is never reached, and broken invariants. Raises TooLargeError."""
    broken = list(_broken(tree, space, found, invariants))
    missed = list(_missed(tree, space, found))
    space.diagrams.allow(_EXPLAIN)  # what cannot be explained is found all the same
    constant = {node.id: _constant(tree, space, node, rows, answer=answer) for node, answer, rows in missed}
    causes = _causes(tree, found, constant)
    never = [_never_reached(tree, id, causes.get(id)) for id, rows in found.arrive.items() if rows == NONE]
    return [*constant.values(), *never, *broken]


def _missed(tree: Tree, space: Space, found: Flow) -> Iterator[tuple[Node, bool, int]]:
    """Each question that always gets the same answer, that answer, and the rows that would get the other one."""
    for node in in_order(tree):
        if found.arrive[node.id] == NONE:
            continue
        if found.ja[node.id] == NONE:
            yield node, False, space.diagrams.both(space.possible, space.region(node.condition))
        elif found.nee[node.id] == NONE:
            yield node, True, space.diagrams.without(space.possible, space.region(node.condition))


def _constant(tree: Tree, space: Space, node: Node, missed: int, *, answer: bool) -> Finding:
    kind, given, other = (Kind.always_ja, "ja", "nee") if answer else (Kind.always_nee, "nee", "ja")
    what = f"the answer to {node.id} is always {given}"
    if missed == NONE:
        return Finding(kind, node.id, f"{what}: no message can give {other}", "look at its condition, or take it out")
    takers = _takers(tree, space, node, missed)
    by = f": all that would be {other} has gone another way at {takers}" if takers else ""
    hint = "it could be the end of its chain, as anders" if answer else "ask it earlier, or take it out"
    row = space.example(missed)
    return Finding(kind, node.id, what + by, hint, row, example(tree, row))


def _takers(tree: Tree, space: Space, node: Node, missed: int) -> str:
    """The questions at which these rows leave the ways to a question, those that take most first; "" if unknown."""
    diagrams = space.diagrams
    try:
        went = flow(tree, space, missed)
    except TooLargeError:
        return ""
    leading = leading_to(tree.nodes, node.id)
    taken: dict[str, int] = {}
    for id in leading - {node.id}:
        for rows, target, answer in ((went.ja[id], tree.nodes[id].ja, "ja"), (went.nee[id], tree.nodes[id].nee, "nee")):
            if target not in leading and rows != NONE:
                taken[f"{id} ({answer})"] = diagrams.count(rows)
    first = sorted(taken, key=lambda name: (-taken[name], name))
    return ", ".join(first[:3]) + (f" and {len(first) - 3} more" if len(first) > 3 else "")


def _causes(tree: Tree, found: Flow, constant: Mapping[str, Finding]) -> dict[str, Finding]:
    """For what no row gets to, the first question above it whose answer is always the other one."""
    causes: dict[str, Finding] = {}
    for node in in_order(tree):
        if node.id in constant:
            cause = constant[node.id]
            causes.setdefault(node.ja if found.ja[node.id] == NONE else node.nee, cause)
        elif node.id in causes and found.arrive[node.id] == NONE:
            causes.setdefault(node.ja, causes[node.id])
            causes.setdefault(node.nee, causes[node.id])
    return causes


def _never_reached(tree: Tree, id: str, cause: Finding | None) -> Finding:
    is_question = id in tree.nodes
    kind = Kind.question_never_reached if is_question else Kind.outcome_never_reached
    what = f"no message gets to the {'question' if is_question else 'outcome'} {id}"
    if cause is None:
        return Finding(kind, id, what, "refer to it, or take it out")
    return Finding(kind, id, what, f"see {cause.at}: {cause.what.partition(':')[0]}", cause.row, cause.example)


def _broken(tree: Tree, space: Space, found: Flow, invariants: Iterable[Invariant]) -> Iterator[Finding]:
    for invariant in invariants:
        where = space.region(invariant.where)
        for outcome in tree.outcomes.values():
            if not invariant.keeps(outcome):
                rows = space.diagrams.both(found.arrive[outcome.id], where)
                if rows != NONE:
                    row = space.example(rows)
                    what = f"the outcome {outcome.id} breaks {invariant.name}: {invariant.says}"
                    yield Finding(Kind.invariant_broken, outcome.id, what, invariant.hint, row, example(tree, row))
