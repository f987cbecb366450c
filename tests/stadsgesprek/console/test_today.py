"""Vandaag: what the day says must be what the store says."""

from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from stadsgesprek.console.day import Day
from stadsgesprek.console.progress import Progress
from streams.query import Facet, Query
from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.town import NOW, SPECIAL, ZONE, Town, city, day_of_messages, served

_DAY = Day.of(NOW.date(), ZONE)
_OPEN = frozenset({"open", "bezig"})


def test_the_figures_are_the_stores(console: Console, town: Town) -> None:
    page = console.get("/")
    figures = dict(zip(page.texts(".figure dt"), page.texts(".figure dd"), strict=True))
    of_day = Query(since=_DAY.start, until=_DAY.end)
    intents = {each.value: each.count for each in town.store.count(of_day, Facet.intent)}
    work = Query(until=_DAY.end, where={Facet.status: _OPEN})
    late = Query(until=_DAY.end, where={Facet.status: _OPEN}, due_before=NOW)
    urgent = Query(until=_DAY.end, where={Facet.status: _OPEN, Facet.urgency: frozenset({"acuut", "hoog"})})
    assert figures == {
        "Contacten": str(len(day_of_messages())),
        "Vragen": str(intents["vraag"]),
        "Meldingen": str(intents["melding"]),
        "Klachten": str(intents["klacht"]),
        "Open werk": str(town.store.search(work).total),
        "Te laat": str(town.store.search(late).total),
        "Dringend": str(town.store.search(urgent).total),
    }


def test_each_figure_leads_to_the_list_of_what_it_counts(console: Console) -> None:
    page = console.get("/")
    for href, count in zip(page.attributes(".figure dt a", "href"), page.texts(".figure dd"), strict=True):
        assert console.get(href).text("#total").split()[0] == count


def test_the_chart_has_a_bar_for_each_half_hour_and_shows_the_burst(console: Console) -> None:
    page = console.get("/")
    bars = page.attributes(".rhythm .bar", "aria-label")
    assert any(bar.startswith("14:30–15:00: ") and "klachten" in bar for bar in bars)
    assert page.has(".rhythm title")
    assert page.has(".rhythm desc")
    assert "14:30–15:00" in page.text(".rhythm .peak")
    rows = dict(zip(page.texts("details.table tbody th"), page.texts("details.table tbody td"), strict=False))
    assert len(rows) == len(bars)


def test_a_bar_leads_to_the_messages_of_that_half_hour(console: Console) -> None:
    page = console.get("/")
    label, href = next(
        (label, href)
        for label, href in zip(
            page.attributes(".rhythm .bar", "aria-label"), page.attributes(".rhythm .bar", "href"), strict=True
        )
        if label.startswith("14:30")
    )
    assert console.get(href).text("#total").split()[0] == label.split()[1]


def test_what_is_urgent_comes_newest_first(console: Console) -> None:
    page = console.get("/")
    assert page.attributes(".urgent a", "href")[0] == f"/berichten/{SPECIAL['fire'].id}"
    times = page.attributes(".urgent .meta time", "datetime")
    assert times == sorted(times, reverse=True)


def test_departments_lead_to_their_open_work(console: Console) -> None:
    page = console.get("/")
    links = [href for href in page.attributes(".bars a", "href") if "dienst=" in href]
    assert links
    for href in links:
        assert "status=open" in href
        assert console.get(href).status == 200


def test_nothing_new_is_nothing_sent(console: Console) -> None:
    live = console.get("/").attributes("#live", "hx-get")[0]
    again = console.get(live)
    assert again.status == 204
    assert again.response.content == b""


def test_seconds_are_no_news(own_console: Console, own_town: Town) -> None:
    own_town.now += timedelta(seconds=1)  # within a minute, for what is told in minutes
    live = own_console.get("/").attributes("#live", "hx-get")[0]
    own_town.now += timedelta(seconds=30)
    assert own_console.get(live).status == 204


def test_at_midnight_an_open_page_goes_to_the_new_day(own_console: Console, own_town: Town) -> None:
    today = own_console.get("/").attributes("#live", "hx-get")[0]
    chosen = own_console.get("/?dag=2026-03-24").attributes("#live", "hx-get")[0]
    own_town.now += timedelta(days=1)
    assert own_console.get(today).response.headers["hx-refresh"] == "true"
    assert own_console.get(chosen).text("#live .figure dd") == str(len(day_of_messages()))


def test_news_is_sent(own_console: Console, own_town: Town) -> None:
    live = own_console.get("/").attributes("#live", "hx-get")[0]
    own_town.now += timedelta(minutes=90)
    assert own_console.get(live).has("#live .figures")


def test_a_day_without_contacts_points_to_the_last_one(console: Console) -> None:
    page = console.get("/?dag=2026-03-20")
    assert page.text("h1") == "vrijdag 20 maart 2026"
    assert page.has(".quiet-day")
    assert page.attributes(".quiet-day a", "href") == ["/?dag=2026-03-24"]


def test_an_empty_store_looks_like_a_beginning(tmp_path: Path) -> None:
    town = Town(tmp_path, empty=True)
    with served(town.app()) as address, httpx.Client(base_url=address) as client:
        page = Console(client).get("/")
        assert page.status == 200
        assert page.has(".quiet-day")
        assert not page.has(".quiet-day a")
    town.database.close()


def test_the_days_before_and_after(console: Console) -> None:
    page = console.get("/?dag=2026-03-01")
    assert page.attributes("a[rel=prev]", "href") == ["/?dag=2026-02-28"]
    assert page.attributes("a[rel=next]", "href") == ["/?dag=2026-03-02"]
    assert not console.get("/?dag=2005-01-01").has("a[rel=prev]")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-24", 24)])
def test_a_day_is_as_long_as_the_city_has_it(day: str, hours: int, console: Console) -> None:
    of_day = Day.of(date.fromisoformat(day), ZONE)
    assert of_day.end - of_day.start == timedelta(hours=hours)
    assert console.get(f"/?dag={day}").status == 200


def test_today_is_the_citys_day_not_utcs(own_console: Console, own_town: Town) -> None:
    own_town.now = NOW.replace(hour=0, minute=30)  # 23:30 the day before in UTC
    assert own_console.get("/").text("h1") == "dinsdag 24 maart 2026"


@pytest.mark.parametrize("day", ["gisteren", "2026-02-30", "20260324", "1999-01-01", "9999-12-31", "2026-03-24T10:00"])
def test_what_is_no_day_is_refused_in_words(day: str, console: Console) -> None:
    page = console.get("/", params={"dag": day})
    assert page.status == 400
    assert "2026-03-24" in page.text(".lead")


def test_a_replay_shows_how_far_it_is(own_console: Console, own_town: Town) -> None:
    assert not own_console.get("/").has(".replay")
    own_town.progress = Progress(now=NOW, done=1200, total=4800)
    page = own_console.get("/")
    assert "17:12" in page.text(".replay")
    assert "1.200 van 4.800" in page.text(".replay")


def test_every_department_of_the_bars_has_its_name(console: Console) -> None:
    names = {label.nl for label in city().departments.values()}
    page = console.get("/")
    shown = {
        name
        for name, href in zip(page.texts(".bars .what"), page.attributes(".bars a", "href"), strict=True)
        if "dienst=" in href
    }
    assert shown <= names
