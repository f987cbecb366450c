"""The conditions of the reactieschema: what they mean, and as Python closures.

A condition is data (see condition_reader for how it is written); nothing in a pack is ever run as code.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from processors.features import FEATURES, FeatureRow
from schemas.decision import Value

Test = Callable[[FeatureRow], bool]

COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice, flag or number is one of these values."""

    feature: str
    values: frozenset[str | bool | int | float | None]


@dataclass(frozen=True, slots=True)
class Compare:
    """A number lies on this side of a bound. Of a number that is not known it never holds."""

    feature: str
    sign: str
    bound: float


@dataclass(frozen=True, slots=True)
class HasSignal:
    """At least one of these signals was found. `asked` is as it was written, `ids` with the wildcards filled in."""

    asked: tuple[str, ...]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = OneOf | Compare | HasSignal | AllOf | AnyOf | Not


def compiled(condition: Condition) -> Test:
    """The condition as a function of a row."""
    match condition:
        case OneOf(feature, values):
            return _one_of(FEATURES[feature].index, values)
        case Compare(feature, sign, bound):
            return _compare(FEATURES[feature].index, COMPARE[sign], bound)
        case HasSignal(ids=ids):
            return lambda row: not ids.isdisjoint(row.signals)
        case AllOf(parts):
            return _all(tuple(map(compiled, parts)))
        case AnyOf(parts):
            return _any(tuple(map(compiled, parts)))
        case Not(part):
            test = compiled(part)
            return lambda row: not test(row)


def _all(tests: tuple[Test, ...]) -> Test:
    def test(row: FeatureRow) -> bool:
        for each in tests:  # noqa: SIM110  (twice as quick as all() of a generator)
            if not each(row):
                return False
        return True

    return test


def _any(tests: tuple[Test, ...]) -> Test:
    def test(row: FeatureRow) -> bool:
        for each in tests:  # noqa: SIM110  (as above)
            if each(row):
                return True
        return False

    return test


def _one_of(index: int, values: frozenset[str | bool | int | float | None]) -> Test:
    return lambda row: row[index] in values


def _compare(index: int, holds: Callable[[float, float], bool], bound: float) -> Test:
    def test(row: FeatureRow) -> bool:
        value = row[index]
        return isinstance(value, int | float) and holds(value, bound)

    return test


@dataclass(frozen=True, slots=True)
class Gaze:
    """What a condition looks at: these features, and of the signals only those that it asks for."""

    names: tuple[str, ...]
    signals: frozenset[str]

    def saw(self) -> Callable[[FeatureRow], dict[str, Value]]:
        """A function that gives what is looked at in a row, by name."""
        names = tuple(name for name in self.names if name != "signals")
        take, asked = taking(names), self.signals
        if "signals" not in self.names:
            return lambda row: dict(zip(names, take(row), strict=True))

        def saw(row: FeatureRow) -> dict[str, Value]:
            seen: dict[str, Value] = dict(zip(names, take(row), strict=True))
            seen["signals"] = tuple([each for each in row.signals if each in asked])
            return seen

        return saw


def taking(names: Iterable[str]) -> Callable[[FeatureRow], tuple[Any, ...]]:
    """A function that takes these features from a row, in C where there are two or more."""
    indices = [FEATURES[name].index for name in names]
    if len(indices) > 1:
        return operator.itemgetter(*indices)
    if indices:
        (index,) = indices
        return lambda row: (row[index],)
    return lambda _row: ()


def gaze(condition: Condition) -> Gaze:
    """What a condition looks at: always all of it, also the parts that an earlier part makes needless."""
    names: set[str] = set()
    signals: set[str] = set()
    todo: list[Condition] = [condition]
    while todo:
        match todo.pop():
            case AllOf(parts) | AnyOf(parts):
                todo.extend(parts)
            case Not(part):
                todo.append(part)
            case HasSignal(ids=ids):
                names.add("signals")
                signals |= ids
            case OneOf(feature=feature) | Compare(feature=feature):
                names.add(feature)
    return Gaze(tuple(name for name in FEATURES if name in names), frozenset(signals))
