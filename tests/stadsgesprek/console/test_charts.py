"""Charts: what the shapes must say of the numbers."""

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from stadsgesprek.console.charts import Bar, ceiling, grid, rhythm, share

_bars = st.lists(
    st.integers(0, 5000).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total))),
    min_size=1,
    max_size=50,
)


@given(_bars)
def test_heights_are_proportional_and_parts_stand_on_the_rest(counts: list[tuple[int, int]]) -> None:
    bars = [Bar(total, part, f"{total}", "/x") for total, part in counts]
    html = LexborHTMLParser(rhythm(bars, title="t", description="d", peak=("p", "v")))
    shown = html.css(".bar")
    filled = [bar for bar in bars if bar.total]
    assert len(shown) == len(filled)
    unit = 172 / ceiling(max(total for total, _ in counts))
    for node, bar in zip(shown, filled, strict=True):
        heights = {
            str(rect.attributes["class"]): float(rect.attributes["height"] or "nan") for rect in node.css("rect")
        }
        assert abs(heights.get("part", 0) - bar.part * unit) < 0.11
        assert abs(heights.get("rest", 0) - (bar.total - bar.part) * unit) < 0.11


@given(st.integers(0, 10**9))
def test_the_axis_ends_at_a_round_number_above_with_whole_lines(most: int) -> None:
    top = ceiling(most)
    assert most <= top <= max(4, 2.5 * most)
    lines = grid(top)
    assert lines[-1] == top
    assert len({b - a for a, b in zip((0, *lines), lines, strict=False)}) == 1


@given(st.text())
def test_text_is_never_mark_up(text: str) -> None:
    html = LexborHTMLParser(rhythm([Bar(1, 1, text, text)], title=text, description=text, peak=(text, text), now=0.5))
    assert {node.tag for node in html.css("svg *")} <= {"title", "desc", "text", "tspan", "line", "a", "rect"}


def test_a_share_of_nothing_is_nothing() -> None:
    assert 'width="0.00%"' in share(0, 0)
    assert 'width="25.00%"' in share(1, 4)
