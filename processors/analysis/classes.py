"""Cuts the domain of a feature into classes: values that no condition tells apart are one class."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from processors.analysis.domains import DOMAINS, Domain
from processors.conditions import COMPARE, Compare, HasSignal, OneOf
from processors.features import FEATURES, Feature
from processors.ordinary import ORDINARY

Value = str | bool | int | float | None | tuple[str, ...]
Leaf = OneOf | Compare | HasSignal

SIGNALS: Final = "signals"
_LANGUAGES: Final = ("nl", "und", "en", "fr", "de", "tr", "ar", "es", "pl", "it", "uk", "ru", "pt", "ro", "bg")


@dataclass(frozen=True, slots=True)
class Variable:
    """A feature with one value to stand for each class; the ordinary one is first, and unknown is always its own.

    `classes` has the class of every value that a condition names and that can be. Of the signals, each group that
    conditions always ask for together is a variable of its own: () or one of its `ids`.
    """

    feature: str
    values: tuple[Value, ...]
    classes: Mapping[object, int]
    ids: frozenset[str] = frozenset()

    def mask(self, leaf: Leaf) -> int:
        """The classes for which this leaf (which asks for this feature) holds, as bits."""
        match leaf:
            case OneOf(values=asked):
                held = {self.classes[value] for value in asked if value in self.classes}
            case Compare(_, sign, bound):
                holds = COMPARE[sign]
                numbers = ((index, each) for index, each in enumerate(self.values) if isinstance(each, int | float))
                held = {index for index, number in numbers if holds(number, bound)}
            case HasSignal(ids=ids):
                held = {1} if self.ids & ids else set()
        return sum(1 << index for index in held)


def variables(name: str, leaves: Sequence[Leaf]) -> list[Variable]:
    """The variables of one feature, for the leaves that ask for it (at least one)."""
    if name == SIGNALS:
        return _groups([leaf.ids for leaf in leaves if isinstance(leaf, HasSignal)])
    feature = FEATURES[name]
    lists = {leaf.values for leaf in leaves if isinstance(leaf, OneOf)}
    # A cut lies before its bound (0) or after it (1): `>= 5` and `< 5` cut between 4 and 5, `> 5` between 5 and 6.
    cuts = sorted({(leaf.bound, int(leaf.sign in {">", "<="})) for leaf in leaves if isinstance(leaf, Compare)})
    asked_in: dict[object, list[int]] = {}
    for number, values in enumerate(lists):
        for value in values:
            asked_in.setdefault(value, []).append(number)
    mentioned = [*asked_in, *(bound for bound, _ in cuts)]
    representatives: list[Value] = []
    classes: dict[object, int] = {}
    class_of: dict[object, int] = {}  # by how conditions tell it apart
    for candidate in _candidates(feature, mentioned):
        place = bisect_right(cuts, (candidate, 0)) if isinstance(candidate, int | float) else None
        known = class_of.setdefault((place, tuple(asked_in.get(candidate, ()))), len(representatives))
        if known == len(representatives):
            representatives.append(candidate)
        classes[candidate] = known
    return [Variable(name, tuple(representatives), classes)]


def _candidates(feature: Feature, mentioned: Iterable[object]) -> list[Value]:
    """Values of which every class has at least one, the most ordinary first."""
    ordinary: str | bool | float | None = getattr(ORDINARY, feature.name)
    if feature.kind == "flag":
        return [ordinary, not ordinary]
    if feature.kind == "number":
        bounds = {each for each in mentioned if isinstance(each, int | float) and math.isfinite(each)}
        usual = ordinary if isinstance(ordinary, int | float) else 0
        numbers = _numbers(DOMAINS.get(feature.name, Domain()), bounds, usual)
        numbers.sort(
            key=lambda number: abs(number - usual)
        )  # what is unusual is shown as near to the usual as it can be
        return [None, *numbers] if feature.optional else [*numbers]
    if feature.name == "language":  # not only the city's: a text in another script is judged among all languages
        named = sorted(each for each in mentioned if isinstance(each, str))
        other = next((code for code in _LANGUAGES if code not in named), "xx")
        return list(dict.fromkeys([ordinary, *_LANGUAGES, *named, other]))
    return list(dict.fromkeys([ordinary, *([None] if feature.optional else []), *feature.values]))


def _numbers(domain: Domain, bounds: Iterable[int | float], usual: int | float) -> list[int | float]:
    """The usual number, every bound, and a number on each side of it, as far as the domain has them."""
    numbers: set[int | float] = {usual, domain.low}
    if domain.whole:
        for bound in bounds:
            below = math.floor(bound)
            numbers |= {below - 1, below, below + 1, math.ceil(bound)}
    else:
        inside = sorted({float(each) for each in (*numbers, *bounds, *filter(None, [domain.high])) if domain.has(each)})
        numbers = {*inside, *((low + above) / 2 for low, above in pairwise(inside))}
    return [each for each in numbers if domain.has(each)]


def _groups(asked: Sequence[frozenset[str]]) -> list[Variable]:
    """Signals that are asked for by exactly the same conditions are one variable."""
    askers: dict[str, list[int]] = {}
    for number, ids in enumerate(dict.fromkeys(asked)):
        for id in ids:
            askers.setdefault(id, []).append(number)
    groups: dict[tuple[int, ...], list[str]] = {}
    for id in sorted(askers):
        groups.setdefault(tuple(askers[id]), []).append(id)
    return [Variable(SIGNALS, ((), (ids[0],)), {}, frozenset(ids)) for ids in groups.values()]
