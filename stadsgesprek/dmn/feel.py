"""Cells as FEEL writes them: unary tests (https://www.omg.org/spec/DMN/1.3, 10.3.1.2, rules 7 to 18), and back."""

import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from stadsgesprek.dmn.cells import (
    Cell,
    Column,
    Cut,
    Numbers,
    Plain,
    all_of,
    among,
    between,
    either,
    empty,
    opposite,
)

MAX_CELL: Final = 4_000

_NUMBER: Final = r"-?(?:[0-9]{1,18}(?:\.[0-9]{1,18})?|\.[0-9]{1,18})"
_TOKEN: Final = re.compile(
    rf'\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<word>true|false|null)(?![\w])|(?P<sign><=|>=|<|>)\s*(?P<bound>{_NUMBER})'
    rf"|(?P<open>[\[(\]])\s*(?P<low>{_NUMBER})\s*\.\.\s*(?P<high>{_NUMBER})\s*(?P<close>[\])\[])"
    rf"|(?P<number>{_NUMBER}))\s*"
)
_NOT: Final = re.compile(r"\s*not\s*\((.*)\)\s*", re.DOTALL)
_HAS: Final = re.compile(r'list contains\(\s*signals\s*,\s*"([^"\\]*)"\s*\)')
_HAS_SOME: Final = re.compile(
    r'\(\s*some\s+(\w+)\s+in\s+signals\s+satisfies\s+starts with\(\s*\1\s*,\s*"([^"\\]*\.)"\s*\)\s*\)'
)


class CellError(ValueError):
    """A cell that is outside of what can be read: what was found, and how to mend it."""

    def __init__(self, what: str, hint: str) -> None:
        self.what = what
        self.hint = hint
        super().__init__(f"{what}; {hint}")


def expression(column: Column) -> str:
    """The input expression of a column."""
    terms = [
        f"(some signal in signals satisfies starts with(signal, {quoted(each[:-1])}))"
        if each.endswith(".*")
        else f"list contains(signals, {quoted(each)})"
        for each in column.asked
    ]
    return " or ".join(terms) or column.feature


def asked_signals(text: str) -> tuple[str, ...] | None:
    """The signals that an input expression asks for; None when it is not written as `expression` does."""
    asked: list[str] = []
    for term in re.split(r"\s+or\s+", text.strip()):
        if found := _HAS.fullmatch(term):
            asked.append(found[1])
        elif found := _HAS_SOME.fullmatch(term):
            asked.append(f"{found[2]}*")
        else:
            return None
    return tuple(asked)


def written(column: Column, cell: Cell) -> str:
    """A cell as unary tests; `-` when it says nothing."""
    if cell == all_of(column):
        return "-"
    if isinstance(cell, Numbers):
        return _numbers(cell)
    domain = column.domain
    if domain is not None and len(domain) > 2 and 2 * len(cell.values) > len(domain):
        return f"not({_listed(domain - cell.values)})"
    return f"not({_listed(cell.values)})" if cell.others else _listed(cell.values)


def _numbers(cell: Numbers) -> str:
    if cell == Numbers(((-math.inf, 0),), null=False):
        return "not(null)"
    tests = [_span(start, end) for start, end in cell.spans()]
    return ", ".join([*tests, *(["null"] if cell.null else [])])


def _span(start: Cut, end: Cut) -> str:
    low, high = start[0], end[0]
    if low == high:
        return _plain(low)
    if low == -math.inf:
        return f"{'<=' if end[1] else '<'} {_plain(high)}"
    if high == math.inf:
        return f"{'>' if start[1] else '>='} {_plain(low)}"
    return f"{'(' if start[1] else '['}{_plain(low)}..{_plain(high)}{']' if end[1] else ')'}"


def _listed(values: frozenset[Plain]) -> str:
    """Values in a fixed order, null last."""
    return ", ".join(_plain(value) for value in sorted(values, key=lambda value: (value is None, str(value))))


def _plain(value: Plain) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return f"{Decimal(repr(value)):f}"  # FEEL 1.3 has no 1e-05


def quoted(text: str) -> str:
    """A FEEL string literal."""
    return json.dumps(text, ensure_ascii=False)


def read(column: Column, text: str) -> Cell:
    """The cell that unary tests describe. Raises CellError for what is not in the subset."""
    if len(text) > MAX_CELL:
        raise CellError(f"is longer than {MAX_CELL} characters", "split the row")
    if text.strip() in {"", "-"}:
        return all_of(column)
    negated = _NOT.fullmatch(text)
    cell: Cell = among(column, ())
    for test in _tests(column, text if negated is None else negated[1]):
        cell = either(column, cell, test)
    if negated is not None:
        cell = opposite(column, cell)
    if empty(cell):
        raise CellError(f"{_short(text)} can never hold", "take the row out, or name a value")
    return cell


def _tests(column: Column, text: str) -> Iterator[Cell]:
    place = 0
    while True:
        found = _TOKEN.match(text, place)
        if found is None:
            raise CellError(f"cannot read {_short(text[place:].strip() or text)}", _hint(column))
        yield _test(column, found)
        place = found.end()
        if place == len(text):
            return
        if text[place] != ",":
            raise CellError(f"cannot read {_short(text[place:])}", _hint(column))
        place += 1


def _test(column: Column, found: re.Match[str]) -> Cell:
    if found["string"] is not None:
        value: Plain = _string(found["string"])
    elif found["word"] is not None:
        value = {"true": True, "false": False, "null": None}[found["word"]]
    elif found["number"] is not None:
        value = _number(found["number"])
    else:
        if not column.numeric:
            raise CellError(f"{_short(found[0].strip())} compares numbers", _hint(column))
        return _range(found)
    kind = type(value) in ((int, float) if column.numeric else (bool,) if _is_flag(column) else (str,))
    if not kind and value is not None:
        raise CellError(f"{_short(found[0].strip())} is not a value of {column.feature}", _hint(column))
    if value is None and _is_flag(column):
        raise CellError("null is not a value that this column can have", _hint(column))
    return among(column, [value])


def _range(found: re.Match[str]) -> Numbers:
    if found["sign"] is not None:
        bound = _number(found["bound"])
        cut = (bound, 1 if found["sign"] in {">", "<="} else 0)
        return between(cut, None) if found["sign"] in {">", ">="} else between(None, cut)
    low, high = _number(found["low"]), _number(found["high"])
    return between((low, 0 if found["open"] == "[" else 1), (high, 1 if found["close"] == "]" else 0))


def _is_flag(column: Column) -> bool:
    return column.domain == frozenset({True, False})


def _string(text: str) -> str:
    try:
        value = json.loads(text, strict=False)
    except ValueError:
        raise CellError(f"cannot read {_short(text)}", 'write it between plain quotes, as "vraag"') from None
    return str(value)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _hint(column: Column) -> str:
    if column.numeric:
        return "write numbers as 5, >= 10, [3..7) or null, with commas between"
    if _is_flag(column):
        return "write true, false or -"
    return 'write values between quotes with commas between, as "a", "b" or not("a")'


def _short(text: str) -> str:
    text = repr(text.strip())
    return text if len(text) <= 60 else text[:59] + "…"
