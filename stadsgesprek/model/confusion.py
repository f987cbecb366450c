"""The confusion matrix as a picture: what messages of each class were taken for."""

from collections.abc import Iterator
from html import escape
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stadsgesprek.model.colours import INK, LINE, QUIET, RIGHT, WRONG, ink_on, shade
from stadsgesprek.model.figures import Task
from stadsgesprek.model.svg import opening

_CELL: Final = 34.0
_LETTER: Final = 8.8
_TOP: Final = 84.0
_SUM: Final = 52.0
_MARGIN: Final = 20.0
_LEANING: Final = 0.55
"""How far the name of the last column leans over the side, as a part of its length."""

_SAID: Final = 3
"""Mistakes that the description for people who do not see the picture names."""


def confusion(task: Task) -> NDArray[np.int64]:
    """How often each class (row) was taken for each class (column)."""
    matrix = np.zeros((len(task.classes), len(task.classes)), np.int64)
    np.add.at(matrix, (task.true, task.said), 1)
    return matrix


def picture(task: Task) -> str:
    """The matrix of a task as SVG: a row for each class, the number of messages in each cell.

    The shade is the part of the messages of the row: blue on the diagonal, orange beside it.
    """
    matrix, classes = confusion(task), task.classes
    side = len(classes) * _CELL
    label = max(map(len, classes)) * _LETTER
    left, top = _MARGIN + label + _SUM, _TOP + label
    width, height = left + side + _MARGIN + _LEANING * len(classes[-1]) * _LETTER, top + side + _MARGIN
    name = escape(task.name)
    parts = [
        *opening(
            width,
            height,
            size=15,
            title=f"Confusion matrix of {task.name}",
            description=_description(task, matrix),
        ),
        f'<text x="{_MARGIN:g}" y="34" font-size="18" font-weight="600" fill="{INK}">'
        f"What each {name} was taken for</text>",
        f'<text x="{_MARGIN:g}" y="54" fill="{QUIET}">Row: what it is. Column: what it was said to be.</text>',
        f'<text x="{_MARGIN:g}" y="71" fill="{QUIET}">Number: messages. Shade: part of the row.</text>',
        f'<text x="{left - 10:g}" y="{top - 8:g}" fill="{QUIET}" text-anchor="end">messages</text>',
    ]
    parts += _labels(classes, matrix, left, top)
    parts += _cells(matrix, left, top)
    parts += [_frame(left, top, side), "</svg>"]
    return "\n".join(parts) + "\n"


def _labels(classes: tuple[str, ...], matrix: NDArray[Any], left: float, top: float) -> Iterator[str]:
    for number, name in enumerate(map(escape, classes)):
        middle = (number + 0.5) * _CELL
        yield (
            f'<text x="{left - _SUM - 8:g}" y="{top + middle + 5:g}" fill="{INK}" text-anchor="end">{name}</text>'
            f'<text x="{left - 10:g}" y="{top + middle + 5:g}" fill="{QUIET}" text-anchor="end">'
            f"{matrix[number].sum():,}</text>"
        )
        x = left + middle + 5
        yield f'<text x="{x:g}" y="{top - 8:g}" fill="{INK}" transform="rotate(-60 {x:g} {top - 8:g})">{name}</text>'


def _cells(matrix: NDArray[Any], left: float, top: float) -> Iterator[str]:
    for row, counts in enumerate(matrix):
        for column, count in enumerate(counts):
            if count:
                part = count / counts.sum()
                x, y = left + column * _CELL, top + row * _CELL
                colour = RIGHT if row == column else WRONG
                yield (
                    f'<rect x="{x:g}" y="{y:g}" width="{_CELL:g}" height="{_CELL:g}" fill="{shade(colour, part)}"/>'
                    f'<text x="{x + _CELL / 2:g}" y="{y + _CELL / 2 + 5:g}" text-anchor="middle" '
                    f'fill="{ink_on(colour, part)}">{count}</text>'
                )


def _frame(left: float, top: float, side: float) -> str:
    lines = [f"M{left:g} {top + at:g}h{side:g}M{left + at:g} {top:g}v{side:g}" for at in np.arange(0, side + 1, _CELL)]
    return f'<path d="{"".join(lines)}" fill="none" stroke="{LINE}" stroke-width="0.6"/>'


def _description(task: Task, matrix: NDArray[Any]) -> str:
    wrong = matrix.copy()
    np.fill_diagonal(wrong, 0)
    places = np.argsort(-wrong, axis=None, kind="stable")[:_SAID]
    pairs = [(wrong.flat[place], *np.unravel_index(place, wrong.shape)) for place in places]
    named = "; ".join(f"{task.classes[r]} taken for {task.classes[c]}, {count} times" for count, r, c in pairs if count)
    right = int(np.trace(matrix))
    return f"Of {matrix.sum():,} messages {right:,} stand on the diagonal. Most frequent mistakes: {named or 'none'}."
