"""The cells of a decision table as sets of values: what two conditions say together is again one cell."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf
from typing import Final

from processors.features import FEATURES

Plain = str | bool | int | float | None
Cut = tuple[float, int]
"""A place on the number line: just before a number (0) or just after it (1)."""

_FLAG: Final = frozenset({True, False})


@dataclass(frozen=True, slots=True)
class Column:
    """An input of the table: a feature or, of `signals`, whether at least one of those `asked` was found."""

    feature: str
    asked: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether its cells are Numbers; those of the others are Values."""
        return FEATURES[self.feature].kind == "number"

    @property
    def domain(self) -> frozenset[Plain] | None:
        """All values that it can have; None when only the pack knows them."""
        feature = FEATURES[self.feature]
        if feature.kind in {"flag", "signals"}:
            return _FLAG
        known: frozenset[Plain] = frozenset(feature.values)
        return (known | {None} if feature.optional else known) or None


@dataclass(frozen=True, slots=True)
class Values:
    """These values or, with `others`, all but these."""

    values: frozenset[Plain]
    others: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers between each first and second of the `cuts`, from the last one on for ever; and null."""

    cuts: tuple[Cut, ...] = ()
    null: bool = False

    def inside(self, cut: Cut) -> bool:
        """Whether what comes just after a cut is among them."""
        return bisect_right(self.cuts, cut) & 1 == 1

    def spans(self) -> Iterable[tuple[Cut, Cut]]:
        """Each stretch from a cut to a cut."""
        ends = (*self.cuts, (inf, 0))
        return zip(ends[::2], ends[1::2], strict=False)


Cell = Values | Numbers
_BOTTOM: Final[Cut] = (-inf, 0)


def all_of(column: Column) -> Cell:
    """The cell that says nothing."""
    if column.numeric:
        return Numbers((_BOTTOM,), FEATURES[column.feature].optional)
    return _settled(column, Values(frozenset(), others=True))


def among(column: Column, values: Iterable[Plain]) -> Cell:
    """The cell with these values."""
    if not column.numeric:
        return _settled(column, Values(frozenset(values)))
    cell = Numbers()
    for value in values:
        more = Numbers((), null=True) if value is None else between((float_of(value), 0), (float_of(value), 1))
        cell = _combined(cell, more, lambda a, b: a or b)
    return cell


def between(start: Cut | None, end: Cut | None) -> Numbers:
    """The numbers from one cut to another; without a cut, for ever."""
    first = _BOTTOM if start is None else start
    return Numbers((first,) if end is None else (first, end) if first < end else ())


def float_of(value: Plain) -> float:
    """A number of a cell."""
    assert isinstance(value, int | float)
    return value


def both(column: Column, a: Cell, b: Cell) -> Cell:
    """What is in both cells."""
    if isinstance(a, Numbers) and isinstance(b, Numbers):
        return _combined(a, b, lambda one, other: one and other)
    return opposite(column, either(column, opposite(column, a), opposite(column, b)))


def either(column: Column, a: Cell, b: Cell) -> Cell:
    """What is in at least one of two cells."""
    if isinstance(a, Numbers) and isinstance(b, Numbers):
        return _combined(a, b, lambda one, other: one or other)
    assert isinstance(a, Values)
    assert isinstance(b, Values)
    if a.others and b.others:
        return _settled(column, Values(a.values & b.values, others=True))
    if a.others or b.others:
        left_out, named = (a, b) if a.others else (b, a)
        return _settled(column, Values(left_out.values - named.values, others=True))
    return _settled(column, Values(a.values | b.values))


def opposite(column: Column, cell: Cell) -> Cell:
    """What is not in the cell."""
    if isinstance(cell, Numbers):
        everything = all_of(column)
        assert isinstance(everything, Numbers)
        return _combined(cell, everything, lambda one, other: other and not one)
    return _settled(column, Values(cell.values, not cell.others))


def empty(cell: Cell) -> bool:
    """Whether nothing can be in it."""
    return cell in (Numbers(), Values(frozenset()))


def _settled(column: Column, cell: Values) -> Values:
    """By naming its values where all are known, so that equal cells are written alike."""
    domain = column.domain
    return Values(domain - cell.values) if cell.others and domain is not None else cell


def _combined(a: Numbers, b: Numbers, holds: Callable[[bool, bool], bool]) -> Numbers:
    cuts: list[Cut] = []
    for cut in sorted({*a.cuts, *b.cuts}):
        if holds(a.inside(cut), b.inside(cut)) is not (len(cuts) & 1 == 1):
            cuts.append(cut)
    return Numbers(tuple(cuts), holds(a.null, b.null))
