"""Reads conditions as the reactieschema writes them, and says all that is wrong with them.

als: {intent: klacht, abstained: false}           both must hold
als: {topic: [zwembad, sport]}                    one of these
als: {topic: {in: van-derden}}                    one of a named set
als: {followers: {">=": 10000}}                   a number against bounds
als: {signals: [gevaar.*, misbruik.bedreiging]}   at least one of these was found
als: {any: [{…}, {…}]}, {all: [{…}, {…}]}, {not: {…}}
als: {fragment: onder-vier-ogen}                  a named condition, which holds as if it stood here
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from processors.conditions import COMPARE, AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf
from processors.faults import Fault, Path, listed, nearest, shown, unknown
from processors.features import FEATURES, Feature

Plain = str | bool | int | float | None

_MAX_DEPTH: Final = 120
"""Keys and indices on the way from a question through fragments within fragments: Python's stack bears no more."""

_MAX_NESTED: Final = 50
_MAX_SIZE: Final = 500
"""Fragments that each name the one before twice would stand for more than any machine can hold."""


@dataclass(slots=True)
class ConditionReader:
    """Reads conditions against what a pack knows: its sets, fragments, signals and languages.

    Faults gather in `faults`; those of a fragment once, where it is written.
    """

    sets: Mapping[str, Sequence[Plain]]
    fragments: Mapping[str, object]
    signals: frozenset[str]
    languages: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list)
    used_sets: set[str] = field(default_factory=set)
    _read_fragments: dict[str, Condition] = field(default_factory=dict)
    _reading: list[str] = field(default_factory=list)
    _depth: int = 0

    @property
    def used_fragments(self) -> Collection[str]:
        """The fragments that some condition was read with."""
        return self._read_fragments

    def read(self, data: object, path: Path) -> Condition:
        """The condition; when it is faulty, some condition, and the faults are noted with their paths."""
        if not isinstance(data, Mapping) or not data:
            self._fault(path, f"{shown(data)} is not a condition", "write for instance {intent: vraag}")
            return AllOf(())
        parts = [self._part(name, value, (*path, name)) for name, value in data.items()]
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _part(self, name: str, value: object, path: Path) -> Condition:
        if name in {"all", "any"}:
            parts = self._parts(name, value, path)
            return AllOf(parts) if name == "all" else AnyOf(parts)
        if name == "not":
            return Not(self.read(value, path))
        if name == "fragment":
            return self._fragment(value, path)
        feature = FEATURES.get(name)
        if feature is None:
            self.faults.append(unknown(path, "feature", name, [*FEATURES, "all", "any", "not", "fragment"]))
            return AllOf(())
        return self._asked(feature, value, path)

    def _asked(self, feature: Feature, value: object, path: Path) -> Condition:
        """What is asked of one feature."""
        if feature.kind == "signals":
            return self._signal(value, path)
        if isinstance(value, Mapping):
            return self._named_or_compared(feature, value, path)
        values = value if isinstance(value, list) else [value]
        if not values:
            self._fault(path, "the list is empty, so the answer is always nee", "name at least one value")
        return self._one_of(feature, values, path)

    def _parts(self, name: str, value: object, path: Path) -> tuple[Condition, ...]:
        if not isinstance(value, list) or not value:
            self._fault(path, f"{shown(value)} is not a list of conditions", f"{name}: [{{…}}, {{…}}]")
            return ()
        return tuple(self.read(part, (*path, index)) for index, part in enumerate(value))

    def _fragment(self, name: object, path: Path) -> Condition:
        """A named condition, read once."""
        if not isinstance(name, str) or name not in self.fragments:
            self.faults.append(unknown(path, "fragment", name, self.fragments))
            return AllOf(())
        if name in self._reading:
            circle = " > ".join([*self._reading[self._reading.index(name) :], name])
            self._fault(path, f"the fragments go round: {circle}", "write one of them out")
            return AllOf(())
        if name not in self._read_fragments:
            if self._depth + len(path) > _MAX_DEPTH:
                self._fault(path, f"fragments within fragments deeper than {_MAX_DEPTH}", "write one of them out")
                return AllOf(())
            self._reading.append(name)
            self._depth += len(path)
            condition = self.read(self.fragments[name], ("fragments", name))
            self._depth -= len(path)
            self._reading.pop()
            if _is_intricate(condition):
                what = f"{name} stands for more than {_MAX_SIZE} comparisons, or is nested deeper than {_MAX_NESTED}"
                self._fault(("fragments", name), what, "make it shorter")
                condition = AllOf(())
            self._read_fragments[name] = condition
        return self._read_fragments[name]

    def _named_or_compared(self, feature: Feature, value: Mapping[str, object], path: Path) -> Condition:
        if value.keys() == {"in"}:
            values = self._set(value["in"], (*path, "in"))
            return self._one_of(feature, values, (*path, "in"), f" (in the set {value['in']})")
        wrong = [sign for sign in value if sign not in COMPARE]
        if wrong or not value:
            self._fault(path, f"{shown(wrong or value)} is not a comparison", "one of in, " + ", ".join(COMPARE))
            return AllOf(())
        if feature.kind != "number":
            self._fault(path, f"{feature.name} is not a number", "compare with a value or a list of values")
            return AllOf(())
        return AllOf(tuple(self._compare(feature, sign, bound, (*path, sign)) for sign, bound in value.items()))

    def _compare(self, feature: Feature, sign: str, bound: object, path: Path) -> Compare:
        if isinstance(bound, bool) or not isinstance(bound, int | float) or not math.isfinite(bound):
            self._fault(path, f"{shown(bound)} is not a number", f'{feature.name}: {{"{sign}": 10}}')
            return Compare(feature.name, sign, 0)
        return Compare(feature.name, sign, bound)

    def _one_of(self, feature: Feature, values: Sequence[object], path: Path, whence: str = "") -> OneOf:
        good: list[Plain] = []
        for value in values:
            if isinstance(value, str | bool | int | float | None) and self._fits(feature, value):
                good.append(value)
            else:
                self._fault(
                    path, f"{shown(value)} is not a value of {feature.name}{whence}", self._hint(feature, value)
                )
        return OneOf(feature.name, frozenset(good))

    def _fits(self, feature: Feature, value: Plain) -> bool:
        if value is None:
            return feature.optional
        if feature.kind == "choice":
            return value in self._values(feature)
        if feature.kind == "flag":
            return isinstance(value, bool)
        return isinstance(value, int | float) and not isinstance(value, bool)

    def _hint(self, feature: Feature, value: object) -> str:
        if feature.kind == "choice":
            return nearest(str(value), self._values(feature)) or listed(self._values(feature))
        return "true or false" if feature.kind == "flag" else 'a number, or a bound such as {">=": 10}'

    def _values(self, feature: Feature) -> tuple[str, ...]:
        return (*self.languages, "und") if feature.name == "language" else feature.values

    def _signal(self, value: object, path: Path) -> HasSignal:
        """A name stands for itself; `gevaar.*` for every signal that starts with `gevaar.`."""
        if isinstance(value, Mapping) and value.keys() == {"in"}:
            value = list(self._set(value["in"], (*path, "in")))
        elif value == []:
            self._fault(path, "the list is empty, so the answer is always nee", "name at least one signal")
        asked = value if isinstance(value, list) else [value]
        names = [each for each in asked if isinstance(each, str)]
        if len(names) != len(asked):
            self._fault(path, f"{shown(value)} is not a list of signals", "signals: [gevaar.*]")
        found = {name: self._matching(name) for name in names}
        for name, ids in found.items():
            if not ids:
                prefixes = {f"{known.partition('.')[0]}.*" for known in self.signals if "." in known}
                self.faults.append(unknown(path, "signal", name, self.signals | prefixes))
        return HasSignal(tuple(names), frozenset(chain.from_iterable(found.values())))

    def _set(self, name: object, path: Path) -> Sequence[Plain]:
        """The values of a named set; none, with the fault noted, when there is no such set."""
        if not isinstance(name, str) or name not in self.sets:
            self.faults.append(unknown(path, "set", name, self.sets))
            return ()
        self.used_sets.add(name)
        return self.sets[name]

    def _matching(self, name: str) -> frozenset[str]:
        if name.endswith(".*"):
            return frozenset(known for known in self.signals if known.startswith(name[:-1]))
        return self.signals & {name}

    def _fault(self, path: Path, what: str, hint: str) -> None:
        self.faults.append(Fault(path, what, hint))


def _is_intricate(condition: Condition) -> bool:
    """Whether it has more parts, or is nested deeper, than a fragment may."""
    seen = 0
    todo = [(condition, 1)]
    while todo:
        here, depth = todo.pop()
        seen += 1
        if seen > _MAX_SIZE or depth > _MAX_NESTED:
            return True
        match here:
            case AllOf(parts) | AnyOf(parts):
                todo += [(part, depth + 1) for part in parts]
            case Not(part):
                todo.append((part, depth + 1))
    return False
