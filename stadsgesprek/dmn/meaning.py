"""What the rows of a decision table say, as questions of a reactieschema."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from processors.condition_reader import ConditionReader
from processors.faults import nearest, shown
from processors.tree import Outcome
from stadsgesprek.dmn.cells import Cell, Column, Numbers, Values, all_of, both, empty
from stadsgesprek.dmn.feel import CellError, read
from stadsgesprek.dmn.table import Rule, Table
from stadsgesprek.dmn.write import RULE, output_values
from stadsgesprek.pack.problem import Problem

_NAME: Final = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
_MAX_NAME: Final = 64
_MAX_SENTENCE: Final = 500


@dataclass(frozen=True, slots=True)
class Question:
    """One row as a question; `als` is None for the last row, which asks nothing."""

    id: str
    vraag: str
    waarom: str
    als: Mapping[str, Any] | None
    outcome: str


def questions(
    file: str, table: Table, outcomes: Mapping[str, Outcome], reader: ConditionReader
) -> tuple[list[Question], list[Problem]]:
    """The rows of a table as a chain of questions that ends with the one that asks nothing, and what is wrong.

    `reader` knows the names of the pack; `outcomes` are those that a row can lead to.
    """
    meaning = _Meaning(file, table, outcomes, reader, [])
    found = list(meaning.questions())
    return found, meaning.problems


@dataclass(slots=True)
class _Meaning:
    file: str
    table: Table
    outcomes: Mapping[str, Outcome]
    reader: ConditionReader
    problems: list[Problem]

    def questions(self) -> Iterator[Question]:
        taken: set[str] = set(self.outcomes)
        last: Rule | None = None
        for rule in self.table.rules:
            if last is not None:
                what = f"rule {rule.number} is never reached: rule {last.number} holds for everything"
                self._problem(rule.line, what, "move that one to the end")
                return
            als = self._condition(rule)
            if als == {}:
                last = rule
            vraag, waarom = _sentences(rule)
            id = _id(rule, taken)
            taken.add(id)
            yield Question(id, vraag, waarom, als or None, self._outcome(rule))
        if last is None and self.table.rules:
            end = self.table.rules[-1]
            what = f"after rule {end.number} nothing says what happens with all other messages"
            self._problem(end.line, what, "add a row with - in every input column")

    def _condition(self, rule: Rule) -> dict[str, Any]:
        """The condition of a row as the reactieschema writes it; {} when it asks nothing."""
        cells: dict[Column, tuple[Cell, int]] = {}
        whole = True
        for column, entry in zip(self.table.columns, rule.inputs, strict=False):
            if column is None:
                whole = False
                continue
            place = f"rule {rule.number}, column {column.feature}"
            try:
                cell = read(column, entry.text)
            except CellError as error:
                self._problem(entry.line, f"{place}: {error.what}", error.hint)
                whole = False
                continue
            if column in cells:
                cell = both(column, cells[column][0], cell)
                if empty(cell):
                    self._problem(entry.line, f"{place}: it can never hold with the other such column", "")
            cells[column] = cell, entry.line
        parts = []
        for column, (cell, line) in cells.items():
            if cell != all_of(column):
                parts.append(_written(column, cell))
                self._check(f"rule {rule.number}, column {column.feature}", parts[-1], line)
        # A row that could not be read is no row that holds for everything.
        return _together(parts) if parts or whole else {"all": []}

    def _check(self, place: str, part: dict[str, Any], line: int) -> None:
        """Looks the values up in the pack."""
        known = len(self.reader.faults)
        self.reader.read(part, ())
        for fault in self.reader.faults[known:]:
            self._problem(line, f"{place}: {fault.what}", fault.hint)

    def _outcome(self, rule: Rule) -> str:
        said: dict[str, str | bool] = {}
        lines: dict[str, int] = {}
        for name, entry in zip(self.table.outputs, rule.outputs, strict=False):
            lines[name] = entry.line
            if entry.text not in {"", "-"}:
                try:
                    value = json.loads(entry.text, strict=False)
                except ValueError:
                    value = None
                if isinstance(value, str | bool):
                    said[name] = value
                else:
                    what = f"rule {rule.number}, output {name}: cannot read {shown(entry.text)}"
                    self._problem(entry.line, what, 'write text between quotes, as "nakijken"')
                    return ""
        id = str(said.pop("outcome", ""))
        if "outcome" in lines and id not in self.outcomes:
            what = f"rule {rule.number}, output outcome: {shown(id)} is not an outcome of the reactieschema"
            hint = nearest(id, self.outcomes) or "add it to reactieschema.yaml first"
            self._problem(lines["outcome"], what, hint)
        elif id:
            is_so = output_values(self.outcomes[id])
            for name, value in said.items():
                if value != is_so.get(name, value):
                    what = f"rule {rule.number}, output {name}: {shown(value)}, but {id} has {shown(is_so[name])}"
                    self._problem(lines[name], what, "change outcomes in reactieschema.yaml, or leave the cell empty")
        return id

    def _problem(self, line: int, what: str, hint: str) -> None:
        self.problems.append(Problem(self.file, line, what, hint))


def _id(rule: Rule, taken: set[str]) -> str:
    """The question that the row was exported of, or the number of the row."""
    name = rule.id.removeprefix(RULE)
    if rule.id.startswith(RULE) and _NAME.fullmatch(name) and len(name) <= _MAX_NAME and name not in taken:
        return name
    number = f"regel-{rule.number}"
    while number in taken:
        number += "-bis"
    return number


def _sentences(rule: Rule) -> tuple[str, str]:
    """The `vraag` and `waarom` of a row: the first line of what stands beside it, and the rest."""
    first, _, rest = rule.note.partition("\n")
    vraag, waarom = (" ".join(part.split())[:_MAX_SENTENCE].rstrip() for part in (first, rest))
    return (
        vraag if len(vraag) >= 3 else f"Geldt regel {rule.number} van de tabel?",
        waarom if len(waarom) >= 3 else f"Zo staat het in regel {rule.number} van de tabel.",
    )


def _written(column: Column, cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Numbers):
        return _numbers(column.feature, cell)
    if column.asked:
        part = {"signals": _short(column.asked)}
        return part if cell == Values(frozenset({True})) else {"not": part}
    domain = column.domain
    if cell.others:
        return {"not": {column.feature: _short(_ordered(cell))}}
    if domain is not None and len(domain) > 2 and 2 * len(cell.values) > len(domain):
        return {"not": {column.feature: _short(_ordered(Values(domain - cell.values)))}}
    return {column.feature: _short(_ordered(cell))}


def _ordered(cell: Values) -> tuple[Any, ...]:
    return tuple(sorted(cell.values, key=lambda value: (value is None, str(value))))


def _numbers(feature: str, cell: Numbers) -> dict[str, Any]:
    if cell.cuts == ((-inf, 0),):
        return {"not": {feature: None}}
    points: list[Any] = []
    ranges: list[dict[str, Any]] = []
    for start, end in cell.spans():
        if start[0] == end[0]:
            points.append(start[0])
            continue
        low = {} if start[0] == -inf else {">" if start[1] else ">=": start[0]}
        high = {} if end[0] == inf else {"<=" if end[1] else "<": end[0]}
        ranges.append({**low, **high})
    if cell.null:
        points.append(None)
    parts: list[dict[str, Any]] = [{feature: each} for each in ranges]
    if points:
        parts.append({feature: _short(tuple(points))})
    return parts[0] if len(parts) == 1 else {"any": parts}


def _short(values: tuple[Any, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One condition in which all parts hold; as one mapping where no key stands twice."""
    keys = [key for part in parts for key in part]
    if len(set(keys)) == len(keys):
        return {key: value for part in parts for key, value in part.items()}
    return {"all": parts}
