"""The calibration curve as a picture: how often the model is right when it says how sure it is."""

from collections.abc import Iterator, Sequence
from typing import Final

from stadsgesprek.model.colours import INK, LINE, QUIET, RIGHT, WRONG, shade
from stadsgesprek.model.figures import Bin, Task, bins
from stadsgesprek.model.intervals import wilson
from stadsgesprek.model.svg import opening

_SIDE: Final = 300.0
_LEFT, _TOP, _GAP, _BOTTOM = 64.0, 96.0, 88.0, 80.0
_BARS: Final = 44.0
"""Height of the bars below: how many messages there are in each bin."""


def picture(tasks: Sequence[Task]) -> str:
    """A reliability diagram for each task, side by side, as SVG (Guo et al., 2017, figure 1)."""
    width = _LEFT + len(tasks) * (_SIDE + _GAP) - _GAP + 32
    height = _TOP + _SIDE + _BARS + _BOTTOM
    parts = [
        *opening(
            width,
            height,
            size=13,
            title="Calibration curve",
            description=" ".join(_description(task) for task in tasks),
        ),
        f'<text x="20" y="34" font-size="18" font-weight="600" fill="{INK}">'
        "How often it is right, by how sure it is</text>",
        f'<text x="20" y="54" fill="{QUIET}">On the dashed line it is as often right as it says. Upright lines: '
        "95 % intervals. Bars: messages.</text>",
    ]
    for number, task in enumerate(tasks):
        parts += _diagram(task, _LEFT + number * (_SIDE + _GAP))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _diagram(task: Task, left: float) -> Iterator[str]:
    bottom, right = _TOP + _SIDE, left + _SIDE
    yield f'<text x="{left:g}" y="{_TOP - 14:g}" font-weight="600" fill="{INK}">{task.name}</text>'
    for step in range(6):
        part = step / 5
        y, x = bottom - part * _SIDE, left + part * _SIDE
        yield (
            f'<path d="M{left:g} {y:g}H{right:g}" stroke="{LINE}" stroke-width="0.6"/>'
            f'<text x="{left - 8:g}" y="{y + 4.5:g}" text-anchor="end" fill="{QUIET}">{part:.0%}</text>'
            f'<text x="{x:g}" y="{bottom + _BARS + 34:g}" text-anchor="middle" fill="{QUIET}">{part:.0%}</text>'
        )
    yield (
        f'<text x="{left + _SIDE / 2:g}" y="{bottom + _BARS + 58:g}" text-anchor="middle" fill="{QUIET}">'
        "how sure it is</text>"
    )
    found = [each for each in bins(task) if each.count]
    yield from _bars(found, left, bottom)
    yield (
        f'<path d="M{left:g} {bottom:g}L{right:g} {_TOP:g}" stroke="{QUIET}" stroke-width="1.4" '
        'stroke-dasharray="5 4"/>'
    )
    points = [(left + each.confidence * _SIDE, bottom - each.accuracy * _SIDE) for each in found]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{line}" fill="none" stroke="{shade(RIGHT, 0.5)}" stroke-width="1.6"/>'
    for each, (x, y) in zip(found, points, strict=True):
        sure = wilson(round(each.accuracy * each.count), each.count)
        low, high = bottom - sure.low * _SIDE, bottom - sure.high * _SIDE
        yield (
            f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{shade(RIGHT, 1)}" stroke-width="1.8"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{shade(RIGHT, 1)}"/>'
        )


def _bars(found: Sequence[Bin], left: float, bottom: float) -> Iterator[str]:
    most = max((each.count for each in found), default=1)
    for each in found:
        x, width = left + each.low * _SIDE, (each.high - each.low) * _SIDE
        height = each.count / most * (_BARS - 14)
        y = bottom + _BARS + 14 - height
        yield (
            f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{height:.1f}" '
            f'fill="{shade(WRONG, 0.35)}"/>'
            f'<text x="{x + width / 2:.1f}" y="{y - 3:.1f}" text-anchor="middle" font-size="11" fill="{QUIET}">'
            f"{each.count}</text>"
        )


def _description(task: Task) -> str:
    told = ", ".join(
        f"{each.confidence:.0%} sure and {each.accuracy:.0%} right ({each.count} messages)"
        for each in bins(task)
        if each.count
    )
    return f"Of {task.name}, bin by bin: {told}."
