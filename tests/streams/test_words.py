"""Words as the record stores compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.words import LONGEST, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Is het ZWEMBAD open? Is het?", ("is", "het", "zwembad", "open")),
        ("Sint-Bernardsesteenweg 12b, foto's", ("sint", "bernardsesteenweg", "12b", "foto", "s")),
        ("crème brûlée à l'œuvre", ("creme", "brulee", "a", "l", "oeuvre")),
        ("IJzerlaan ĳzer İstanbul ışık IŞIK", ("ijzerlaan", "ijzer", "istanbul", "isik")),
        ("Łódź Straße Ærø", ("lodz", "strasse", "aero")),
        ("الهويّة الهويه أين", ("الهويه", "اين")),
        ("zwem\u00adbad_open 🏊👏 ", ("zwembad", "open")),
        ("", ()),
        ("z" * 150, ("z" * LONGEST,)),
    ],
)
def test_the_words_of_a_text(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


@given(st.text())
def test_words_are_letters_and_digits_and_stay_as_they_are(text: str) -> None:
    found = words(text)
    assert all(word.isalnum() and len(word) <= LONGEST for word in found)
    assert len(set(found)) == len(found)
    assert words(" ".join(found)) == found


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_part_between_blanks_keeps_its_words(left: str, right: str) -> None:
    assert set(words(f"{left} {right}")) == {*words(left), *words(right)}
