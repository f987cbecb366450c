"""The rows of the decision table that a tree comes down to, in the order in which its leaves are read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Final

from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf
from processors.tree import Tree
from stadsgesprek.dmn.cells import Cell, Column, all_of, among, between, both, either, empty, opposite

MAX_ROWS: Final = 5_000
"""More rows than a person or a modeller can handle."""
_MAX_DISJUNCTS: Final = 500
"""More ways than one leaf should have; what is beyond this grows without end."""

Cells = Mapping[Column, Cell]
"""What a row asks; a column that is not there is not asked."""


class TooManyRowsError(ValueError):
    """A tree that makes a table too long to be of use."""

    def __init__(self) -> None:
        super().__init__(
            f"the reactieschema would make a table of more than {MAX_ROWS} rows, or {_MAX_DISJUNCTS} for one outcome: "
            "split the questions with many alternatives (any)"
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of the table: when all cells hold, this outcome.

    `name` is the question whose `ja` leads to it (or, after the last `nee`, the question around it and `anders`),
    numbered where there are several such rows. `way` are the questions answered with ja, from the root.
    """

    name: str
    cells: Cells
    outcome: str
    way: tuple[str, ...]


def rows(tree: Tree) -> list[Row]:
    """The rows of a tree, for the hit policy FIRST. Raises TooManyRowsError.

    A leaf's rows ask what was answered with ja on the way to it. What was answered with nee they need not ask: whatever
    enters a `ja` has left within the rows of its leaves, for the last one of each chain asks nothing more. The last row
    asks nothing.
    """
    found: list[Row] = []
    taken: set[str] = set()
    todo: list[tuple[str, Sequence[Cells], tuple[str, ...], bool]] = [(tree.root, [{}], (), False)]
    while todo:
        id, asked, way, yes = todo.pop()
        node = tree.nodes.get(id)
        if node is not None:
            todo.append((node.nee, asked, way, False))
            todo.append((node.ja, _all(asked, disjuncts(node.condition)), (*way, node.id), True))
            continue
        place = ".".join((*way[-1:], *([] if yes else ["anders"])))
        found += [Row(_new(place, taken), cells, id, way) for cells in asked]
        if len(found) > MAX_ROWS:
            raise TooManyRowsError
        if found and not found[-1].cells:  # holds for everything: what would follow is never reached
            break
    return found


def _new(name: str, taken: set[str]) -> str:
    """The name, numbered when it is taken."""
    new = next(each for each in chain([name], (f"{name}.{number}" for number in count(2))) if each not in taken)
    taken.add(new)
    return new


def disjuncts(condition: Condition, holds: bool = True) -> list[Cells]:
    """The condition (or its opposite) in disjunctive normal form: it holds when all cells of one of these hold."""
    match condition:
        case Not(part):
            return disjuncts(part, not holds)
        case AllOf(parts) | AnyOf(parts):
            if isinstance(condition, AllOf) is not holds:
                return _simple([cells for part in parts for cells in disjuncts(part, holds)])
            product: Sequence[Cells] = [{}]
            for part in parts:
                product = _all(product, disjuncts(part, holds))
            return list(product)
        case _:
            column, cell = _atom(condition)
            if not holds:
                cell = opposite(column, cell)
            if empty(cell):
                return []
            return [{}] if cell == all_of(column) else [{column: cell}]


def _atom(condition: OneOf | Compare | HasSignal) -> tuple[Column, Cell]:
    match condition:
        case OneOf(feature, values):
            column = Column(feature)
            return column, among(column, values)
        case Compare(feature, sign, bound):
            cut = (bound, 1 if sign in {">", "<="} else 0)
            return Column(feature), between(cut, None) if sign in {">", ">="} else between(None, cut)
        case HasSignal(asked=asked):
            column = Column("signals", tuple(dict.fromkeys(asked)))
            return column, among(column, [True])


def _all(left: Sequence[Cells], right: Sequence[Cells]) -> list[Cells]:
    """What holds when one of the left and one of the right do."""
    if len(left) * len(right) > _MAX_DISJUNCTS:
        raise TooManyRowsError
    return _simple([cells for a in left for b in right for cells in _together(a, b)])


def _together(a: Cells, b: Cells) -> Iterator[Cells]:
    cells = dict(a)
    for column, cell in b.items():
        cells[column] = both(column, cells[column], cell) if column in cells else cell
        if empty(cells[column]):
            return
    yield cells


def _simple(found: list[Cells]) -> list[Cells]:
    """Fewer that say the same: without those that another one covers, and two as one where one column differs."""
    kept: list[Cells] = []
    todo = list(reversed(found))
    while todo:
        cells = todo.pop()
        if any(_covers(each, cells) for each in kept):
            continue
        kept = [each for each in kept if not _covers(cells, each)]
        partner = next((index for index, each in enumerate(kept) if _differ(each, cells) is not None), None)
        if partner is None:
            kept.append(cells)
        else:
            todo.append(_joined(kept.pop(partner), cells))
    return kept


def _covers(wide: Cells, narrow: Cells) -> bool:
    return all(
        column in narrow and both(column, cell, narrow[column]) == narrow[column] for column, cell in wide.items()
    )


def _differ(a: Cells, b: Cells) -> Column | None:
    """The only column in which two rows differ, if there is one."""
    if a.keys() != b.keys():
        return None
    columns = [column for column in a if a[column] != b[column]]
    return columns[0] if len(columns) == 1 else None


def _joined(a: Cells, b: Cells) -> Cells:
    column = _differ(a, b)
    assert column is not None
    cell = either(column, a[column], b[column])
    rest = {each: value for each, value in a.items() if each != column}
    return rest if cell == all_of(column) else {**a, column: cell}
