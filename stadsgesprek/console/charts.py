"""Charts as SVG: numbers in, mark-up out. Positions are percentages, so that text keeps its size at any width.

Only attributes and classes, never a style attribute: the pages' content security policy allows no inline style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

_HEIGHT: Final = 248
_TOP: Final = 44
_BOTTOM: Final = 216
_PLOT: Final = _BOTTOM - _TOP


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of time: `part` of `total` stands out on top. `text` says it in words; `tick` goes below the axis."""

    total: int
    part: int
    text: str
    href: str
    tick: str | None = None
    minor: bool = False


def rhythm(
    bars: Sequence[Bar], *, title: str, description: str, peak: tuple[str, str], now: float | None = None
) -> Markup:
    """The rhythm of a day: stacked bars, with the values shown on hover and focus.

    `peak` (what it is, and its value) is shown while nothing is pointed at. `now` (0 to 1) draws where the day is.
    """
    top = ceiling(max((bar.total for bar in bars), default=0))
    width = 100 / max(1, len(bars))
    parts = [
        Markup(
            '<svg class="rhythm" width="100%" height="{}" role="group" aria-labelledby="rhythm-title rhythm-desc">'
        ).format(_HEIGHT),
        Markup('<title id="rhythm-title">{}</title><desc id="rhythm-desc">{}</desc>').format(title, description),
        Markup(
            '<text class="readout peak" x="100%" y="18" text-anchor="end" aria-hidden="true">'
            '<tspan class="lead-in">{} </tspan>{}</text>'
        ).format(*peak),
        *(_grid_line(value, top) for value in grid(top)),
    ]
    if now is not None:
        parts.append(
            Markup('<line class="now" x1="{0:.3f}%" x2="{0:.3f}%" y1="{1}" y2="{2}"/>').format(
                now * 100, _TOP - 8, _BOTTOM
            )
        )
    for index, bar in enumerate(bars):
        parts.append(_bar(bar, index * width, width, top))
    parts.append(Markup('<line class="axis" x1="0" x2="100%" y1="{0}" y2="{0}"/></svg>').format(_BOTTOM))
    return Markup("").join(parts)


def share(value: int, most: int, kind: str = "") -> Markup:
    """A thin bar that compares a value with the largest of its list. Decoration: the number stands beside it."""
    width = 100 * value / most if most else 0.0
    return Markup(
        '<svg class="share {}" width="100%" height="6" aria-hidden="true">'
        '<rect class="rest" width="100%" height="6" rx="3"/>'
        '<rect class="fill" width="{:.2f}%" height="6" rx="3"/></svg>'
    ).format(kind, width)


def ceiling(most: int) -> int:
    """The round number at the top of an axis: 4, 10, 20, 40, 100, …"""
    step = 1
    while True:
        for top in (4 * step, 10 * step, 20 * step):
            if most <= top:
                return top
        step *= 10


def grid(top: int) -> tuple[int, ...]:
    """The values that get a line: whole numbers, at most four."""
    parts = 4 if top % 4 == 0 else 2
    return tuple(top * part // parts for part in range(1, parts + 1))


def _y(value: int, top: int) -> float:
    return _BOTTOM - _PLOT * value / top


def _grid_line(value: int, top: int) -> Markup:
    return Markup(
        '<line class="grid" x1="0" x2="100%" y1="{0:.1f}" y2="{0:.1f}"/>'
        '<text class="scale" x="0" y="{1:.1f}" aria-hidden="true">{2}</text>'
    ).format(_y(value, top), _y(value, top) - 4, value)


def _bar(bar: Bar, x: float, width: float, top: int) -> Markup:
    tick = Markup("")
    if bar.tick is not None:
        tick = Markup('<text class="tick{}" x="{:.3f}%" y="236" aria-hidden="true">{}</text>').format(
            " minor" if bar.minor else "", x, bar.tick
        )
    if not bar.total:
        return tick
    shape = Markup('<rect class="{}" x="{:.3f}%" width="{:.3f}%" y="{:.1f}" height="{:.1f}"/>')
    left, wide = x + width * 0.12, width * 0.76
    rest, whole = _y(bar.total - bar.part, top), _y(bar.total, top)
    return tick + Markup('<a href="{}" class="bar" aria-label="{}">{}</a>').format(
        bar.href,
        bar.text,
        Markup("").join(
            (
                shape.format("hit", x, width, _TOP - 8, _BOTTOM - _TOP + 8),
                shape.format("rest", left, wide, rest, _BOTTOM - rest) if bar.total > bar.part else "",
                shape.format("part", left, wide, whole, rest - whole) if bar.part else "",
                Markup('<text class="readout" x="100%" y="18" text-anchor="end" aria-hidden="true">{}</text>').format(
                    escape(bar.text)
                ),
            )
        ),
    )
