"""The reactieschema as people meet it: walked through with arrow keys, tried with a message, without JavaScript."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.stadsgesprek.console.town import SPECIAL, city

_AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text("utf-8")
_TREE = city().tree
_NESTED = next(
    id for id, node in _TREE.nodes.items() if node.ja in _TREE.nodes and _TREE.nodes[node.ja].ja in _TREE.outcomes
)
"""A question of the outermost chain; a yes leads to a question, and a yes there to an outcome."""


def _violations(page: Page) -> list[tuple[str, list[Any]]]:
    page.evaluate(_AXE)  # from outside the page, where its policy does not hold
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]


def _try(page: Page, text: str = "Hoe laat is het zwembad Wezenberg vandaag open?") -> None:
    page.locator("#tekst").fill(text)
    page.locator(".try button").click()
    expect(page.locator("#tried")).to_be_focused()


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_the_arrow_keys_walk_the_tree(open_page: Open) -> None:
    page = open_page("/schema")
    boxes = page.locator(".picture-scroll .box")
    assert page.locator(".picture-scroll [tabindex='0']").count() == 1
    boxes.first.focus()
    path = [_TREE.root]
    while path[-1] != _NESTED:
        page.keyboard.press("ArrowDown")
        path.append(_TREE.nodes[path[-1]].nee)
        assert _focused(page) == f"vak-{path[-1]}"
    page.keyboard.press("ArrowRight")
    inner = _TREE.nodes[_NESTED].ja
    assert _focused(page) == f"vak-{inner}"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")  # at an outcome there is nowhere to go
    page.keyboard.press("ArrowLeft")
    assert _focused(page) == f"vak-{inner}"
    page.keyboard.press("ArrowLeft")
    assert _focused(page) == f"vak-{_NESTED}"
    for question in reversed(path[:-1]):
        page.keyboard.press("ArrowUp")
        assert _focused(page) == f"vak-{question}"
    page.keyboard.press("ArrowUp")
    assert _focused(page) == f"vak-{_TREE.root}"
    assert page.locator(".picture-scroll [tabindex='0']").count() == 1


def test_what_has_the_focus_is_in_view_and_shows_it(open_page: Open) -> None:
    page = open_page("/schema")
    page.locator(".picture-scroll").scroll_into_view_if_needed()
    page.locator(".picture-scroll .box").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    box = page.locator(".picture-scroll .box:focus")
    inner, outer = box.bounding_box(), page.locator(".picture-scroll").bounding_box()
    assert inner is not None
    assert outer is not None
    assert outer["y"] <= inner["y"] <= outer["y"] + outer["height"]
    assert box.locator(".shape").evaluate("shape => parseFloat(getComputedStyle(shape).strokeWidth)") >= 3


def test_for_who_hears_it_it_is_a_tree(open_page: Open) -> None:
    page = open_page("/schema")
    expect(page.get_by_role("tree", name="Reactieschema Antwerpen")).to_be_visible()
    root = _TREE.nodes[_TREE.root].vraag
    first = page.get_by_role("treeitem").first
    expect(first).to_have_accessible_name(re.compile(rf"Vraag 1: {re.escape(root)}"))
    expect(first).to_have_attribute("aria-level", "1")
    assert page.get_by_role("treeitem").count() == 2 * len(_TREE.nodes) + 1


def test_enter_explains_and_escape_goes_back(open_page: Open) -> None:
    page = open_page("/schema")
    page.locator(".picture-scroll .box").first.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#explained")
    expect(panel).to_be_focused()
    node = _TREE.nodes[_TREE.root]
    for text in (node.vraag, node.waarom, "Ja als", "Yes if"):
        expect(panel).to_contain_text(text)
    panel.locator(".no a").click()
    expect(panel).to_contain_text(_TREE.nodes[node.nee].vraag)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert _focused(page) == f"vak-{node.nee}"


def test_an_outcome_explains_itself_too(open_page: Open) -> None:
    page = open_page("/schema")
    box = page.locator(".picture-scroll .box.end:not(.jump)").first
    id = (box.get_attribute("href") or "").removeprefix("#afloop-")
    box.click()
    expect(page.locator("#explained")).to_contain_text(_TREE.outcomes[id].reason)
    page.locator("#explained [data-close]").click()
    expect(page.locator("#explained")).to_be_hidden()


def test_it_grows_and_shrinks(open_page: Open) -> None:
    page = open_page("/schema")
    svg = page.locator(".picture-scroll svg")
    width = "svg => svg.width.baseVal.value"
    natural = svg.evaluate(width)
    page.locator("[data-zoom=in]").click()
    assert svg.evaluate(width) > natural
    page.locator("[data-zoom=fit]").click()
    assert svg.evaluate("svg => svg.getBoundingClientRect().height") <= 1 + page.locator(".picture-scroll").evaluate(
        "frame => frame.clientHeight"
    )
    page.locator(".picture-scroll .box[tabindex='0']").focus()
    page.keyboard.press("0")
    assert svg.evaluate(width) == natural
    page.keyboard.press("-")
    assert svg.evaluate(width) < natural


def test_a_typed_message_shows_its_way_without_a_new_page(open_page: Open) -> None:
    page = open_page("/schema")
    page.evaluate("window.same = true")
    _try(page)
    assert page.evaluate("window.same") is True
    expect(page.locator(".tried")).to_contain_text("Zwembaden")
    end = page.locator(".picture-scroll .end.went")
    expect(end).to_have_count(1)
    inner, outer = end.bounding_box(), page.locator(".picture-scroll").bounding_box()
    assert inner is not None
    assert outer is not None
    assert outer["y"] <= inner["y"] <= outer["y"] + outer["height"]
    expect(page.locator("#tekst")).to_have_value(re.compile("Wezenberg"))
    assert page.get_by_role("tree").count() == 1  # the new picture can be walked as well
    _try(page, "Bedankt, vriendelijke mensen van de bibliotheek!")
    expect(page.locator(".tried")).to_contain_text("Compliment")


def test_a_form_that_cannot_be_taken_says_so_in_place(open_page: Open) -> None:
    page = open_page("/schema", may_complain=True)  # the browser itself logs a status of 422
    page.locator("#tekst").fill("Is het zwembad open?")
    page.locator("#volgers").fill("veel")
    page.locator(".try button").click()
    expect(page.locator("[role=alert]")).to_be_focused()
    expect(page.locator("[role=alert]")).to_contain_text("1200")


def test_it_all_works_without_javascript(open_page: Open) -> None:
    page = open_page("/schema", javascript=False)
    expect(page.locator(".zoom")).to_be_hidden()
    page.locator(".picture-scroll .box").first.click()
    assert page.url.endswith(f"#vraag-{_TREE.root}")
    question = page.locator(f"[id='vraag-{_TREE.root}']").first
    question.locator("summary").first.click()
    expect(question.locator(".explanation").first).to_be_visible()
    page.locator("#tekst").fill("Hoe laat is het zwembad open?")
    page.locator(".try button").click()
    page.wait_for_url("**/schema/probeer")
    expect(page.locator(".tried")).to_be_visible()
    expect(page.locator(".picture-scroll .end.went")).to_have_count(1)


def test_from_a_message_to_its_way(open_page: Open) -> None:
    page = open_page(f"/berichten/{SPECIAL['fire'].id}")
    page.locator(".made a").first.click()
    page.wait_for_url(f"**/schema?bericht={SPECIAL['fire'].id}")
    expect(page.locator(".picture-scroll .end.went.escaleren")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_picture_scrolls_in_its_own_box(width: int, open_page: Open) -> None:
    for path in ("/schema", f"/schema?bericht={SPECIAL['fire'].id}"):
        page = open_page(path, width=width)
        page.locator(".picture-scroll .box").nth(1).focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        frame = page.locator(".picture-scroll").evaluate("frame => [frame.scrollHeight, frame.clientHeight]")
        assert frame[0] > frame[1]
    _try(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("nl", "light", 1440), ("en", "dark", 1440), ("nl", "dark", 320), ("en", "light", 768)],
)
def test_axe_finds_nothing(language: str, scheme: str, width: int, open_page: Open) -> None:
    page = open_page("/schema", width=width, locale=language, color_scheme=scheme)
    assert _violations(page) == []
    _try(page)
    page.locator(".picture-scroll .box.question.went").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#explained")).to_be_visible()
    assert _violations(page) == []
