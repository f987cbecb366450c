"""Berichten: filters, counts, chips, paging."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from stadsgesprek.console.filters import PARAMETERS
from streams.query import Facet, Query
from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.town import ARABIC, SPECIAL, Town, day_of_messages


def test_paging_reaches_every_message_once(console: Console) -> None:
    seen: list[str] = []
    href = "/berichten"
    while href:
        page = console.get(href)
        seen += page.attributes(".row .text a", "href")
        href = next(iter(page.attributes("#more a", "href")), "")
    assert len(seen) == len(set(seen)) == len(day_of_messages())


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_facet_filters_and_its_counts_are_true(name: str, console: Console, town: Town) -> None:
    facet = PARAMETERS[name]
    counts = {each.value: each.count for each in town.store.count(Query(), facet)}
    page = console.get("/berichten")
    values = page.attributes(f"input[name={name}]", "value")
    assert set(values) == set(counts)
    for value in values[:3]:
        filtered = console.get("/berichten", params={name: value})
        assert filtered.text("#total").split()[0] == str(counts[value])
        assert filtered.attributes(f"input[name={name}][checked]", "value") == [value]
        # The other values of the same facet stay to choose from, with what they would give.
        assert set(filtered.attributes(f"input[name={name}]", "value")) == set(counts)


def test_values_of_one_facet_add_up_and_facets_narrow(console: Console, town: Town) -> None:
    both = console.get("/berichten?bedoeling=vraag&bedoeling=klacht&kanaal=twitter")
    where = {Facet.intent: frozenset({"vraag", "klacht"}), Facet.channel: frozenset({"twitter"})}
    assert both.text("#total").split()[0] == str(town.store.search(Query(where=where)).total)


def test_a_chip_takes_its_filter_away(console: Console) -> None:
    page = console.get("/berichten?q=loket&bedoeling=klacht&kanaal=twitter&van=2026-03-24&tot=2026-03-24&te-laat=1")
    chips = page.texts(".chips li:not(:last-child) a")
    assert len(chips) == 5
    assert "Dag 24 maart 2026 (verwijder)" in chips
    hrefs = page.attributes(".chips li:not(:last-child) a", "href")
    asked = set(parse_qsl(urlsplit(str(page.response.url)).query))
    for href in hrefs:
        left = set(parse_qsl(urlsplit(href).query))
        assert left < asked
    assert page.attributes(".chips .clear", "href") == ["/berichten"]


def test_a_search_finds_words_without_accents(console: Console) -> None:
    page = console.get("/berichten?q=RECYCLAGEPARK")
    assert page.attributes(".row .text a", "href") == [f"/berichten/{SPECIAL['edited'].id}"]


def test_what_people_wrote_is_never_mark_up(console: Console) -> None:
    page = console.get("/berichten?q=alert")
    assert not page.has("main script")
    assert not page.has(".row img")
    assert "<script>" in page.text(".row .text")


def test_another_script_has_its_direction_and_language(console: Console) -> None:
    page = console.get("/berichten", params={"q": ARABIC.split()[2]})
    assert page.text(".row .text") == ARABIC
    assert page.attributes(".row .text span", "dir") == ["auto"]
    assert page.attributes(".row .text span", "lang") == ["ar"]


def test_late_work_is_told_in_words(console: Console) -> None:
    page = console.get("/berichten?te-laat=1")
    assert page.texts(".due.late")
    assert all("te laat" in text for text in page.texts(".due.late"))
    assert len(page.texts(".due.late")) == len(page.texts(".row"))


def test_an_empty_result_says_what_to_do(console: Console) -> None:
    page = console.get("/berichten?q=onvindbaarwoord&dienst=bestaat-niet")
    assert page.status == 200
    assert page.text("#total") == "0 berichten"
    assert "Wis alle filters" in page.text(".empty")
    assert "bestaat-niet" in page.text(".chips")


def test_fields_left_empty_are_not_in_the_address(console: Console) -> None:
    page = console.get("/berichten?q=&van=&tot=&kanaal=twitter")
    assert page.status == 303
    assert page.response.headers["location"] == "/berichten?kanaal=twitter"


def test_htmx_gets_the_address_to_show(console: Console) -> None:
    page = console.get("/berichten?q=&van=&tot=&kanaal=twitter", headers={"HX-Request": "true"})
    assert page.status == 200
    assert page.response.headers["hx-push-url"] == "/berichten?kanaal=twitter"


def test_more_rows_keep_the_address(console: Console) -> None:
    href = console.get("/berichten").attributes("#more a", "hx-get")[0]
    more = console.get(href, headers={"HX-Request": "true"})
    assert "hx-push-url" not in more.response.headers
    assert more.texts("#rows > li")


@pytest.mark.parametrize(
    "query",
    [
        "van=morgen",
        "tot=2026-13-01",
        "van=2026-03-24T10:00",
        "tot=0001-01-01T00:00:00%2B00:00",
        "na=zomaar",
        "q=" + "x" * 201,
        "kanaal=" + "x" * 65,
        "&".join(f"dienst=d{n}" for n in range(51)),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_in_words(query: str, console: Console) -> None:
    page = console.get("/berichten?" + query)
    assert page.status == 400
    assert page.text(".lead")


def test_the_page_has_no_script_or_style_of_its_own(console: Console) -> None:
    for path in ("/", "/berichten", f"/berichten/{SPECIAL['script'].id}", "/schema", "/nergens"):
        page = console.get(path)
        assert all(page.attributes("script", "src"))
        assert not page.has("style")
        assert not page.has("[style]")
        assert not re.search(r"\son\w+=", page.response.text.replace("onerror=alert", ""))
        outside = [*page.attributes("script", "src"), *page.attributes("link", "href"), *page.attributes("img", "src")]
        assert all(each.startswith("/static/") for each in outside)
