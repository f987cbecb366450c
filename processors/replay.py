"""What other rules would have done with messages that were decided on already, from their stored features."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID

from processors.features import FeatureRow
from processors.labels import Label
from processors.route import Way, route
from processors.stored_features import Decided, row_from
from processors.tree import Outcome, Tree
from schemas.classification import Classification
from schemas.decision import Step
from schemas.vocabulary import SILENT, Intent, Sentiment, Topic, Urgency

EXAMPLES: Final = 5
"""Messages that are named of each move."""

_NOTHING: Final = Classification(
    intent=Intent.reactie,
    intent_confidence=0,
    topic=Topic.overig,
    topic_confidence=0,
    sentiment=Sentiment.neutraal,
    urgency=Urgency.normaal,
    language="und",
    abstained=True,
    model="none",
)
"""What the classifier makes of nothing."""


class Rules(Protocol):
    """What decides and routes; a City does."""

    @property
    def tree(self) -> Tree:
        """The reactieschema."""

    @property
    def responsible(self) -> Mapping[Topic, str]:
        """The department of each topic."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many messages with the old rules, and how many with the new."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Move:
    """Messages that would have been handled otherwise: with another outcome, or with the same that now does something
    else. `examples` are the first of them, EXAMPLES at most."""

    old: str
    new: str
    count: int
    examples: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """What would have been different. Old and new rules were both asked anew, on the same features.

    `total` messages were compared: `unchanged` of them and those of the `moves`, most first. `outcomes` and
    `departments` (where one message may count for several) have the load of each that has any; `human` is where a
    person must look, `silent` where nothing is said. `otherwise` were stored with another outcome than the old rules
    give now: earlier rules decided them. `lacking` counts, for each feature that the way of a message looked at and
    that was not stored with it, those messages: they were compared as if it was unknown.

    Not compared: `without_features`, which were stored without any, and `unseen`, which were left when it had to stop.
    """

    total: int
    unchanged: int
    moves: tuple[Move, ...]
    outcomes: Mapping[str, Change]
    departments: Mapping[str, Change]
    human: Change
    silent: Change
    otherwise: int
    lacking: Mapping[str, int]
    without_features: int
    unseen: int = 0


def replay(messages: Iterable[Decided], old: Rules, new: Rules) -> Replay:
    """Take all messages through both rules."""
    before, after = _Side(old), _Side(new)
    groups: dict[tuple[_Handled, _Handled], _Group] = {}
    examples: dict[tuple[str, str], list[UUID]] = {}
    lacking: Counter[str] = Counter()
    otherwise = without = 0
    for message in messages:
        if message.features is None:
            without += 1
            continue
        row, absent = row_from(message.features)
        was, old_path = before.handle(row)
        now, new_path = after.handle(row)
        if absent:
            lacking.update(_looked_at(absent, old_path, new_path))
        if was.outcome.id != message.outcome:
            otherwise += 1
        group = groups.get((was, now))
        if group is None:
            move = examples.setdefault((was.outcome.id, now.outcome.id), [])
            group = groups[was, now] = _Group(was.does == now.does, move)
        group.add(message.id)
    return Replay(
        total=sum(group.count for group in groups.values()),
        unchanged=sum(group.count for group in groups.values() if group.same),
        moves=_moves(groups),
        outcomes=_changes(groups, lambda handled: (handled.outcome.id,)),
        departments=_changes(groups, lambda handled: handled.way.departments),
        human=_change(groups, lambda handled: handled.way.human),
        silent=_change(groups, lambda handled: handled.outcome.action in SILENT),
        otherwise=otherwise,
        lacking=dict(sorted(lacking.items())),
        without_features=without,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Handled:
    """What rules make of messages with one outcome and routing; one object for each."""

    outcome: Outcome
    way: Way

    @property
    def does(self) -> tuple[Outcome, Way]:
        """All that makes a difference to anybody: not the names of outcome and clock, nor the words of the reason."""
        return replace(self.outcome, label=Label("", ""), clock_name=None, reason=""), self.way


class _Side:
    """Rules, with what they made of messages before: a route is found once for each thing that it depends on."""

    def __init__(self, rules: Rules) -> None:
        self._decide = rules.tree.decide
        self._responsible = rules.responsible
        self._known: dict[tuple[object, ...], _Handled] = {}

    def handle(self, row: FeatureRow) -> tuple[_Handled, tuple[Step, ...]]:
        outcome, path = self._decide(row)
        key = outcome.id, row.intent, row.topic, row.topic2
        handled = self._known.get(key)
        if handled is None:
            handled = self._known[key] = _Handled(outcome, route(outcome, _understood(row), self._responsible))
        return handled, path


@dataclass(slots=True)
class _Group:
    """Messages of which old and new rules make the same; their move's examples are shared with its other groups."""

    same: bool
    examples: list[UUID]
    count: int = 0

    def add(self, id: UUID) -> None:
        self.count += 1
        if not self.same and len(self.examples) < EXAMPLES:
            self.examples.append(id)


_Groups = Mapping[tuple[_Handled, _Handled], _Group]


def _understood(row: FeatureRow) -> Classification:
    """Of a classification what routing looks at. A topic that was not stored belongs where every other one does."""
    return _NOTHING.model_copy(
        update={
            "intent": Intent(row.intent) if row.intent else _NOTHING.intent,
            "topic": Topic(row.topic) if row.topic else _NOTHING.topic,
            "topic2": Topic(row.topic2) if row.topic2 else None,
        }
    )


def _looked_at(absent: frozenset[str], *paths: tuple[Step, ...]) -> set[str]:
    return {name for path in paths for step in path for name in step.saw if name in absent}


def _moves(groups: _Groups) -> tuple[Move, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[UUID]] = {}
    for (was, now), group in groups.items():
        if not group.same:
            move = was.outcome.id, now.outcome.id
            counts[move] += group.count
            examples[move] = group.examples
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Move(*move, count, tuple(examples[move])) for move, count in ordered)


def _changes(groups: _Groups, of: Callable[[_Handled], Iterable[str]]) -> dict[str, Change]:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for (was, now), group in groups.items():
        before.update(dict.fromkeys(of(was), group.count))
        after.update(dict.fromkeys(of(now), group.count))
    return {name: Change(before[name], after[name]) for name in sorted(before | after)}


def _change(groups: _Groups, holds: Callable[[_Handled], bool]) -> Change:
    return Change(
        before=sum(group.count for (was, _), group in groups.items() if holds(was)),
        after=sum(group.count for (_, now), group in groups.items() if holds(now)),
    )
