"""What rows drawn from a space show of a tree that is too intricate for exact sets."""

from collections.abc import Iterable, Iterator
from typing import Final

from processors.analysis.diagrams import Edges
from processors.analysis.report import Finding, Kind
from processors.analysis.space import Space, leaves
from processors.analysis.words import example
from processors.conditions import compiled
from processors.features import FeatureRow
from processors.invariants import Invariant
from processors.tree import Tree

_DRAWN: Final = 10_000
_STEPS: Final = 3_000_000
"""Comparisons to make for all rows together, if each made all: of a tree with very many, fewer rows are drawn."""

_UNUSUAL: Final = 16
"""Of what depends on nothing else, fewer things than this are unusual in one row."""

_MASK: Final = (1 << 64) - 1


class _Draw:
    """Numbers that look random and are the same every time: SplitMix64 (Steele, Lea and Flood, 2014)."""

    def __init__(self) -> None:
        self._state = 0

    def below(self, end: int) -> int:
        """A number from 0 up to, but not including, `end`."""
        self._state = self._state + 0x9E3779B97F4A7C15 & _MASK
        mixed = (self._state ^ self._state >> 30) * 0xBF58476D1CE4E5B9 & _MASK
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _MASK
        return (mixed ^ mixed >> 31) % end

    def value(self, edges: Edges) -> int:
        """A class: every other time the ordinary one where there is one, else any that an edge has."""
        values = 0
        for mask, _ in edges:
            values |= mask
        if values & 1 and self.below(2):
            return 0
        found = [index for index in range(values.bit_length()) if values >> index & 1]
        return found[self.below(len(found))]


def drawn(tree: Tree, space: Space) -> Iterator[FeatureRow]:
    """Rows that can exist, mostly ordinary ones; the same every time."""
    draw = _Draw()
    ruled_out = [compiled(condition) for condition in space.too_deep]
    sizes = [len(variable.values) for variable in space.variables]
    comparisons = sum(1 for node in tree.nodes.values() for _ in leaves(node.condition))
    for _ in range(min(_DRAWN, _STEPS // max(comparisons, 1))):
        bound = space.diagrams.walk(space.possible, draw.value)
        classes = [0] * len(sizes)
        for _ in range(draw.below(_UNUSUAL)):
            level = draw.below(len(sizes))
            classes[level] = draw.below(sizes[level])
        for level, value in bound.items():
            classes[level] = value
        row = space.row(classes)
        if not any(test(row) for test in ruled_out):
            yield row


def sampled_findings(tree: Tree, rows: Iterable[FeatureRow], invariants: Iterable[Invariant]) -> list[Finding]:
    """Broken invariants, for certain; and what no row got to, or only with one answer, as a suspicion."""
    rules = [(invariant, compiled(invariant.where)) for invariant in invariants]
    answers: dict[str, set[bool]] = {id: set() for id in tree.nodes}
    reached: set[str] = set()
    broken: dict[tuple[str, str], Finding] = {}
    for row in rows:
        outcome, path = tree.decide(row)
        reached.add(outcome.id)
        for step in path:
            answers[step.node].add(step.answer)
        for invariant, where in rules:
            if not invariant.keeps(outcome) and (invariant.name, outcome.id) not in broken and where(row):
                what = f"the outcome {outcome.id} breaks {invariant.name}: {invariant.says}"
                broken[invariant.name, outcome.id] = Finding(
                    Kind.invariant_broken, outcome.id, what, invariant.hint, row, example(tree, row)
                )
    return [*broken.values(), *_unseen(tree, answers, reached)]


def _unseen(tree: Tree, answers: dict[str, set[bool]], reached: set[str]) -> Iterator[Finding]:
    hint = "none that was drawn did; look whether any can"
    for id, given in answers.items():
        if not given:
            what = f"no message seems to get to the question {id}"
            yield Finding(Kind.question_never_reached, id, what, hint, certain=False)
        elif len(given) == 1:
            kind, answer = (Kind.always_ja, "ja") if True in given else (Kind.always_nee, "nee")
            yield Finding(kind, id, f"the answer to {id} seems to be always {answer}", hint, certain=False)
    for id in tree.outcomes:
        if id not in reached:
            what = f"no message seems to get to the outcome {id}"
            yield Finding(Kind.outcome_never_reached, id, what, hint, certain=False)
