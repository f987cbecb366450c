"""A tree made ready to walk, quickly and with the whole way written down.

What a question looks at decides its answer. So questions that follow each other on `nee` are asked together, as a
stretch: a stretch that has seen the same before knows the steps and where they lead, and takes one look-up for all of
them. A question about a number stands alone, for numbers seldom come back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from processors.conditions import Test, compiled, gaze, taking
from processors.features import FEATURES, FeatureRow
from processors.tree_nodes import Node, Outcome
from schemas.decision import Step, Value

_LONGEST: Final = 16
"""Questions in one stretch; with more of them, what is seen hardly comes back."""

_KEPT: Final = 4096
"""What one stretch keeps of what it saw; it then begins anew, since numbers could make it endless."""


@dataclass(frozen=True, slots=True)
class _Question:
    id: str
    test: Test
    saw: Callable[[FeatureRow], dict[str, Value]]


@dataclass(slots=True)
class _Stretch:
    """Questions each of which is the `nee` of the one before. `values` takes what they look at, but for signals."""

    questions: tuple[_Question, ...]
    values: Callable[[FeatureRow], object]
    signals: frozenset[str]
    ways: dict[str, "_Stretch | Outcome"] = field(default_factory=dict)
    """Where a `ja` to a question leads, by its id; where all `nee` lead, by ""."""
    seen: dict[object, tuple[tuple[Step, ...], "_Stretch | Outcome"]] = field(default_factory=dict)

    def ask(self, row: FeatureRow, taken: object) -> tuple[tuple[Step, ...], "_Stretch | Outcome"]:
        """The steps through the stretch and what comes after, remembered for what was taken from the row."""
        steps: list[Step] = []
        way = ""
        for question in self.questions:
            answer = question.test(row)
            steps.append(Step(node=question.id, answer=answer, saw=question.saw(row)))
            if answer:
                way = question.id
                break
        if len(self.seen) >= _KEPT:
            self.seen.clear()
        found = self.seen[taken] = tuple(steps), self.ways[way]
        return found


class Walk:
    """The walk through a tree, from its root."""

    def __init__(self, root: str, nodes: Mapping[str, Node], outcomes: Mapping[str, Outcome]) -> None:
        made: dict[str, _Stretch] = {}
        exits: dict[str, Mapping[str, str]] = {}
        waiting = [root]
        while waiting:
            id = waiting.pop()
            if id in nodes and id not in made:
                run = _run(id, nodes)
                made[id] = _stretch(run)
                exits[id] = {**{node.id: node.ja for node in run}, "": run[-1].nee}
                waiting += exits[id].values()
        for id, stretch in made.items():
            stretch.ways = {way: made.get(target) or outcomes[target] for way, target in exits[id].items()}
        self._first: Final = made.get(root) or outcomes[root]
        self._signals: Final = frozenset().union(*(stretch.signals for stretch in made.values()))

    def take(self, row: FeatureRow) -> tuple[Outcome, tuple[Step, ...]]:
        """The outcome, and the questions in the order in which they were asked."""
        path: list[Step] = []
        here = self._first
        signals = row.signals
        silent = self._signals.isdisjoint(signals)  # no question of the whole tree sees any of them
        while type(here) is _Stretch:
            asked = here.signals
            if silent or asked.isdisjoint(signals):
                taken: object = here.values(row)
            else:
                taken = here.values(row), tuple([each for each in signals if each in asked])
            known = here.seen.get(taken)
            steps, here = known if known is not None else here.ask(row, taken)
            path += steps
        assert isinstance(here, Outcome)
        return here, tuple(path)


def _run(id: str, nodes: Mapping[str, Node]) -> list[Node]:
    """The questions from one on that can be asked together."""
    run = [nodes[id]]
    while not _is_of_number(run[-1]) and len(run) < _LONGEST:
        following = nodes.get(run[-1].nee)
        if following is None or _is_of_number(following):
            break
        run.append(following)
    return run


def _is_of_number(node: Node) -> bool:
    return any(FEATURES[name].kind == "number" for name in gaze(node.condition).names)


def _stretch(run: list[Node]) -> _Stretch:
    gazes = [gaze(node.condition) for node in run]
    names = {name for each in gazes for name in each.names} - {"signals"}
    return _Stretch(
        questions=tuple(
            _Question(node.id, compiled(node.condition), each.saw()) for node, each in zip(run, gazes, strict=True)
        ),
        values=taking(name for name in FEATURES if name in names),
        signals=frozenset().union(*(each.signals for each in gazes)),
    )
