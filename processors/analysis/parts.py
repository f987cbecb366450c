"""The parts of a condition, and the condition without each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from processors.analysis.space import Space
from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a list, one signal, or one condition of an `all` or `any`.

    Values that no condition tells apart go together. `of` is what it is a part of, `path` the way to it from the whole
    condition.
    """

    of: Condition
    path: tuple[object, ...]
    words: str


def without_each(condition: Condition, space: Space, path: tuple[object, ...] = ()) -> Iterator[tuple[Part, Condition]]:
    """Each part of a condition that could be left out, with the whole condition as it would be without it.

    A part comes before the parts that it has itself. In a space that does not tell a value from its like, leaving it
    out shows as leaving them all out: a row can have that one.
    """
    match condition:
        case OneOf(feature, values) if len(values) > 1:
            for group in space.alike(condition):
                part = Part(condition, (*path, group), f"{feature} {', '.join(sorted(map(_plain, group)))}")
                yield part, OneOf(feature, values - group)
        case HasSignal(asked, ids) if len(asked) > 1:
            for name in asked:
                kept = tuple(each for each in asked if each != name)
                rest = frozenset(id for id in ids if any(_stands_for(each, id) for each in kept))
                part = Part(condition, (*path, name), f"signals {name}")
                yield part, HasSignal(kept, space.apart(rest, ids - rest))
        case AllOf(parts) | AnyOf(parts):
            for index, each in enumerate(parts):
                before, after = parts[:index], parts[index + 1 :]
                if len(parts) > 1:
                    part = Part(condition, (*path, index), in_short(each))
                    yield part, replace(condition, parts=(*before, *after))
                for part, rest_of in without_each(each, space, (*path, index)):
                    yield part, replace(condition, parts=(*before, rest_of, *after))
        case Not(inner):
            for part, rest_of in without_each(inner, space, path):
                yield part, Not(rest_of)


def in_short(condition: Condition) -> str:
    """A condition as the reactieschema would write it, cut off where it is long."""
    text = _written(condition)
    return text if len(text) <= 80 else text[:79] + "…"


def _written(condition: Condition) -> str:
    match condition:
        case OneOf(feature, values):
            shown = sorted(map(_plain, values))
            text = f"{feature}: {shown[0]}" if len(shown) == 1 else f"{feature}: [{', '.join(shown)}]"
        case Compare(feature, sign, bound):
            text = f"{feature}: {{{sign}: {bound}}}"
        case HasSignal(asked):
            text = f"signals: [{', '.join(asked)}]"
        case AllOf((part,)):
            text = _written(part)
        case AllOf(parts):
            text = "{" + ", ".join(map(_written, parts)) + "}"
        case AnyOf(parts):
            text = "any: [" + ", ".join(f"{{{_written(part)}}}" for part in parts) + "]"
        case Not(part):
            text = f"not: {{{_written(part)}}}"
    return text


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def _stands_for(name: str, id: str) -> bool:
    return id == name or (name.endswith(".*") and id.startswith(name[:-1]))
