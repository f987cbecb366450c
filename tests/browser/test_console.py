"""The console as people meet it: with a keyboard, on a telephone, without JavaScript, in the dark."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.stadsgesprek.console.town import SPECIAL

_FIRE = f"/berichten/{SPECIAL['fire'].id}"
_PAGES = ["/", "/?dag=2026-03-20", "/berichten", "/berichten?q=alert", _FIRE, f"/berichten/{SPECIAL['script'].id}"]
_PAGES += ["/schema"]
_AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text("utf-8")


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_sticks_out_at_the_side(width: int, language: str, open_page: Open) -> None:
    page = open_page("/schema", width=width, locale=language)
    for path in _PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def violations(page: Page) -> list[tuple[str, list[Any]]]:
    """What axe finds that keeps people out."""
    page.evaluate(_AXE)  # from outside the page, where its policy does not hold
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"]])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("scheme", "width"), [("dark", 320), ("light", 1440)])
def test_axe_finds_nothing_serious(scheme: str, width: int, open_page: Open) -> None:
    page = open_page("/schema", width=width, color_scheme=scheme)
    for path in _PAGES:
        page.goto(path)
        assert violations(page) == [], path


def test_targets_are_large_enough_to_touch(open_page: Open) -> None:
    page = open_page("/schema", width=320)
    for path in ("/", "/berichten?kanaal=twitter", _FIRE):
        page.goto(path)
        page.evaluate(_AXE)
        found = page.evaluate("axe.run(document, {runOnly: ['target-size'], rules: {'target-size': {enabled: true}}})")
        assert [node["html"] for each in found["violations"] for node in each["nodes"]] == [], path


def test_the_keyboard_reaches_a_message(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.urgent a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(_FIRE))
    expect(page.locator("h1")).to_contain_text("Noodgeval")


def test_the_arrow_keys_walk_along_the_chart(open_page: Open) -> None:
    page = open_page("/")
    bars = page.locator(".rhythm .bar")
    bars.first.focus()
    page.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    expect(bars.nth(1).locator(".readout")).to_be_visible()
    expect(page.locator(".rhythm .peak")).to_be_hidden()
    assert page.locator(".rhythm .bar[tabindex='0']").count() == 1
    bars.nth(5).hover()
    expect(bars.nth(5).locator(".readout")).to_be_visible()
    expect(bars.nth(1).locator(".readout")).to_be_hidden()


def test_filters_work_smoothly_and_can_be_shared(open_page: Open) -> None:
    page = open_page("/berichten")
    page.evaluate("window.same = true")
    box = page.locator("#bedoeling-klacht")
    box.check()
    page.wait_for_url("**/berichten?bedoeling=klacht")
    expect(page.locator(".chips")).to_contain_text("Klacht")
    expect(page.locator("#announce")).to_have_text(page.locator("#total").inner_text())
    expect(page.locator("#bedoeling-klacht")).to_be_focused()
    total = page.locator("#total").inner_text()
    page.locator("#q").fill("loket")
    page.keyboard.press("Enter")
    page.wait_for_url("**/berichten?bedoeling=klacht&q=loket")
    assert page.evaluate("window.same") is True
    page.locator(".chips a", has_text="loket").click()
    expect(page.locator("#total")).to_have_text(total)
    shared = open_page(page.url)
    expect(shared.locator("#total")).to_have_text(total)


def test_back_brings_back_the_list_as_it_was(open_page: Open) -> None:
    page = open_page("/berichten")
    total = page.locator("#total").inner_text()
    page.locator("#bedoeling-klacht").check()
    page.wait_for_url("**/berichten?bedoeling=klacht")
    page.go_back()
    expect(page.locator("#total")).to_have_text(total)
    # What people wrote is on no disk: htmx keeps no copies of pages.
    kept = page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    assert set(kept) <= {"htmx-current-path-for-history"}


def test_more_rows_come_below_and_take_the_focus(open_page: Open) -> None:
    page = open_page("/berichten")
    rows = page.locator(".row")
    before = rows.count()
    page.locator("#more a").click()
    expect(rows).to_have_count(2 * before)
    expect(rows.nth(before).locator("a")).to_be_focused()
    assert len(set(page.locator(".row .text a").evaluate_all("all => all.map(a => a.href)"))) == 2 * before


def test_everything_works_without_javascript(open_page: Open) -> None:
    page = open_page("/berichten", javascript=False)
    page.locator("#bedoeling-klacht").check()
    page.locator(".apply button").click()
    page.wait_for_url("**/berichten?bedoeling=klacht")
    page.locator("#more a").click()
    page.locator(".row .text a").first.click()
    expect(page.locator(".way .end")).to_be_visible()


def test_on_a_telephone_the_filters_wait_behind_a_button(open_page: Open) -> None:
    for javascript in (True, False):
        page = open_page("/berichten", width=320, javascript=javascript)
        expect(page.locator(".facets")).to_be_hidden()
        page.locator("label.show-filters").click()
        expect(page.locator("#bedoeling-klacht")).to_be_visible()


def test_the_language_switch_stays_on_the_page_and_is_remembered(open_page: Open) -> None:
    page = open_page("/berichten?kanaal=twitter")
    page.locator(".languages a[lang=en]").click()
    expect(page.locator("h1")).to_have_text("Messages")
    expect(page.locator(".chips")).to_contain_text("Channel")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_live_part_asks_again_unless_paused(open_page: Open) -> None:
    page = open_page("/")
    with page.expect_response(lambda answer: "stand=" in answer.url) as answered:
        pass
    assert answered.value.status == 204
    page.locator("[data-live]").click()
    expect(page.locator("[data-live]")).to_have_attribute("aria-pressed", "true")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # What a poll does, without its clock: the page must stop it.
    page.evaluate("htmx.ajax('GET', '/', {source: '#live', target: '#live'}).catch(() => null)")
    expect(page.locator("[data-live] .stopped")).to_be_visible()
    assert asked == []


def test_a_console_that_is_gone_is_told(open_page: Open) -> None:
    page = open_page("/", may_complain=True)
    page.route("**/*stand=*", lambda route: route.fulfill(status=503, body=""))
    expect(page.locator(".lost")).to_be_visible()
    expect(page.locator(".figures").first).to_be_visible()
    page.unroute("**/*stand=*")
    expect(page.locator(".lost")).to_be_hidden()


def test_the_page_stores_a_reply(open_page: Open) -> None:
    page = open_page(f"/berichten/{SPECIAL['private'].id}")
    page.locator("#antwoord").fill("Doe eerst aangifte bij de politie.")
    page.get_by_role("button", name="Bewaar antwoord").click()
    expect(page.locator(".notice.good")).to_contain_text("Dank u")


def test_in_print_the_message_stays_and_the_tools_go(open_page: Open) -> None:
    page = open_page(_FIRE)
    page.emulate_media(media="print")
    expect(page.locator(".words")).to_be_visible()
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".handling")).to_be_hidden()
