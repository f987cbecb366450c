"""The editor of the rules in a real browser: from a threshold to the next decision, by hand and by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_console import violations
from tests.stadsgesprek.console.rules_town import RulesTown
from tests.stadsgesprek.console.town import NOW, message, served

_LIMIT = "input[name='fragments/groot-bereik/followers/>=']"
_TEXT = "Hoe laat gaat het zwembad morgen open?"
_AUTHOR = {"pseudonym": "a-5c1f", "followers": 6_000}
_FORMS = ("/regels/drempels", "/regels/antwoorden", "/regels/antwoorden/vraag", "/regels/uitkomsten")
_PAGES = ("/regels", *_FORMS, "/regels/uitkomst/veel-lezers")


@pytest.fixture
def rules_town(tmp_path: Path) -> Iterator[RulesTown]:
    """A town of the test's own, with one message that was decided on."""
    town = RulesTown(tmp_path, empty=True)
    town.said(message("eerst", _TEXT, NOW, author=_AUTHOR))
    yield town
    town.database.close()


@pytest.fixture
def address(rules_town: RulesTown) -> Iterator[str]:
    """Where its console is."""
    with served(rules_town.app()) as address:
        yield address


def _change(page: Page, number: str) -> None:
    page.goto("/regels/drempels")
    page.locator(_LIMIT).fill(number)
    page.get_by_role("button", name="Bewaar in het ontwerp").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard in het ontwerp")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_threshold_goes_all_the_way_to_the_next_decision(
    javascript: bool, open_page: Open, rules_town: RulesTown
) -> None:
    page = open_page("/regels", javascript=javascript)
    page.locator(".doors a", has_text="Drempels").click()
    page.locator(_LIMIT).fill("5.000")
    page.get_by_role("button", name="Bewaar in het ontwerp").click()
    page.get_by_role("link", name="Bekijk het ontwerp").first.click()
    expect(page.locator(".changes")).to_contain_text("5000 (was 10000)")
    expect(page.locator(".put button")).to_be_disabled()
    page.get_by_role("button", name="Controleer het ontwerp").click()
    expect(page.locator("#controle .state-tag")).to_have_text("in orde")
    page.get_by_role("button", name="Test het ontwerp").click()
    expect(page.locator("#test .state-tag")).to_have_text("in orde")
    rules_town.now = NOW.replace(hour=18)
    page.get_by_label("30 dagen").check()
    page.get_by_role("button", name="Probeer").click()
    expect(page.locator(".tried-out")).to_contain_text("1 van 1 berichten zouden anders behandeld zijn")
    if javascript:
        expect(page.locator("#try")).to_be_focused()
    page.get_by_label("Uw naam").fill("Webteam")
    page.get_by_role("button", name="Zet in werking").click()
    expect(page.get_by_role("status")).to_contain_text("In werking gezet")
    expect(page.locator(".entries li")).to_contain_text("door Webteam")
    expect(page.locator(".in-force")).to_contain_text("Sinds")
    current = rules_town.said(message("daarna", _TEXT, rules_town.now, author=_AUTHOR)).current
    assert current is not None
    assert current.outcome == "veel-lezers"


def test_the_keyboard_is_enough(open_page: Open, rules_town: RulesTown) -> None:
    page = open_page("/regels/uitkomst/nakijken")
    keys = page.keyboard

    def to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            keys.press("Tab")
        pytest.fail(f"Tab never comes to {selector}")

    def enter() -> None:
        with page.expect_navigation():
            keys.press("Enter")

    to("#reason")
    keys.press("ControlOrMeta+a")
    keys.type("Eerst kijkt een mens.")
    to("#action")
    keys.type("Esc")  # escaleren, by its first letters
    to("input[name=human]")
    to(".edit button")
    enter()
    to("[role=status] a")
    enter()
    expect(page.locator(".changes")).to_contain_text("Eerst kijkt een mens.")
    to("#controle button")
    enter()
    to("#test button")
    enter()
    to("#door")
    keys.type("Webteam")
    to("[name=wanneer]")
    keys.press("ArrowRight")
    to("[name=moment]")
    to(".put button")
    enter()
    (entry,) = rules_town.in_force.entries()
    assert entry.by == "Webteam"
    assert entry.effective.astimezone(NOW.tzinfo).isoformat() == "2026-03-30T08:00:00+02:00"
    expect(page.locator(".coming")).to_contain_text("maandag 30 maart 2026, 08:00")


def test_the_example_follows_what_is_typed(open_page: Open, rules_town: RulesTown) -> None:
    page = open_page("/regels/antwoorden/vraag")
    text = page.locator("#tekst-nl")
    text.press("ControlOrMeta+End")
    text.press_sequentially("\n{Tot straks|Tot ziens}, {stad}")
    expect(page.locator("#voorbeeld-nl blockquote").last).to_contain_text("Tot ziens, Antwerpen")
    text.press_sequentially(" {x")
    expect(page.locator("#voorbeeld-nl .problems")).to_contain_text("has no partner")
    expect(text).to_be_focused()
    assert rules_town.draft.read() is None


def test_a_page_that_is_behind_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page("/regels/drempels", may_complain=True)
    other = open_page("/regels/drempels")
    _change(other, "9000")
    page.locator(_LIMIT).fill("8000")
    page.get_by_role("button", name="Bewaar in het ontwerp").click()
    expect(page.get_by_role("alert")).to_contain_text("Intussen veranderde iemand")
    expect(page.locator(_LIMIT)).to_have_value("8000")
    page.get_by_role("button", name="Bewaar in het ontwerp").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard in het ontwerp")


def _all_pages(page: Page) -> Iterator[str]:
    """Every page of the editor: without a draft, with one that was tried, with a broken one, and with a log."""
    for path in _PAGES:
        page.goto(path)
        yield path
    page.goto("/regels/drempels?taal=nl")
    _change(page, "2000")
    page.goto("/regels")
    for step in ("Controleer het ontwerp", "Test het ontwerp"):
        page.get_by_role("button", name=step).click()
    page.get_by_role("button", name="Probeer").click()
    expect(page.locator(".tried-out")).to_be_visible()
    yield "a draft"
    _change(page, "9000")
    page.goto("/regels")
    page.get_by_label("Uw naam").fill("Webteam van de stad met een heel lange naam")
    for step in ("Controleer het ontwerp", "Test het ontwerp"):
        page.get_by_role("button", name=step).click()
    page.get_by_label("Uw naam").fill("Webteam van de stad met een heel lange naam")
    page.get_by_role("button", name="Zet in werking").click()
    yield "a log"
    page.locator(".entries a").click()
    yield "an entry"
    page.goto("/regels/uitkomst/stil")
    page.locator("#action").select_option("escaleren")
    page.get_by_role("button", name="Bewaar in het ontwerp").click()
    yield "a broken outcome"
    page.goto("/regels")
    yield "a broken draft"


def _fits(page: Page, place: str) -> None:
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)


def test_nothing_sticks_out_at_the_side(open_page: Open) -> None:
    page = open_page("/regels")
    for place in _all_pages(page):
        _fits(page, place)


def test_nothing_sticks_out_in_english(open_page: Open) -> None:
    page = open_page("/regels", locale="en-GB")
    expect(page.locator("h1")).to_have_text("Rules")
    for path in _PAGES:
        page.goto(path)
        _fits(page, path)


def test_axe_finds_nothing_serious(open_page: Open) -> None:
    page = open_page("/regels")
    for place in _all_pages(page):
        for scheme, width in (("dark", 320), ("light", 1440)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (place, scheme)
