"""Afhandeling: what people do with a message, from the form to the record."""

from collections.abc import Sequence
from uuid import uuid4

import httpx
import pytest

from schemas.cloudevents import Envelope
from schemas.record import Record
from schemas.vocabulary import Topic
from streams.ports import PublishError
from tests.stadsgesprek.console.pages import Console, Page
from tests.stadsgesprek.console.town import SPECIAL, Town, city, served

_ID = SPECIAL["edited"].id
_PATH = f"/berichten/{_ID}"


def _form(console: Console, act: str, **fields: str) -> dict[str, str]:
    """A form as the page gives it, filled in."""
    page = console.get(_PATH)
    form = next(
        node
        for node in page.html.css(".handling form")
        if node.css_first("input[name=handeling]").attributes["value"] == act  # type: ignore[union-attr]
    )
    hidden = {node.attributes["name"]: node.attributes["value"] or "" for node in form.css("input[type=hidden]")}
    chosen = {
        select.attributes["name"]: option.attributes["value"] or ""
        for select in form.css("select")
        if (option := select.css_first("option[selected]"))
    }
    return {str(name): value for name, value in [*hidden.items(), *chosen.items(), *fields.items()] if name}


def _send(console: Console, town: Town, form: dict[str, str]) -> Page:
    sent = console.post(f"{_PATH}/afhandeling", form)
    assert sent.status == 303
    assert sent.response.headers["location"] == f"{_PATH}?verwerkt=1"
    while town.pipeline.step():
        pass
    return console.get(f"{_PATH}?verwerkt=1")


def _record(town: Town) -> Record:
    record = town.store.get(_ID)
    assert record is not None
    return record


def test_a_reply_reaches_the_record_and_the_page(own_console: Console, own_town: Town) -> None:
    page = _send(own_console, own_town, _form(own_console, "antwoord", antwoord="Tot 17 uur.\r\nTot dan!"))
    (act,) = _record(own_town).feedback
    assert act.reply == "Tot 17 uur.\nTot dan!"
    assert page.text(".history blockquote") == "Tot 17 uur. Tot dan!"
    assert "Beantwoord" in page.text(".state")
    assert "Dank u" in page.text(".notice.good")


def test_a_form_sent_twice_counts_once(own_console: Console, own_town: Town) -> None:
    form = _form(own_console, "antwoord", antwoord="Tot 17 uur.")
    _send(own_console, own_town, form)
    _send(own_console, own_town, form)
    assert len(_record(own_town).feedback) == 1


def test_a_status(own_console: Console, own_town: Town) -> None:
    page = _send(own_console, own_town, _form(own_console, "status", status="bezig"))
    current = _record(own_town).current
    assert current is not None
    assert current.status == "bezig"
    assert "Bezig" in page.text(".history")


def test_another_topic_goes_to_the_department_in_charge(own_console: Console, own_town: Town) -> None:
    page = _send(own_console, own_town, _form(own_console, "verbetering", topic="wonen"))
    (act,) = _record(own_town).feedback
    assert act.correction is not None
    assert act.correction.model_dump(exclude_none=True) == {
        "topic": Topic.wonen,
        "departments": (city().responsible[Topic.wonen],),
    }
    assert page.text("h1").endswith("Wonen")
    assert "verbeterd door" in page.text(".by-hand")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_elsewhere_is_refused(headers: dict[str, str], own_console: Console, own_town: Town) -> None:
    sent = own_console.post(f"{_PATH}/afhandeling", _form(own_console, "status", status="bezig"), headers)
    assert sent.status == 403
    assert own_town.pipeline.step() == 0


def test_a_browser_that_only_sends_its_origin_is_believed(own_console: Console) -> None:
    origin = {"Origin": str(own_console.client.base_url).rstrip("/")}
    sent = own_console.post(f"{_PATH}/afhandeling", _form(own_console, "status", status="bezig"), origin)
    assert sent.status == 303


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("antwoord", {"antwoord": "  "}),
        ("antwoord", {"antwoord": "x" * 10_001}),
        ("antwoord", {"antwoord": "Goed", "dienst": "bestaat-niet"}),
        ("antwoord", {"antwoord": "Goed", "id": "geen-uuid"}),
        ("status", {"status": "misschien"}),
        ("verbetering", {}),
        ("verbetering", {"topic": "bestaat-niet"}),
        ("verbetering", {"handeling": "anders"}),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(
    act: str, fields: dict[str, str], own_console: Console, own_town: Town
) -> None:
    sent = own_console.post(f"{_PATH}/afhandeling", _form(own_console, act, **fields))
    assert sent.status == 422
    assert sent.text("[role=alert]")
    if act == "antwoord":
        assert sent.text("#antwoord") == fields["antwoord"].strip()
    assert own_town.pipeline.step() == 0


def test_a_form_larger_than_any_reply_is_refused(own_console: Console) -> None:
    sent = own_console.post(f"{_PATH}/afhandeling", _form(own_console, "antwoord", antwoord="x" * 250_000))
    assert sent.status == 413
    assert "content-security-policy" in sent.response.headers


def test_the_longest_reply_fits_in_any_script(own_console: Console, own_town: Town) -> None:
    _send(own_console, own_town, _form(own_console, "antwoord", antwoord="🏊" * 10_000))
    assert _record(own_town).feedback[0].reply == "🏊" * 10_000


def test_a_deleted_or_unknown_message_takes_nothing(own_console: Console) -> None:
    form = _form(own_console, "status", status="bezig")
    assert own_console.post(f"/berichten/{SPECIAL['deleted'].id}/afhandeling", form).status == 422
    assert own_console.post(f"/berichten/{uuid4()}/afhandeling", form).status == 404


class _NoBroker:
    """A publisher whose broker and disk are both away."""

    def publish(self, events: Sequence[Envelope]) -> None:  # noqa: ARG002  (the port's signature)
        raise PublishError("the broker does not answer, and the spool is full")

    def close(self) -> None:
        """Nothing to let go."""


def test_when_nothing_can_be_kept_the_text_stays_in_the_form(own_town: Town) -> None:
    own_town.publisher = _NoBroker()
    with served(own_town.app()) as address, httpx.Client(base_url=address) as client:
        console = Console(client)
        sent = console.post(f"{_PATH}/afhandeling", _form(console, "antwoord", antwoord="Tot 17 uur."))
        assert sent.status == 503
        assert sent.text("#antwoord") == "Tot 17 uur."
        assert "probeer het straks opnieuw" in sent.text("[role=alert]")


def test_without_a_publisher_there_is_nothing_to_send(own_town: Town) -> None:
    own_town.publisher = None
    with served(own_town.app()) as address, httpx.Client(base_url=address) as client:
        console = Console(client)
        assert not console.get(_PATH).has(".handling")
        assert console.post(f"{_PATH}/afhandeling", {"handeling": "status"}).status == 404
