"""The pictures: well-formed, with every number, and with words for who does not see them."""

from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsgesprek.model import confusion, reliability
from stadsgesprek.model.colours import ink_on, shade
from stadsgesprek.model.figures import Task
from tests.stadsgesprek.model.labelled import task

_SVG = "{http://www.w3.org/2000/svg}"
_SIX = task([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 2], [0.95, 0.9, 0.4, 0.8, 0.8, 0.3])


def _texts(picture: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(picture).iter(f"{_SVG}text")]  # noqa: S314  (our own)


def test_the_matrix_counts_what_was_taken_for_what() -> None:
    assert confusion.confusion(_SIX).tolist() == [[2, 1, 0], [1, 1, 0], [0, 0, 1]]
    texts = _texts(confusion.picture(_SIX))
    assert [each for each in texts if each.isdigit()] == ["3", "2", "1", "2", "1", "1", "1", "1"]
    assert {"a", "b", "c"} <= set(texts)


def test_the_matrix_is_told_in_words() -> None:
    root = ElementTree.fromstring(confusion.picture(_SIX))  # noqa: S314
    assert root.get("role") == "img"
    assert root.findtext(f"{_SVG}title") == "Confusion matrix of letter"
    told = root.findtext(f"{_SVG}desc") or ""
    assert "Of 6 messages 4 stand on the diagonal" in told
    assert "a taken for b, 1 times" in told


def test_the_curve_has_a_point_and_a_count_for_each_bin_with_messages() -> None:
    picture = reliability.picture([_SIX, _SIX])
    root = ElementTree.fromstring(picture)  # noqa: S314
    assert len(list(root.iter(f"{_SVG}circle"))) == 2 * 5
    assert _texts(picture).count("letter") == 2
    assert "90% sure and 100% right (1 messages)" in (root.findtext(f"{_SVG}desc") or "")


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.floats(0, 1)), max_size=20))
def test_any_outcome_can_be_drawn(rows: list[tuple[int, int, float]]) -> None:
    of: Task = task([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])
    shown = sum(int(each) for each in _texts(confusion.picture(of)) if each.isdigit())
    assert shown == 2 * len(rows)
    assert ElementTree.fromstring(reliability.picture([of])).get("role") == "img"  # noqa: S314


@pytest.mark.parametrize("part", np.linspace(0, 1, 21))
@pytest.mark.parametrize("colour", [(11, 83, 148), (178, 58, 9)])
def test_numbers_can_be_read_on_every_shade(colour: tuple[int, int, int], part: float) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5."""
    one, other = sorted(map(_luminance, (shade(colour, part), ink_on(colour, part))))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
