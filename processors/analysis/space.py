"""The rows that a tree can be given, cut where its conditions cut, and the sets of them that conditions describe."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from processors.analysis.classes import SIGNALS, Leaf, Value, Variable, variables
from processors.analysis.diagrams import ALL, NONE, Diagrams, TooLargeError
from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf
from processors.features import FeatureRow
from processors.ordinary import ORDINARY

MAX_VARIABLES: Final = 400
"""More would be deeper than Python's stack: the operations on diagrams recurse once a variable."""

MAX_CLASSES: Final = 4000
"""Classes of all variables together; masks grow with them."""

_FIRST: Final = ("intent", "urgency", "sentiment", "abstained", "topic", "topic2", "channel", "visibility")
"""What trees ask most, and what depends on each other, stands together at the top: that keeps diagrams small."""


class Space:
    """Variables, the diagrams over them, and the rows that can exist at all (`possible`).

    When it is `too_large` for diagrams, some of what is impossible is not out of it, but in `too_deep`. The operations
    raise TooLargeError when more than `allowed` pairs of edges are combined.
    """

    def __init__(self, conditions: Iterable[Condition], impossible: Iterable[Condition], allowed: int) -> None:
        ruled_out = tuple(impossible)
        self.variables: Final = _cut([*conditions, *ruled_out])
        sizes = [len(variable.values) for variable in self.variables]
        self.too_large = len(sizes) > MAX_VARIABLES or sum(sizes) > MAX_CLASSES
        self.diagrams: Final = Diagrams(sizes, allowed)
        self._levels: Final = _levels(self.variables)
        self._regions: dict[Condition, int] = {}
        self.too_deep: list[Condition] = []
        possible = ALL
        for condition in ruled_out:
            try:
                if self.too_large and _asks_signals(condition):
                    raise TooLargeError
                possible = self.diagrams.without(possible, self.region(condition))
            except TooLargeError:
                self.too_large = True
                self.too_deep.append(condition)
        self.possible: Final = possible

    @property
    def features(self) -> int:
        """How many features are told apart."""
        return len({variable.feature for variable in self.variables if len(variable.values) > 1})

    @property
    def combinations(self) -> int:
        """How many rows there are that can exist and that the conditions tell apart."""
        return self.diagrams.count(self.possible)

    def region(self, condition: Condition) -> int:
        """The rows in which a condition holds."""
        known = self._regions.get(condition)
        if known is None:
            known = self._regions[condition] = self._region(condition)
        return known

    def _region(self, condition: Condition) -> int:
        diagrams = self.diagrams
        match condition:
            case AllOf(parts):
                region = ALL
                for part in parts:
                    region = diagrams.both(region, self.region(part))
                return region
            case AnyOf(parts):
                region = NONE
                for part in parts:
                    region = diagrams.either(region, self.region(part))
                return region
            case Not(part):
                return diagrams.without(ALL, self.region(part))
            case HasSignal() | OneOf() | Compare():
                region = NONE
                for level in reversed(self._levels.get(_name(condition), ())):  # from below, each step is short
                    variable = self.variables[level]
                    diagrams.spend(len(variable.values))
                    if values := variable.mask(condition):
                        region = diagrams.either(region, diagrams.where(level, values))
                return region

    def alike(self, leaf: OneOf) -> list[frozenset[str | bool | int | float | None]]:
        """The values of a list in groups that no condition tells apart, in a fixed order; what cannot be is one too."""
        groups: dict[int, set[str | bool | int | float | None]] = {}
        classes = self.variables[self._levels[leaf.feature][0]].classes
        for value in leaf.values:
            groups.setdefault(classes.get(value, -1), set()).add(value)
        return [frozenset(groups[number]) for number in sorted(groups)]

    def apart(self, kept: frozenset[str], dropped: frozenset[str]) -> frozenset[str]:
        """Of the signals that are kept those of groups in which none is dropped: the others can be without them."""
        groups = [self.variables[level].ids for level in self._levels[SIGNALS]]
        return kept.difference(*(ids for ids in groups if ids & dropped))

    def row(self, classes: Sequence[int]) -> FeatureRow:
        """The row that stands for a class of each variable."""
        changed: dict[str, Value] = ORDINARY._asdict()
        signals: list[str] = []
        for variable, index in zip(self.variables, classes, strict=True):
            value = variable.values[index]
            if isinstance(value, tuple):
                signals += value
            else:
                changed[variable.feature] = value
        return FeatureRow._make((changed | {SIGNALS: tuple(sorted(signals))}).values())

    def example(self, region: int) -> FeatureRow:
        """The most ordinary row of a set. Raises ValueError when it is empty."""
        return self.row(self.diagrams.plainest(region))


def _cut(conditions: Iterable[Condition]) -> tuple[Variable, ...]:
    asked: dict[str, list[Leaf]] = {}
    for leaf in dict.fromkeys(each for condition in conditions for each in leaves(condition)):
        asked.setdefault(_name(leaf), []).append(leaf)
    order = dict.fromkeys((*_FIRST, *FeatureRow._fields))
    return tuple(variable for name in order if name in asked for variable in variables(name, asked[name]))


def _asks_signals(condition: Condition) -> bool:
    return any(isinstance(leaf, HasSignal) for leaf in leaves(condition))


def _levels(found: Sequence[Variable]) -> Mapping[str, list[int]]:
    levels: dict[str, list[int]] = {}
    for level, variable in enumerate(found):
        levels.setdefault(variable.feature, []).append(level)
    return levels


def leaves(condition: Condition) -> Iterable[Leaf]:
    """The comparisons that a condition is made of, from left to right."""
    todo = [condition]
    while todo:
        match todo.pop():
            case AllOf(parts) | AnyOf(parts):
                todo.extend(reversed(parts))
            case Not(part):
                todo.append(part)
            case leaf:
                yield leaf


def _name(leaf: Leaf) -> str:
    return SIGNALS if isinstance(leaf, HasSignal) else leaf.feature
