"""A table of figures, for a terminal and for the model card."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from rich.table import Table
from rich.text import Text

from stadsgesprek.model.intervals import Measured

NOTHING = "–"


@dataclass(frozen=True)
class Sheet:
    """A table; the first column is text, the others are figures."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def table(self) -> Table:
        """For a terminal."""
        table = Table(title=self.title, title_justify="left", title_style="bold", box=None, pad_edge=False)
        for number, name in enumerate(self.head):
            table.add_column(name, justify="right" if number else "left", overflow="fold")
        for row in self.rows:
            table.add_row(*map(Text, row))
        return table

    def markdown(self) -> str:
        """For a document, without the title."""
        lines = ["| " + " | ".join(self.head) + " |", "|---|" + "--:|" * (len(self.head) - 1)]
        lines += ["| " + " | ".join(row) + " |" for row in self.rows]
        return "\n".join(lines)


def figure(value: float, digits: int = 3) -> str:
    """A number, or a dash for none."""
    return NOTHING if isnan(value) else f"{value:,.{digits}f}"


def interval(measured: Measured, digits: int = 3) -> str:
    """From low to high."""
    if isnan(measured.low):
        return NOTHING
    return f"{figure(measured.low, digits)} to {figure(measured.high, digits)}"


def with_interval(measured: Measured, digits: int = 2) -> str:
    """A figure and its interval."""
    if isnan(measured.value):
        return NOTHING
    return f"{figure(measured.value, digits)} ({interval(measured, digits)})"
