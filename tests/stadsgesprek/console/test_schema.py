"""Reactieschema: the picture with today's counts, a stored message's way, and a text that is tried."""

import logging
import re
from dataclasses import replace

import httpx
import pytest

from processors.process import process
from schemas.message import Message
from stadsgesprek.console.app import console_app
from streams.query import Facet, Query
from tests.processors.rows import compile_spec, outcome, spec
from tests.stadsgesprek.console.pages import Console, Page
from tests.stadsgesprek.console.town import NOW, SCRIPT, SPECIAL, Town, city, message, served

_TYPED = {"tekst": "Hoe laat is het zwembad Wezenberg vandaag open?", "kanaal": "facebook", "zichtbaarheid": "public"}
_BOXES = ".picture-scroll .box"


def _decided(town: Town, name: str) -> tuple[set[str], str]:
    """The ids of the lines that a special message went along, and its outcome."""
    record = town.store.get(SPECIAL[name].id)
    assert record is not None
    assert record.result is not None
    decision = record.result.decision
    assert decision is not None
    return {f"lijn-{step.node}--{'ja' if step.answer else 'nee'}" for step in decision.path}, decision.outcome


def test_every_question_and_outcome_is_in_the_picture_and_in_the_words(console: Console) -> None:
    page = console.get("/schema")
    tree = city().tree
    ids = page.attributes("[id]", "id")
    assert len(ids) == len(set(ids))
    for id, node in tree.nodes.items():
        assert f"vak-{id}" in ids
        assert f"vraag-{id}" in ids
        assert page.text(f'[id="vraag-{id}"] h3') == " ".join(node.vraag.split())
        assert page.text(f'[id="vraag-{id}"] .explanation > p') == " ".join(node.waarom.split())
    assert len(page.texts(".outcomes h3")) == len(tree.outcomes)
    links = {href[1:] for href in page.attributes(f"{_BOXES}, .branches a, .otherwise a", "href")}
    assert links <= set(ids)


def test_the_words_are_lists_in_lists(console: Console) -> None:
    page = console.get("/schema")
    tree = city().tree
    parent = next(id for id, node in tree.nodes.items() if node.ja in tree.nodes)
    assert page.has(f'[id="vraag-{parent}"] > ol > [id="vraag-{tree.nodes[parent].ja}"]')
    assert page.has(f'.questions > ol > [id="vraag-{tree.root}"]')


def test_a_condition_is_told_in_both_languages(console: Console) -> None:
    for language, words in (("nl", ["Ja als", "Yes if"]), ("en", ["Yes if", "Ja als"])):
        page = console.get("/schema", headers={"Accept-Language": language})
        assert page.texts(f'[id="vraag-{city().tree.root}"] .when dt')[:2] == words
        told = page.html.css(f'[id="vraag-{city().tree.root}"] .when dd')[:2]
        assert sorted(str(node.attributes["lang"]) for node in told) == ["en", "nl"]


def test_todays_messages_are_counted_on_the_branches(console: Console, town: Town) -> None:
    page = console.get("/schema")
    start = NOW.replace(hour=0, minute=0)
    ways = {bucket.value: bucket.count for bucket in town.store.count(Query(since=start, until=NOW), Facet.way)}
    root = city().tree.root
    dangerous = sum(count for way, count in ways.items() if way.split(">")[0] == root)
    assert page.text(f'[id="vraag-{root}"] .yes .times') == f"{dangerous}×"
    assert page.text(f'[id="vraag-{root}"] .no .times') == f"{sum(ways.values()) - dangerous}×"
    assert str(sum(ways.values())) in page.text(".picture-head .muted")


def test_without_its_store_the_tree_is_still_shown(own_town: Town) -> None:
    with served(own_town.app()) as address, httpx.Client(base_url=address) as client:
        own_town.database.close()
        page = Console(client).get("/schema")
    assert page.status == 200
    assert len(page.texts(f"{_BOXES}.question")) == len(city().tree.nodes)
    assert page.text(".picture-head .muted") == "De tellingen van vandaag zijn even niet bereikbaar."
    assert not page.has(".count, .times")


def _went(page: Page) -> set[str]:
    return set(page.attributes(".picture-scroll .edge.went", "id"))


def test_the_way_of_a_stored_message(console: Console, town: Town) -> None:
    lines, end = _decided(town, "fire")
    link = f"/schema?bericht={SPECIAL['fire'].id}"
    assert link in console.get(f"/berichten/{SPECIAL['fire'].id}").attributes("a", "href")
    page = console.get(link)
    assert _went(page) == lines
    assert page.attributes(f"{_BOXES}.end.went", "href") == [f"#afloop-{end}"]
    assert f"/berichten/{SPECIAL['fire'].id}" in page.attributes(".way-of a", "href")
    assert _went(console.get("/schema")) == set()


def test_a_message_that_was_taken_back_has_no_way(console: Console) -> None:
    page = console.get(f"/schema?bericht={SPECIAL['deleted'].id}")
    assert page.status == 200
    assert "teruggenomen" in page.text(".way-of")
    assert _went(page) == set()


def test_a_way_of_other_rules_is_told_in_words(own_town: Town) -> None:
    old = message("old", "Is er brand?", NOW)
    result = process([old], city(), NOW)[0]
    assert result.decision is not None
    steps = (result.decision.path[0].model_copy(update={"node": "vraag-van-vroeger"}),)
    decision = result.decision.model_copy(update={"path": steps, "rules_version": "2019-07"})
    own_town.store.write([result.model_copy(update={"decision": decision})])
    with served(own_town.app()) as address, httpx.Client(base_url=address) as client:
        page = Console(client).get(f"/schema?bericht={old.id}")
    told = page.texts(".elsewhere")
    assert "2019-07" in told[0]
    assert "vraag-van-vroeger" in told[1]
    assert _went(page) == set()


@pytest.mark.parametrize("asked", ["geen-id", "00000000-0000-4000-8000-000000000000", ""])
def test_a_message_that_is_not_there(asked: str, console: Console) -> None:
    assert console.get(f"/schema?bericht={asked}").status == 404


def _typed(**changes: str) -> Message:
    """What the town makes of the form."""
    return message("probeer", changes["tekst"], NOW, channel=changes["kanaal"], visibility=changes["zichtbaarheid"])


def test_a_typed_message_shows_its_way_and_what_the_city_would_do(console: Console) -> None:
    page = console.post("/schema/probeer", _TYPED)
    assert page.status == 200
    result = process([_typed(**_TYPED)], city(), NOW)[0]
    decision, understood = result.decision, result.classification
    assert decision is not None
    assert understood is not None
    assert _went(page) == {f"lijn-{step.node}--{'ja' if step.answer else 'nee'}" for step in decision.path}
    assert page.text(".tried .outcome h3") == city().tree.outcomes[decision.outcome].label.nl
    assert page.text(".tried .reason") == decision.reason
    assert page.has(".tried time") is (decision.deadline is not None)
    assert city().labels["topic"][understood.topic].nl in page.text(".tried .understood")
    assert page.text("#tekst") == _TYPED["tekst"]
    assert page.attributes("#kanaal option[selected]", "value") == ["facebook"]


def test_reach_and_privacy_count(console: Console) -> None:
    angry = {"tekst": "Schandalig, drie uur gewacht aan het loket voor mijn paspoort!", "kanaal": "twitter"}
    ways = [
        _went(console.post("/schema/probeer", angry | more))
        for more in (
            {"zichtbaarheid": "public", "volgers": ""},
            {"zichtbaarheid": "public", "volgers": "250000"},
            {"zichtbaarheid": "direct", "volgers": ""},
        )
    ]
    assert all(ways)
    assert len({frozenset(way) for way in ways}) == 3


def test_a_suggested_reply_comes_with_it(console: Console) -> None:
    page = console.post("/schema/probeer", _TYPED)
    assert page.has(".tried .reply blockquote") or page.has(".tried .reply .muted")


def test_nothing_of_it_is_stored_or_logged(own_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    secret = "mijn geheim over het zwembad"
    before = own_town.store.search(Query()).total
    with served(own_town.app()) as address, httpx.Client(base_url=address) as client, caplog.at_level(logging.DEBUG):
        assert Console(client).post("/schema/probeer", _TYPED | {"tekst": secret}).status == 200
    assert own_town.pipeline.step() == 0
    assert own_town.store.search(Query()).total == before
    assert secret not in caplog.text


def test_it_needs_nobody_to_publish_to() -> None:
    app = console_app(reader=_NoReader(), city=city, clock=lambda: NOW, publisher=None)  # type: ignore[arg-type]
    with served(app) as address, httpx.Client(base_url=address) as client:
        assert Console(client).post("/schema/probeer", _TYPED).status == 200


def test_a_tree_without_a_question_has_a_page() -> None:
    tree = compile_spec(spec([{"anders": "stil"}], {"stil": outcome()}))
    app = console_app(reader=_NoReader(), city=lambda: replace(city(), tree=tree), clock=lambda: NOW, publisher=None)  # type: ignore[arg-type]
    with served(app) as address, httpx.Client(base_url=address) as client:
        page = Console(client).get("/schema")
    assert page.status == 200
    assert page.text(".otherwise a") == "Stil"
    assert page.has("#schema > section .outcomes")


class _NoReader:
    """A store that has nothing."""

    def count(self, *_: object) -> tuple[()]:
        return ()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"tekst": "  \r\n "}, "Typ eerst een bericht."),
        ({"tekst": "a" * 10_001}, "langer dan 10.000"),
        ({"volgers": "veel"}, "is een getal"),
        ({"volgers": "-1"}, "is een getal"),
        ({"volgers": "9" * 400}, "is een getal"),
        ({"volgers": "²"}, "is een getal"),
        ({"kanaal": "myspace"}, "kon niet gelezen worden"),
        ({"zichtbaarheid": ""}, "kon niet gelezen worden"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_as_it_was(
    changes: dict[str, str], problem: str, console: Console
) -> None:
    page = console.post("/schema/probeer", _TYPED | changes)
    assert page.status == 422
    assert problem in page.text("[role=alert]")
    assert not page.has(".tried")
    assert page.attributes("#volgers", "value") == [(_TYPED | changes).get("volgers", "")]


def test_typed_text_is_text(console: Console) -> None:
    page = console.post("/schema/probeer", _TYPED | {"tekst": SCRIPT})
    assert page.text("#tekst") == " ".join(SCRIPT.split())
    assert not page.has("main script, main img")


def test_only_this_site_may_ask_and_only_so_much(console: Console) -> None:
    assert console.post("/schema/probeer", _TYPED, headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    assert console.post("/schema/probeer", _TYPED, headers={}).status == 403
    assert console.post("/schema/probeer", _TYPED | {"tekst": "a" * 300_000}).status == 413
    assert console.get("/schema/probeer").status == 405


def test_the_picture_has_its_styles_and_no_policy_is_bent(console: Console) -> None:
    page = console.get("/schema")
    assert not page.has("main style, main [style]")
    for href in page.attributes("link[rel=stylesheet]", "href"):
        answer = console.get(href).response
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/css")
    assert page.response.headers["referrer-policy"] == "same-origin"


def test_the_answer_to_the_form_can_be_read_in_another_language(console: Console) -> None:
    page = console.post("/schema/probeer", _TYPED)
    assert all(re.match(r"/schema\?", href) for href in page.attributes(".languages a", "href"))
