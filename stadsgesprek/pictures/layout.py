"""Where everything stands in the picture: pixels, y downward.

A chain of questions runs down; a `ja` goes to the right. A `ja` and what it leads to have one height, a `nee` goes
straight down, so no line ever crosses a box. A tall picture is folded into columns, between two questions of the
outermost chain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stadsgesprek.pictures.outline import Branch, Place

QUESTION_WIDTH: Final = 280.0
END_WIDTH: Final = 246.0
PORT: Final = 24.0
"""How far below its top a box is entered from the left and left to the right."""

STEM: Final = 20.0
"""How far from its left side a box is left downward."""

MARGIN: Final = 28.0
_BETWEEN: Final = 54.0  # room for `ja` and a count
_BELOW: Final = 24.0  # room for `nee` and a count
_GUTTER: Final = 64.0  # between two columns of a folded picture
_MOST_COLUMNS: Final = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A place with its corner and size."""

    place: Place
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Edge:
    """A branch as a line of straight pieces, from one box to another (by their keys)."""

    branch: Branch
    start: str
    end: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture. `columns` are where each of its columns starts and ends, with half the room between two."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    columns: tuple[tuple[float, float], ...]


def layout(
    places: Sequence[Place],
    height_of: Callable[[Place], float],
    *,
    shape: float | None = None,
    tall: float | None = None,
) -> Layout:
    """The picture of an outline: one column, or folded.

    With a `shape` (width through height) into as many columns as come nearest to it; with `tall` into columns no
    taller than that, unless a question of the outermost chain and what follows its `ja` are.
    """
    folded = [_one_column(places, height_of)]
    if tall is not None or shape is not None:
        blocks = _blocks(folded[0])
        folded = _nearest(blocks, shape) if shape is not None else _in_columns(blocks, len(_filled(blocks, tall or 0)))
    boxes: list[Box] = []
    rights: list[float] = []
    x = MARGIN
    for fold in folded:
        top = fold[0].y
        boxes += [replace(box, x=box.x + x, y=box.y - top + MARGIN) for box in fold]
        rights.append(max(box.right for box in boxes))
        x = rights[-1] + _GUTTER
    bottom = max(box.bottom for box in boxes)
    floor = bottom + (MARGIN if len(folded) > 1 else 0.0)
    width = rights[-1] + MARGIN
    ends = [right + _GUTTER / 2 for right in rights[:-1]]
    columns = tuple(zip([0.0, *ends], [*ends, width], strict=True))
    return Layout(width, floor + MARGIN, tuple(boxes), _edges(boxes, floor), columns)


def _one_column(places: Sequence[Place], height_of: Callable[[Place], float]) -> list[Box]:
    boxes: list[Box] = []
    tops: dict[str, float] = {}
    bottom = -_BELOW
    for place in places:
        beside = place.branch is not None and place.branch[1]
        y = tops[place.branch[0]] if place.branch is not None and beside else bottom + _BELOW
        x = place.level * (QUESTION_WIDTH + _BETWEEN)
        if place.kind == "question":
            tops[place.id] = y
        box = Box(place, x, y, QUESTION_WIDTH if place.kind == "question" else END_WIDTH, height_of(place))
        boxes.append(box)
        bottom = max(bottom, box.bottom)
    return boxes


def _blocks(boxes: Sequence[Box]) -> list[list[Box]]:
    """What a picture can be folded between: each question of the outermost chain, with all that follows its `ja`."""
    blocks: list[list[Box]] = []
    for box in boxes:
        if box.place.level == 0:
            blocks.append([])
        blocks[-1].append(box)
    return blocks


def _nearest(blocks: list[list[Box]], shape: float) -> list[list[Box]]:
    """In as many columns as come nearest to the shape, about equally tall."""
    tries = [_in_columns(blocks, count) for count in range(1, min(len(blocks), _MOST_COLUMNS) + 1)]
    return max(tries, key=lambda columns: _scale(columns, shape))


def _scale(columns: list[list[Box]], shape: float) -> float:
    """How large a picture can be printed on a sheet of this shape."""
    width = sum(max(box.right for box in column) + _GUTTER for column in columns)
    height = max(_height(column) for column in columns)
    return min(shape / width, 1 / height)


def _height(boxes: Sequence[Box]) -> float:
    return max(box.bottom for box in boxes) - boxes[0].y


def _in_columns(blocks: list[list[Box]], count: int) -> list[list[Box]]:
    """Blocks in at most `count` columns, the tallest as low as can be: try the heights that a column can have."""
    tops = [block[0].y for block in blocks]
    bottoms = [max(box.bottom for box in block) for block in blocks]
    heights = sorted({bottom - top for top in tops for bottom in bottoms if bottom > top})
    low, high = 0, len(heights) - 1
    while low < high:
        middle = (low + high) // 2
        if len(_filled(blocks, heights[middle])) <= count:
            high = middle
        else:
            low = middle + 1
    return _filled(blocks, heights[low])


def _filled(blocks: list[list[Box]], most: float) -> list[list[Box]]:
    columns: list[list[Box]] = []
    for block in blocks:
        if columns and _height([*columns[-1], *block]) <= most:
            columns[-1] += block
        else:
            columns.append(list(block))
    return columns


def _edges(boxes: Sequence[Box], floor: float) -> tuple[Edge, ...]:
    by_question = {box.place.id: box for box in boxes if box.place.kind == "question"}
    edges: list[Edge] = []
    for box in boxes:
        if box.place.branch is None:
            continue
        parent = by_question[box.place.branch[0]]
        if box.place.branch[1]:
            points: tuple[tuple[float, float], ...] = ((parent.right, parent.y + PORT), (box.x, box.y + PORT))
        elif box.x == parent.x:
            points = ((parent.x + STEM, parent.bottom), (box.x + STEM, box.y))
        else:  # the next column: under this one, up between the two, and in from above
            lane, top = box.x - _GUTTER / 2, box.y - MARGIN / 2
            down, into = parent.x + STEM, box.x + STEM
            points = ((down, parent.bottom), (down, floor), (lane, floor), (lane, top), (into, top), (into, box.y))
        edges.append(Edge(box.place.branch, parent.place.key, box.place.key, points))
    return tuple(edges)
