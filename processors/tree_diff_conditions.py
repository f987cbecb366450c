"""What changed between two conditions that do not mean the same."""

from collections.abc import Iterator, Sequence

from processors.condition_meaning import bare, normal
from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf
from processors.tree_diff_changes import Bound, Delta, Part, Replaced, Values


def deltas(old: Condition, new: Condition) -> tuple[Delta, ...]:
    """The differences, at least one: between parts where that can be said, else the one for the other."""
    before, after = normal(old), normal(new)
    found = tuple(_between(before, after))
    return found or (Replaced(before, after),)


def _between(old: Condition, new: Condition) -> Iterator[Delta]:
    kinds = {type(each) for each in (old, new)} & {AllOf, AnyOf}
    if len(kinds) == 2 or isinstance(old, Not) is not isinstance(new, Not):
        yield Replaced(old, new)
        return
    extra = kinds != {AnyOf}
    olds, news = _unequal(_parts(old), _parts(new)), _unequal(_parts(new), _parts(old))
    pairs = list(_pairs(olds, news))
    if not pairs and (len(olds), len(news)) == (len(_parts(old)), len(_parts(new))):
        yield Replaced(old, new)
        return
    for one, other in pairs:
        yield from _within(one, other)
    for part in olds:
        if not any(part is one for one, _ in pairs):
            yield Part(part, came=False, extra=extra)
    for part in news:
        if not any(part is other for _, other in pairs):
            yield Part(part, came=True, extra=extra)


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, AllOf | AnyOf) else (condition,)


def _unequal(parts: Sequence[Condition], others: Sequence[Condition]) -> list[Condition]:
    """The parts that do not stand among the others too."""
    known = {bare(other) for other in others}
    return [part for part in parts if bare(part) not in known]


def _pairs(olds: Sequence[Condition], news: Sequence[Condition]) -> Iterator[tuple[Condition, Condition]]:
    """Parts about the same: first those of one kind (and sign), then the last one left about a feature."""
    left, right = list(olds), list(news)
    for about in (_precisely, _roughly):
        for part in tuple(left):
            key = about(part)
            alike = [other for other in right if about(other) == key]
            if len(alike) == 1 and sum(about(each) == key for each in left) == 1:
                left.remove(part)
                right.remove(alike[0])
                yield part, alike[0]


def _precisely(part: Condition) -> tuple[str, ...]:
    match part:
        case OneOf(feature):
            return "one of", feature
        case Compare(feature, sign):
            return "compare", feature, sign
        case HasSignal():
            return ("signals",)
        case Not(inner):
            return "not", *_precisely(inner)
        case _:
            return (type(part).__name__,)


def _roughly(part: Condition) -> str:
    while isinstance(part, Not):
        part = part.part
    if isinstance(part, OneOf | Compare):
        return part.feature
    return "signals" if isinstance(part, HasSignal) else type(part).__name__


def _within(old: Condition, new: Condition) -> Iterator[Delta]:
    match old, new:
        case OneOf(feature, before), OneOf(_, after) if before and after and not {True, False} & (before | after):
            yield Values(feature, _listed(after - before), _listed(before - after))
        case HasSignal(asked, ids), HasSignal(now_asked, now_ids):
            more = [each for each in now_asked if each not in asked] or _listed(now_ids - ids)
            less = [each for each in asked if each not in now_asked] or _listed(ids - now_ids)
            yield Values("signals", tuple(more if now_ids - ids else ()), tuple(less if ids - now_ids else ()))
        case Compare(feature, sign, before_bound), Compare(_, now_sign, bound) if sign == now_sign:
            yield Bound(feature, before_bound, bound)
        case (AllOf(), AllOf()) | (AnyOf(), AnyOf()):
            yield from _between(old, new)
        case _:
            yield Replaced(old, new)


def _listed(values: frozenset[str] | frozenset[str | bool | int | float | None]) -> tuple[object, ...]:
    return tuple(sorted(values, key=repr))
