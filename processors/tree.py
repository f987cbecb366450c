"""The reactieschema, compiled: from the features of a message to an outcome, with the way to it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from processors.conditions import Condition, Gaze, Look, Test, compiled, gaze
from processors.features import FeatureRow
from processors.labels import Label
from processors.tree_spec import TreeSpec
from schemas.base import canonical
from schemas.decision import Step
from schemas.vocabulary import Action, Manner

_KEPT_STEPS: Final = 2048
"""Steps that one question keeps for the next message that it sees the same of; numbers could make it endless."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A leaf of the tree. `clock` is None where nothing has to be done by a time."""

    id: str
    label: Label
    action: Action
    manner: Manner
    voice: str | None
    clock: timedelta | None
    template: str | None
    departments: tuple[str, ...]
    human: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Node:
    """One question. `ja` and `nee` are ids of nodes or outcomes of the same tree."""

    id: str
    vraag: str
    waarom: str
    condition: Condition
    ja: str
    nee: str


@dataclass(slots=True)
class _Asked:
    """A node made ready to ask."""

    id: str
    test: Test
    gaze: Gaze
    look: Look
    ja: "_Asked | Outcome | None" = None
    nee: "_Asked | Outcome | None" = None
    known: dict[object, tuple[Step, "_Asked | Outcome | None"]] = field(default_factory=dict)

    def ask(self, row: FeatureRow, taken: object) -> tuple[Step, "_Asked | Outcome | None"]:
        """Answer for what was taken from the row, and remember it."""
        answer = self.test(row)
        step = Step(node=self.id, answer=answer, saw=self.gaze.saw(row))
        if len(self.known) >= _KEPT_STEPS:
            self.known.clear()
        self.known[taken] = step, self.ja if answer else self.nee
        return self.known[taken]


class Tree:
    """A checked rule set. Make it with `tree_compiler.compile_tree`, which refuses what could not be walked."""

    def __init__(
        self, *, version: str, hash: str, root: str, nodes: Mapping[str, Node], outcomes: Mapping[str, Outcome]
    ) -> None:
        self.version: Final = version
        self.hash: Final = hash
        self.root: Final = root
        self.nodes: Final = nodes
        self.outcomes: Final = outcomes
        asked = {node.id: _ready(node) for node in nodes.values()}
        for node in nodes.values():
            here = asked[node.id]
            here.ja = asked.get(node.ja) or outcomes[node.ja]
            here.nee = asked.get(node.nee) or outcomes[node.nee]
        self._first: Final[_Asked | Outcome | None] = asked.get(root) or outcomes[root]

    def decide(self, row: FeatureRow) -> tuple[Outcome, tuple[Step, ...]]:
        """The outcome, and the questions in the order in which they were asked.

        What a question looks at decides its answer, so a step is made once for each thing seen and then shared.
        """
        path: list[Step] = []
        add: Callable[[Step], None] = path.append
        here = self._first
        while type(here) is _Asked:
            taken = here.look(row)
            known = here.known.get(taken)
            step, here = known if known is not None else here.ask(row, taken)
            add(step)
        assert isinstance(here, Outcome)
        return here, tuple(path)


def _ready(node: Node) -> _Asked:
    seen = gaze(node.condition)
    return _Asked(node.id, compiled(node.condition), seen, seen.look())


def content_hash(spec: TreeSpec) -> str:
    """12 hexadecimal digits of the content: layout and comments of the file do not count."""
    return hashlib.sha256(canonical(spec)).hexdigest()[:12]
