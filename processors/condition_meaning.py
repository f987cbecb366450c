"""What a condition means, whatever way it is written: one form for it, and whether two mean the same."""

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, product
from typing import Any, Final

from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf, compiled
from processors.features import FEATURES, Feature
from processors.ordinary import ORDINARY

_MOST: Final = 100_000
"""Rows that two conditions are compared on; with more, they are compared as they are written."""

_ANOTHER: Final = "~"
"""A language that neither condition names."""

_HAIR: Final = 1e-9


def same(one: Condition, other: Condition) -> bool:
    """Whether two conditions hold of the same messages: tried on one row for all that they cannot tell apart."""
    if bare(normal(one)) == bare(normal(other)):
        return True
    atoms = list(chain(_atoms(one), _atoms(other)))
    axes = [*_features(atoms), *_signals(atoms)]
    if math.prod(len(axis) for axis in axes) > _MOST:
        return False
    test, against = compiled(one), compiled(other)
    for combination in product(*axes):
        changes: dict[str, Any] = {}
        for name, value in combination:
            changes[name] = changes.get(name, ()) + value if name == "signals" else value
        row = ORDINARY._replace(**changes)
        if test(row) != against(row):
            return False
    return True


def normal(condition: Condition) -> Condition:
    """The same condition without needless nesting: parts of one kind in one place, each feature once where it can."""
    match condition:
        case Not(part):
            return _negated(normal(part))
        case AllOf(parts) | AnyOf(parts):
            kind = type(condition)
            flat: dict[Condition, None] = {}
            for part in map(normal, parts):
                flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
            merged = _merged(kind, list(flat))
            return merged[0] if len(merged) == 1 else kind(tuple(merged))
        case _:
            return condition


def bare(condition: Condition) -> Condition:
    """Without how its signals are written, and without an order among its parts."""
    match condition:
        case HasSignal(ids=ids):
            return HasSignal((), ids)
        case Not(part):
            return Not(bare(part))
        case AllOf(parts) | AnyOf(parts):
            return type(condition)(tuple(sorted(map(bare, parts), key=_order)))
        case _:
            return condition


def _order(condition: Condition) -> str:
    match condition:
        case OneOf(feature, values):
            return f"{feature} {sorted(map(repr, values))}"
        case HasSignal(ids=ids):
            return f"signals {sorted(ids)}"
        case Not(part):
            return f"not {_order(part)}"
        case AllOf(parts) | AnyOf(parts):
            return f"{type(condition).__name__} {[_order(part) for part in parts]}"
        case _:
            return repr(condition)


def _negated(part: Condition) -> Condition:
    match part:
        case Not(inner):
            return inner
        case OneOf(feature, values) if FEATURES[feature].kind == "flag":
            return OneOf(feature, frozenset({True, False}) - values)
        case _:
            return Not(part)


def _merged(kind: type[AllOf] | type[AnyOf], parts: list[Condition]) -> list[Condition]:
    """Values of one feature taken together: all of them hold, or any of them does."""
    merged: list[Condition] = []
    places: dict[str, int] = {}
    for part in parts:
        name = part.feature if isinstance(part, OneOf) else "signals" if isinstance(part, HasSignal) else None
        if name is None or name not in places or (kind is AllOf and name == "signals"):
            if name is not None:
                places[name] = len(merged)
            merged.append(part)
            continue
        match merged[places[name]], part:
            case OneOf(feature, values), OneOf(values=more):
                merged[places[name]] = OneOf(feature, values & more if kind is AllOf else values | more)
            case HasSignal(asked, ids), HasSignal(more_asked, more_ids):
                merged[places[name]] = HasSignal(tuple(dict.fromkeys(asked + more_asked)), ids | more_ids)
    return merged


def _atoms(condition: Condition) -> Iterator[OneOf | Compare | HasSignal]:
    todo: list[Condition] = [condition]
    while todo:
        match todo.pop():
            case AllOf(parts) | AnyOf(parts):
                todo += parts
            case Not(part):
                todo.append(part)
            case atom:
                yield atom


def _features(atoms: Iterable[OneOf | Compare | HasSignal]) -> Iterator[list[tuple[str, Any]]]:
    """For each feature that is asked, a value for each set of answers that its atoms can give."""
    asked: dict[str, list[OneOf | Compare]] = {}
    for atom in atoms:
        if not isinstance(atom, HasSignal):
            asked.setdefault(atom.feature, []).append(atom)
    for name, about in asked.items():
        feature, tests = FEATURES[name], [compiled(atom) for atom in about]
        yield [(name, value) for value in _told_apart(_values(feature, about), _answers(name, tests))]


def _answers(name: str, tests: list[Any]) -> Callable[[Any], tuple[bool, ...]]:
    def answers(value: Any) -> tuple[bool, ...]:
        row = ORDINARY._replace(**{name: value})
        return tuple(test(row) for test in tests)

    return answers


def _told_apart(values: Iterable[Any], answers: Callable[[Any], tuple[bool, ...]]) -> Iterable[Any]:
    return {answers(value): value for value in values}.values()


def _values(feature: Feature, atoms: Iterable[OneOf | Compare]) -> list[Any]:
    values: list[Any]
    named = [value for atom in atoms for value in (atom.values if isinstance(atom, OneOf) else (atom.bound,))]
    if feature.kind == "flag":
        values = [True, False]
    elif feature.kind == "choice":
        values = [*feature.values] or [*(each for each in named if each is not None), _ANOTHER]
    else:
        values = _numbers(feature.name, [each for each in named if isinstance(each, int | float)])
    return [*values, None] if feature.optional else values


def _numbers(name: str, named: list[int | float]) -> list[float]:
    if name.endswith("_confidence"):
        near = [0, 1, *(each + step for each in named for step in (-_HAIR, 0, _HAIR))]
        return [each for each in near if 0 <= each <= 1]
    whole = [0, *(math.floor(each) + step for each in named for step in (-1, 0, 1, 2))]
    return [each for each in whole if 0 <= each < (24 if name == "hour" else math.inf)]


def _signals(atoms: Iterable[OneOf | Compare | HasSignal]) -> Iterator[list[tuple[str, Any]]]:
    """For each group of signals that no atom tells apart: one of them, or none."""
    sets = [atom.ids for atom in atoms if isinstance(atom, HasSignal)]
    groups = {tuple(id in ids for ids in sets): id for id in chain.from_iterable(sets)}
    for id in groups.values():
        yield [("signals", ()), ("signals", (id,))]
