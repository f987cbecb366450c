"""Which questions came, went and moved, and which answers lead elsewhere."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from processors.tree import Tree
from processors.tree_diff_changes import (
    Asked,
    BranchChanged,
    Change,
    Ended,
    QuestionAdded,
    QuestionMoved,
    QuestionRemoved,
    Spot,
    Target,
)
from processors.tree_spec import Chain, Question, TreeSpec

_Under = tuple[str, bool] | None
"""The question and answer that a chain stands under; None for the outermost."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The chains of a reactieschema as they are written: ids in order, and where each question stands."""

    chains: Mapping[_Under, tuple[str, ...]]
    under: Mapping[str, _Under]
    own_nee: frozenset[str]
    """The questions whose nee does not lead to the next of their chain."""


def place_changes(old_spec: TreeSpec, new_spec: TreeSpec, old: Tree, new: Tree) -> Iterator[Change]:
    """Questions removed, added and moved; then the answers that lead elsewhere for another reason than that."""
    before, after = _layout(old_spec), _layout(new_spec)
    removed = [id for id in old.nodes if id not in new.nodes]
    added = [id for id in new.nodes if id not in old.nodes]
    moved = frozenset[str]() if _as_linked(old, new) else _moved(before, after)
    for id in removed:
        yield QuestionRemoved(_asked(id, old), _spot(id, before, old))
    for id in new.nodes:
        if id in moved:
            yield QuestionMoved(_asked(id, new), _spot(id, after, new))
        elif id not in old.nodes:
            node = new.nodes[id]
            yield QuestionAdded(_asked(id, new), _spot(id, after, new), node.condition, _target(node.ja, new))
    yield from _branches(before, after, old, new, passing=frozenset({*removed, *added, *moved}), moved=moved)


def _as_linked(old: Tree, new: Tree) -> bool:
    """Whether every answer leads to the same, whatever chains it is written in."""
    links = ({id: (node.ja, node.nee) for id, node in tree.nodes.items()} for tree in (old, new))
    return old.root == new.root and next(links) == next(links)


def _branches(
    before: _Layout, after: _Layout, old: Tree, new: Tree, *, passing: frozenset[str], moved: frozenset[str]
) -> Iterator[Change]:
    """Answers that lead elsewhere, also when one walks past (by nee) the questions that came, went or moved."""

    def compared(question: Asked | None, answer: bool, was: str, now: str) -> Iterator[Change]:
        if _past(was, old, passing) != _past(now, new, passing):
            yield BranchChanged(question, answer, _target(was, old), _target(now, new))

    yield from compared(None, True, old.root, new.root)
    for id, node in new.nodes.items():
        known = old.nodes.get(id)
        if known is not None:
            asked = _asked(id, new)
            yield from compared(asked, True, known.ja, node.ja)
            if id not in moved or id in before.own_nee or id in after.own_nee:
                yield from compared(asked, False, known.nee, node.nee)


def _past(id: str, tree: Tree, passing: frozenset[str]) -> str:
    while id in passing and id in tree.nodes:
        id = tree.nodes[id].nee
    return id


def _moved(before: _Layout, after: _Layout) -> frozenset[str]:
    """The questions that stand in another chain, and the fewest that explain another order within one."""
    common = before.under.keys() & after.under.keys()
    moved = {id for id in common if before.under[id] != after.under[id]}
    for under, ids in after.chains.items():
        stayed = [id for id in ids if id in common and id not in moved]
        places = {id: place for place, id in enumerate(before.chains.get(under, ()))}
        kept = _rising([places[id] for id in stayed])
        moved.update(id for index, id in enumerate(stayed) if index not in kept)
    return frozenset(moved)


def _rising(numbers: list[int]) -> set[int]:
    """The indices of a longest rising subsequence (Fredman 1975)."""
    ends: list[int] = []  # for each length, the index where the lowest such subsequence ends
    values: list[int] = []
    previous: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(values, number)
        previous.append(ends[length - 1] if length else None)
        values[length : length + 1] = [number]
        ends[length : length + 1] = [index]
    kept: set[int] = set()
    here = ends[-1] if ends else None
    while here is not None:
        kept.add(here)
        here = previous[here]
    return kept


def _layout(spec: TreeSpec) -> _Layout:
    chains: dict[_Under, tuple[str, ...]] = {}
    under: dict[str, _Under] = {}
    own_nee: set[str] = set()
    for place, chain in _chains(spec.tree, None):
        asked = [line for line in chain if isinstance(line, Question)]
        chains[place] = tuple(question.id for question in asked)
        under.update((question.id, place) for question in asked)
        own_nee.update(question.id for question in asked if question.nee is not None)
    return _Layout(chains, under, frozenset(own_nee))


def _chains(chain: Chain, under: _Under) -> Iterator[tuple[_Under, Chain]]:
    yield under, chain
    for line in chain:
        if isinstance(line, Question):
            for answer, branch in ((True, line.ja), (False, line.nee)):
                if isinstance(branch, tuple):
                    yield from _chains(branch, (line.id, answer))


def _spot(id: str, layout: _Layout, tree: Tree) -> Spot:
    under = layout.under[id]
    chain = layout.chains[under]
    place = chain.index(id)
    return Spot(
        under=None if under is None else _asked(under[0], tree),
        answer=under is None or under[1],
        after=_asked(chain[place - 1], tree) if place else None,
    )


def _asked(id: str, tree: Tree) -> Asked:
    return Asked(id, tree.nodes[id].vraag)


def _target(id: str, tree: Tree) -> Target:
    return _asked(id, tree) if id in tree.nodes else Ended(id, tree.outcomes[id].label)
