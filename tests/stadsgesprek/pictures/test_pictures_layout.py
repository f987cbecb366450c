"""The outline and the layout: everything is drawn once, nothing lies over something else, and lines end in boxes."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.tree import Tree
from stadsgesprek.pictures.faces import face
from stadsgesprek.pictures.layout import Box, Layout, layout
from stadsgesprek.pictures.outline import outline
from stadsgesprek.pictures.scene import SHEET, Scene
from tests.processors.rows import asking, compile_spec, outcome, question, spec
from tests.stadsgesprek.pictures.trees import antwerp, scene, trees, written_trees

FOLDS = [{}, {"shape": SHEET}, {"shape": 0.2}, {"tall": 300.0}, {"tall": 1.0}]


def _drawn(shown: Scene, fold: dict[str, float]) -> Layout:
    heights = {place.key: face(place, shown).height for place in shown.places}
    return layout(shown.places, lambda place: heights[place.key], **fold)


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a horizontal or vertical line runs through the inside of a box."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < box.right and right > box.x and top < box.bottom and bottom > box.y


def _check(tree: Tree, drawn: Layout) -> None:
    by_key = {box.place.key: box for box in drawn.boxes}
    assert len(by_key) == len(drawn.boxes)
    questions = [box.place.id for box in drawn.boxes if box.place.kind == "question"]
    assert sorted(questions) == sorted(tree.nodes)
    assert not [pair for pair in combinations(drawn.boxes, 2) if _overlap(*pair)]
    assert sorted(edge.branch for edge in drawn.edges) == sorted(
        (id, answer) for id in tree.nodes for answer in (True, False)
    )
    for edge in drawn.edges:
        question, answer = edge.branch
        node, end = tree.nodes[question], by_key[edge.end]
        assert edge.start == question
        assert end.place.id == (node.ja if answer else node.nee)
        for start, stop in pairwise(edge.points):
            assert start[0] == stop[0] or start[1] == stop[1]
            assert not [box for box in drawn.boxes if _crosses(box, start, stop)], edge
        if answer:
            assert end.x > by_key[question].right
        else:
            assert end.y > by_key[question].bottom or end.x > by_key[question].right
    for box in drawn.boxes:
        assert 0 <= box.x < box.right <= drawn.width
        assert 0 <= box.y < box.bottom <= drawn.height
    for _, end_of_one in drawn.columns:
        assert not [box for box in drawn.boxes if box.x < end_of_one < box.right]


@pytest.mark.parametrize("fold", FOLDS)
def test_antwerps_tree_is_drawn_well(fold: dict[str, float]) -> None:
    _check(antwerp().tree, _drawn(scene(), fold))


@settings(max_examples=60, deadline=None)
@given(tree=trees(), fold=st.sampled_from(FOLDS))
def test_every_tree_is_drawn_well(tree: Tree, fold: dict[str, float]) -> None:
    _check(tree, _drawn(scene(tree), fold))


@settings(max_examples=100, deadline=None)
@given(written=written_trees())
def test_a_question_is_drawn_where_it_was_written(written: tuple[Tree, dict[str, int]]) -> None:
    tree, levels = written
    questions = [place for place in outline(tree) if place.kind == "question"]
    assert {place.id: place.level for place in questions} == levels
    assert [place.id for place in questions] == list(tree.nodes)
    assert [place.number for place in questions] == list(range(1, len(levels) + 1))


def test_what_points_elsewhere_is_a_jump() -> None:
    als = {"intent": "vraag"}
    inner = [question("binnen", als, "uit"), {"anders": "verder"}]
    lines = [question("eerst", als, inner), question("verder", als, "uit"), {"anders": "uit"}]
    places = outline(compile_spec(spec(lines, {"uit": outcome()})))
    assert [(place.id, place.kind, place.level) for place in places] == [
        ("eerst", "question", 0),
        ("binnen", "question", 1),
        ("uit", "outcome", 2),
        ("verder", "jump", 1),
        ("verder", "question", 0),
        ("uit", "outcome", 1),
        ("uit", "outcome", 0),
    ]


def test_a_column_is_as_tall_as_it_may_be() -> None:
    drawn = _drawn(scene(), {"tall": 1600.0})
    assert len(drawn.columns) > 1
    blocks = [box.y for box in drawn.boxes if box.place.level == 0]
    assert max(blocks) <= 1700


def test_a_tree_of_one_question() -> None:
    drawn = _drawn(scene(asking({"intent": "vraag"})), {"shape": SHEET})
    assert [box.place.key for box in drawn.boxes] == ["it", "it--ja", "it--nee"]


def test_a_chain_of_thousands_is_no_trouble() -> None:
    lines = [question(f"v{n}", {"intent": "vraag"}, f"v{n + 1}" if n < 2999 else "uit") for n in range(3000)]
    tree = compile_spec(spec([*lines, {"anders": "uit"}], {"uit": outcome()}))
    assert len(outline(tree)) == 6001
