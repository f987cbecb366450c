"""Pieces and marks of any text."""

from hypothesis import given
from hypothesis import strategies as st

from processors.signals_words import words
from processors.subwords import MARKS, MAX_WORD, marks, pieces, shaped


def test_the_pieces_of_a_word() -> None:
    assert pieces("bus") == ["<bu", "bus", "us>", "<bus", "bus>", "<bus>"]
    assert pieces("") == ["<>"]
    assert pieces("a") == ["<a>"]


def test_figures_become_zeros_and_long_words_end_somewhere() -> None:
    assert shaped("10u30") == "00u00"
    assert shaped("x" * 100) == "x" * MAX_WORD


def test_the_marks_of_a_text() -> None:
    def of(text: str) -> set[str]:
        return {mark for mark, there in zip(MARKS, marks(text, words(text)), strict=True) if there}

    assert of("Is het zwembad open??") == {"asks", "asks-last", "asks-twice", "length-2"}
    assert of("Help nu!! #brand @stad …") == {"exclaims", "exclaims-twice", "hashtag", "mention", "dots", "length-2"}
    assert of("DIT KAN NIET") == {"shouts", "length-2"}
    assert of("zie https://example.org") == {"link", "length-2"}
    assert of("متى؟") == {"asks", "asks-last", "length-1"}


@given(st.text())
def test_any_text_has_marks_and_any_word_pieces(text: str) -> None:
    found = marks(text, words(text))
    assert len(found) == len(MARKS)
    assert {float(mark) for mark in found} <= {0.0, 1.0}
    assert all(3 <= len(piece) <= 5 for piece in pieces(text) if len(text) > 1)
    assert not any(letter.isdecimal() and letter != "0" for letter in shaped(text))
