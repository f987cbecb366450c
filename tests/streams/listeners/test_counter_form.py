"""The counter's form: counts once, keeps no name, says what is wrong beside the field, works without scripts."""

from collections.abc import Iterator

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.applications import Starlette
from starlette.routing import Mount

from schemas.vocabulary import Operation
from streams.listeners.counter import counter_app
from tests.streams.listeners.counters import DESKS, KEY, NOW, Counter, running
from tests.streams.listeners.publishers import Recorder
from tests.streams.listeners.servers import serving


@pytest.fixture(scope="module")
def shared() -> Iterator[Counter]:
    with running() as counter:
        yield counter


@pytest.fixture
def counter(shared: Counter) -> Counter:
    shared.published.events.clear()
    shared.published.broken = False
    shared.now = NOW
    return shared


def one(page: LexborHTMLParser, selector: str) -> LexborNode:
    """The only element that the selector finds."""
    (found,) = page.css(selector)
    return found


def opened(counter: Counter, **query: str) -> dict[str, str]:
    """The fields of a new form, as a browser would send them."""
    page = LexborHTMLParser(counter.http.get("/", params=query).text)
    fields = {str(each.attributes["name"]): each.attributes["value"] or "" for each in page.css("input[type=hidden]")}
    return {**fields, "loket": DESKS[0], "tekst": "Is het loket open?", "naam": ""}


def test_a_filled_in_form_becomes_a_message(counter: Counter) -> None:
    form = opened(counter)
    answer = counter.http.post("/", data={**form, "tekst": "Eén\r\ntwee", "naam": " Jan Peeters "})
    (message,) = counter.published.messages
    assert answer.status_code == 303
    assert (message.account, message.native_id, message.content) == (DESKS[0], form["contact"], "Eén\ntwee")
    assert (message.published, message.revision) == (NOW, 0)
    assert message.author is not None
    assert b"Peeters" not in counter.published.events[0].body
    shown = counter.http.get(answer.headers["location"]).text
    assert form["contact"] in shown
    page = LexborHTMLParser(shown)
    assert one(page, "[role=status]").text()
    assert one(page, "option[selected]").text() == DESKS[0]


def test_a_double_click_counts_once(counter: Counter) -> None:
    form = opened(counter)
    counter.http.post("/", data=form)
    counter.later(minutes=5)
    counter.http.post("/", data=form)
    first, again = counter.published.messages
    assert first == again


def test_a_form_sent_again_with_another_text_edits_it(counter: Counter) -> None:
    form = opened(counter)
    for text in ("Is het open?", "Is het morgen open?", "Is het morgen open??"):
        counter.http.post("/", data={**form, "tekst": text})
    first, second, third = counter.published.messages
    assert first.id == second.id == third.id
    assert first.published == second.published == third.published
    assert first.revision < second.revision < third.revision
    assert second.operation is Operation.edited


def test_a_form_that_was_noted_does_not_move_to_another_desk(counter: Counter) -> None:
    form = opened(counter)
    counter.http.post("/", data=form)
    answer = counter.http.post("/", data={**form, "loket": DESKS[1]})
    assert answer.status_code == 422
    assert len(counter.published.events) == 1


def test_every_form_has_an_id_of_its_own(counter: Counter) -> None:
    assert opened(counter)["contact"] != opened(counter)["contact"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tekst": " "}, "tekst"),
        ({"tekst": "x" * 100_001}, "tekst"),
        ({"tekst": "a\x00b"}, "tekst"),
        ({"loket": ""}, "loket"),
        ({"loket": "elders"}, "loket"),
        ({"naam": "x" * 501}, "naam"),
    ],
)
def test_what_is_wrong_stands_at_the_top_and_at_the_field(
    counter: Counter, change: dict[str, str], field: str, language: str
) -> None:
    form = {**opened(counter, taal=language), "tekst": "<b>&", "naam": "O'Neil", **change}
    answer = counter.http.post("/", data=form)
    page = LexborHTMLParser(answer.text)
    assert (answer.status_code, answer.headers["content-language"]) == (422, language)
    assert [link.attributes["href"] for link in page.css("[role=alert] a")] == [f"#{field}"]
    wrong = one(page, "[aria-invalid=true]")
    assert wrong.attributes["id"] == field
    described = (wrong.attributes["aria-describedby"] or "").split()
    assert all(one(page, f"#{each}").text() for each in described)
    assert one(page, "input[name=contact]").attributes["value"] == form["contact"]
    assert one(page, "html").attributes["lang"] == language
    if "tekst" not in change:
        assert one(page, "textarea").text().strip() == "<b>&"
    assert counter.published.events == []


def test_when_nothing_takes_it_the_form_stays_filled_in_and_can_be_sent_again(counter: Counter) -> None:
    form = opened(counter)
    counter.published.broken = True
    refused = counter.http.post("/", data=form)
    page = LexborHTMLParser(refused.text)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert one(page, "textarea").text().strip() == form["tekst"]
    assert one(page, "input[name=contact]").attributes["value"] == form["contact"]
    counter.published.broken = False
    assert counter.http.post("/", data=form).status_code == 303
    assert len(counter.published.messages) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "br"}, 415),
    ],
)
def test_another_kind_of_form_is_refused(counter: Counter, headers: dict[str, str], status: int) -> None:
    assert counter.http.post("/", content=b"tekst=x", headers=headers).status_code == status


def test_a_form_with_very_many_fields_is_refused(counter: Counter) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert counter.http.post("/", content=b"&".join([b"a=1"] * 100), headers=headers).status_code == 400


def test_bytes_that_are_no_utf8_are_text_with_marks_rather_than_a_crash(counter: Counter) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"loket=loket-deurne&tekst=caf%E9\xe9&contact=nope"
    assert counter.http.post("/", content=body, headers=headers).status_code == 303


def test_every_field_has_a_label_and_nothing_comes_from_elsewhere(counter: Counter) -> None:
    answer = counter.http.get("/")
    page = LexborHTMLParser(answer.text)
    labelled = {label.attributes["for"] for label in page.css("label")}
    assert labelled == {each.attributes["id"] for each in page.css("select, textarea, input:not([type=hidden])")}
    assert one(page, "fieldset > legend").text()
    assert page.css("script, [style], [onclick]") == []
    assert "http" not in answer.text
    style = counter.http.get("/loket.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text


def test_it_can_be_mounted_below_another_path() -> None:
    published = Recorder()
    below = counter_app(published, city="Stad", desks=DESKS, token="t" * 20, pseudonym_key=KEY, clock=lambda: NOW)
    with serving(Starlette(routes=[Mount("/loket", below)])) as url:
        with httpx.Client(base_url=url, auth=("", "t" * 20), follow_redirects=True) as http:
            page = http.get("/loket/")
            assert http.get(page.url.join("loket.css")).status_code == 200
            noted = http.post("/loket/", data={"loket": DESKS[0], "tekst": "Hallo"})
        assert (noted.status_code, noted.url.path) == (200, "/loket/")
        refused = httpx.put(f"{url}/loket/api/contacten/x")
        assert refused.headers["www-authenticate"].startswith("Bearer")
    assert len(published.messages) == 1
