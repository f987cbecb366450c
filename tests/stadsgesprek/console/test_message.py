"""One message: what the page tells of it."""

from uuid import uuid4

from streams.query import Query
from tests.stadsgesprek.console.pages import Console, Page
from tests.stadsgesprek.console.town import SCRIPT, SPECIAL, Town, city


def _page(console: Console, name: str, **more: object) -> Page:
    return console.get(f"/berichten/{SPECIAL[name].id}", **more)


def test_the_way_through_the_reactieschema_is_the_decisions(console: Console, town: Town) -> None:
    record = town.store.get(SPECIAL["fire"].id)
    assert record is not None
    assert record.result is not None
    decision = record.result.decision
    assert decision is not None
    page = _page(console, "fire")
    tree = city().tree
    assert page.texts(".way .question") == [tree.nodes[step.node].vraag for step in decision.path]
    assert page.texts(".way .answer") == ["Ja" if step.answer else "Nee" for step in decision.path]
    assert page.text(".way .outcome h3") == tree.outcomes[decision.outcome].label.nl
    assert page.text(".way .reason") == decision.reason


def test_every_step_shows_what_it_saw(console: Console, town: Town) -> None:
    for record in town.store.search(Query(), size=40).records:
        page = console.get(f"/berichten/{record.id}")
        assert page.status == 200
        decision = record.result.decision if record.result else None
        if decision is not None:
            assert len(page.texts(".way .saw > span")) == sum(len(step.saw) for step in decision.path)


def test_confidence_is_told_in_words_as_well(console: Console) -> None:
    assert _page(console, "fire").text(".sure-text").split()[0].endswith("%")


def test_attachments_are_links_and_never_loaded(console: Console) -> None:
    page = _page(console, "script")
    assert page.attributes(".attachments a", "href") == ["https://media.example.org/put.jpg"]
    assert all("noopener" in rel for rel in page.attributes(".attachments a, .inline a", "rel"))
    assert "val" in page.text(".attachments")
    assert not page.has("main img")


def test_text_is_text(console: Console) -> None:
    page = _page(console, "script")
    assert page.text(".words") == " ".join(SCRIPT.split())
    assert not page.has("main script")


def test_mark_up_that_came_in_is_shown_as_it_was(console: Console) -> None:
    page = _page(console, "html")
    assert page.text(".words") == "Waar kan ik mijn fiets stallen?"
    assert page.text("pre") == SPECIAL["html"].content


def test_the_conversation_has_its_question_and_its_answer(console: Console) -> None:
    for name in ("fire", "answer"):
        page = _page(console, name)
        assert len(page.texts(".thread li")) == 2
        assert page.text(".thread .here .text") == SPECIAL[name].content
    assert not _page(console, "script").has(".thread")


def test_a_deleted_message_shows_nothing_and_takes_nothing(console: Console) -> None:
    page = _page(console, "deleted")
    assert page.status == 200
    assert page.text(".words").startswith("Teruggenomen")
    assert not page.has(".handling")
    assert not page.has(".way")


def test_an_edited_message_says_which_version_it_is(console: Console) -> None:
    assert "versie 2" in _page(console, "edited").text(".inline")


def test_a_private_message_says_so(console: Console) -> None:
    assert "Persoonlijk" in _page(console, "private").text(".said-card header")


def test_english(console: Console) -> None:
    page = _page(console, "fire", headers={"Accept-Language": "en"})
    assert page.attributes("html", "lang") == ["en"]
    assert page.attributes(".way .question", "lang")[0] == "nl"
    assert page.texts(".way .answer")[0] in {"Yes", "No"}


def test_a_message_that_is_not_there(console: Console) -> None:
    for path in (f"/berichten/{uuid4()}", "/berichten/geen-id", "/nergens"):
        page = console.get(path)
        assert page.status == 404
        assert page.text("h1") == "Hier is niets"


def test_the_schema_names_every_question_and_outcome(console: Console) -> None:
    page = console.get("/schema")
    tree = city().tree
    assert set(page.texts(".questions h3")) == {node.vraag for node in tree.nodes.values()}
    assert len(page.texts(".outcomes h3")) == len(tree.outcomes)
    ids = set(page.attributes("[id]", "id"))
    assert {href[1:] for href in page.attributes(".branches a", "href")} <= ids
