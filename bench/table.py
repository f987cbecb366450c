"""The table, in Markdown: where it was measured and how, then one line a figure."""

from collections.abc import Iterable, Sequence
from statistics import median

from bench.figures import Row, Share

_HEAD = ("part", "what", "median", "min–max", "ratio", "target")


def document(rows: Sequence[Row], machine: Iterable[str], command: str) -> str:
    """Everything that is printed."""
    facts = "\n".join(f"- {fact}" for fact in machine)
    return f"`{command}`\n\n{facts}\n\n{table(rows)}"


def table(rows: Sequence[Row]) -> str:
    """One line a row, the columns aligned for who reads it as plain text."""
    cells = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEAD))]
    lines = [_line(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    lines.insert(1, _line("-" * width for width in widths))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row) -> tuple[str, ...]:
    if isinstance(row, Share):
        middle, spread = f"{median(row.values):.0%}", f"{min(row.values):.0%}–{max(row.values):.0%}"
        return row.part, row.name, middle, spread, "", ""
    ratio = "" if row.ratio is None or row.beside is None else f"{row.ratio:.2f} of {row.beside.name}"
    spread = f"{min(row.values):,.0f}–{max(row.values):,.0f}"
    return row.part, row.name, f"{row.median:,.0f} {row.unit}", spread, ratio, row.verdict
