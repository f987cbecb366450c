"""The reply that the page of a message suggests, and why there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest

from processors.city import City
from processors.process import process
from processors.replies import Replies, RepliesSpec
from processors.replies_suggest import Why, suggest
from schemas.message import Message
from schemas.result import Result
from schemas.vocabulary import Channel, Manner
from stadsgesprek.console.app import console_app
from stadsgesprek.console.i18n import words
from tests.stadsgesprek.console.pages import Console, Page
from tests.stadsgesprek.console.town import ARABIC, NOW, SPECIAL, Town, city, day_of_messages, message, served

_LEGAL = "Ik dien hierbij een formele klacht in: al drie weken geen antwoord van het loket op mijn vraag!"


def _page(console: Console, message: Message, **more: object) -> Page:
    return console.get(f"/berichten/{message.id}", **more)


def _reply(page: Page) -> str:
    node = page.html.css_first("#antwoord")
    assert node is not None
    return node.text().removeprefix("\n")


def _suggests(town: Town, message: Message) -> Why | str | None:
    """Why the message has no suggestion, or the one that it has."""
    record = town.store.get(message.id)
    assert record is not None
    assert record.result is not None
    found = suggest(record.result, city())
    assert found is not None
    return found.why if found.reply is None else found.reply.text


@contextmanager
def _with(town: Town, city: City) -> Iterator[Console]:
    """A console of the town whose city has other rules."""
    app = console_app(
        reader=town.store, city=lambda: city, clock=lambda: NOW, publisher=town.publisher, progress=lambda: None
    )
    with served(app) as address, httpx.Client(base_url=address) as client:
        yield Console(client)


def _saying(texts: dict[str, str]) -> City:
    """Antwerp, but each of its templates has these texts."""
    spec = dict.fromkeys(city().replies.templates, texts)
    return replace(city(), replies=Replies(RepliesSpec.model_validate(spec), city().languages))


def _result(content: str, city: City, **more: object) -> Result:
    return process([message(str(uuid4()), content, NOW, **more)], city, NOW)[0]


def test_the_suggested_reply_stands_ready_in_the_form(console: Console, town: Town) -> None:
    page = _page(console, SPECIAL["fire"])
    assert _reply(page) == _suggests(town, SPECIAL["fire"])
    assert "112" in _reply(page)
    assert page.text("#suggestion") == (
        "Voorstel uit het sjabloon noodgeval, in het Nederlands. Lees het na en pas het aan."
    )
    assert page.attributes("#antwoord", "lang") == ["nl"]
    assert "suggestion" in page.attributes("#antwoord", "aria-describedby")[0].split()


def test_the_suggestion_is_in_the_language_of_the_message(console: Console) -> None:
    page = _page(console, SPECIAL["arabic"])
    assert SPECIAL["arabic"].content == ARABIC
    assert page.attributes("#antwoord", "lang") == ["ar"]
    assert page.attributes("#antwoord", "dir") == ["auto"]
    assert "in het Arabisch" in page.text("#suggestion")
    assert "مرحبًا" in _reply(page)


def test_an_english_page_tells_it_in_english(console: Console) -> None:
    page = _page(console, SPECIAL["arabic"], headers={"Accept-Language": "en"})
    assert "in Arabic" in page.text("#suggestion")


def test_dutch_stands_in_for_a_language_without_a_text(town: Town) -> None:
    with _with(town, _saying({"nl": "Dag!"})) as console:
        page = _page(console, SPECIAL["arabic"])
    assert _reply(page) == "Dag!"
    assert "(Arabisch); hier staat de Nederlandse" in page.text("#suggestion")
    assert page.attributes("#antwoord", "lang") == ["nl"]


def test_a_line_that_cannot_be_filled_in_is_told(town: Town) -> None:
    no_links = replace(_saying({"nl": "Dag!\nMeer op {link}"}), links={})
    with _with(town, no_links) as console:
        page = _page(console, SPECIAL["html"])
    assert _reply(page) == "Dag!"
    assert "Zonder de regels met link" in page.text("#suggestion")


def test_what_a_colleague_must_fill_in_is_told(console: Console) -> None:
    page = _page(console, SPECIAL["edited"])
    assert "[…]" in _reply(page)
    assert "Vul zelf in wat op […] hoort te staan." in page.text("#suggestion")


def test_the_tone_is_that_of_the_channel() -> None:
    made = _saying({"nl": "{je|u}"})
    for channel in Channel:
        result = _result("Help! Er is brand, mensen zitten vast, er is rook en vuur!", made, channel=channel)
        found = suggest(result, made)
        assert found is not None
        assert found.reply is not None
        assert found.reply.text == made.tones[channel].value


@pytest.mark.parametrize("why", [Why.silence, Why.person_decides])
def test_silence_has_its_reason(why: Why, console: Console, town: Town) -> None:
    quiet = next(each for each in day_of_messages() if each.content and _suggests(town, each) is why)
    page = _page(console, quiet)
    record = town.store.get(quiet.id)
    assert record is not None
    assert record.result is not None
    assert record.result.decision is not None
    assert page.text("#suggestion p span") == words("nl")(f"suggestion.none.{why}")
    assert page.text("#suggestion .hint") == record.result.decision.reason
    assert _reply(page) == ""


def test_a_template_that_would_show_what_the_author_wrote_is_refused_in_words(town: Town) -> None:
    with _with(town, _saying({"nl": "Dag!\nU schreef: {bericht}"})) as console:
        page = _page(console, SPECIAL["fire"])
    assert _reply(page) == ""
    assert "zou gegevens van de schrijver tonen waar iedereen meeleest" in page.text("#suggestion")
    assert "rook" not in page.text(".handling")


def test_a_template_that_is_no_longer_there(town: Town) -> None:
    bare = replace(city(), replies=Replies(RepliesSpec.model_validate({"x": {"nl": "Dag"}}), city().languages))
    with _with(town, bare) as console:
        page = _page(console, SPECIAL["fire"])
    assert page.text("#suggestion") == "Geen voorstel: het sjabloon noodgeval bestaat niet meer."
    assert _reply(page) == ""


def test_an_outcome_that_speaks_without_a_template() -> None:
    result = _result("Help! Er is brand, mensen zitten vast, er is rook en vuur!", city())
    assert result.decision is not None
    assert result.decision.manner is not Manner.geen
    without = result.model_copy(update={"decision": result.decision.model_copy(update={"template": None})})
    found = suggest(without, city())
    assert found is not None
    assert found.why is Why.no_template


def test_after_an_answer_there_is_no_suggestion(own_console: Console, own_town: Town) -> None:
    path = f"/berichten/{SPECIAL['edited'].id}"
    form = {"handeling": "antwoord", "id": str(uuid4()), "dienst": "stadsreiniging", "antwoord": "Tot 17 uur."}
    assert own_console.post(f"{path}/afhandeling", form).status == 303
    while own_town.pipeline.step():
        pass
    page = own_console.get(path)
    assert not page.has("#suggestion")
    assert _reply(page) == ""


def test_what_was_typed_wins_from_the_suggestion(console: Console) -> None:
    path = f"/berichten/{SPECIAL['fire'].id}/afhandeling"
    page = console.post(path, {"handeling": "antwoord", "id": "", "dienst": "politie", "antwoord": "<b>Mijn woorden"})
    assert page.status == 422
    assert _reply(page) == "<b>Mijn woorden"


def test_a_formal_complaint_tells_by_when_and_repeats_it_only_in_private() -> None:
    for visibility, quotes in (("public", False), ("direct", True)):
        result = _result(_LEGAL, city(), visibility=visibility)
        found = suggest(result, city())
        assert result.decision is not None
        assert result.decision.ruling is not None
        assert found is not None
        assert found.template == "formele-klacht"
        assert found.reply is not None
        assert ("drie weken" in found.reply.text) is quotes
        assert f" {result.decision.ruling.year}" in found.reply.text
        assert "ombudsvrouw" in found.reply.text or not quotes
