"""The forms of the editor: outcomes, thresholds and replies, as they are read, written and shown."""

import threading
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from processors.stored_features import Decided
from stadsgesprek.console.app import console_app
from stadsgesprek.console.rules_desk import RulesDesk
from streams.ports import StoreError
from streams.query import Query
from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.rules_forms import OUTCOME, hidden, outcome, step, threshold
from tests.stadsgesprek.console.rules_pack import TREE, first_pack
from tests.stadsgesprek.console.rules_town import RulesTown
from tests.stadsgesprek.console.town import NOW, message, served

_LIMIT = "fragments/groot-bereik/followers/>="
_ANSWER = "/regels/uitkomst/antwoorden"
_REPLY = "/regels/antwoorden/vraag"


def drafted(town: RulesTown, file: str = "reactieschema.yaml") -> str:
    """The text of a file of the draft."""
    draft = town.draft.read()
    assert draft is not None
    return draft.files[file].decode()


def test_an_outcome_is_shown_with_the_questions_that_lead_to_it(rules_console: Console) -> None:
    page = rules_console.get(OUTCOME)
    assert page.text("h1") == "Nakijken"
    assert page.attributes("#label_nl", "value") == ["Nakijken"]
    assert page.text("#reason") == "We zijn niet zeker."
    assert page.text("#action option[selected]") == "Volgen"
    assert page.texts(".leading li") == [
        "Zijn we niet zeker? Ja Ja als : De zekerheid over de bedoeling is minder dan 20%".replace(" :", ":")
    ]
    other = rules_console.get("/regels/uitkomst/veel-lezers")
    assert "Zijn we niet zeker? Nee" in other.text(".leading")
    assert "Zijn het maar een paar woorden? Nee" in rules_console.get(_ANSWER).text(".leading")
    assert other.text("#clock option[selected]") == "binnen 4 werkuren (vier-werkuren)"


def test_only_what_was_changed_is_written_and_comments_stay(rules_console: Console, rules_town: RulesTown) -> None:
    sent = outcome(rules_console, _ANSWER, label_en="Reply", voice="collega", template="bereik", clock="nu")
    assert sent.response.headers["location"] == f"{_ANSWER}?bewaard=1"
    head, tail = TREE.split("  antwoorden:\n", 1)
    tail = tail.replace("en: Answer", "en: Reply").replace("voice: stad", "voice: collega")
    tail = tail.replace("template: vraag", "template: bereik").replace("clock: vier-werkuren", "clock: nu")
    assert drafted(rules_town) == head + "  antwoorden:\n" + tail
    # Nobody uses the template any more: that is told, beside the form and on the overview.
    assert "no outcome uses the template vraag" in rules_console.get(_ANSWER).text(".broken")


def test_what_is_left_empty_leaves_the_file(rules_console: Console, rules_town: RulesTown) -> None:
    sent = outcome(
        rules_console,
        _ANSWER,
        human="",
        action="niet-reageren",
        manner="geen",
        voice="",
        clock="",
        template="",
        departments="",
    )
    assert sent.status == 303
    assert drafted(rules_town).endswith(
        "  antwoorden:\n    label: {nl: Antwoorden, en: Answer}\n    action: niet-reageren\n"
        "    reason: Een vraag krijgt antwoord.\n"
    )


def test_departments_keep_their_order(rules_console: Console, rules_town: RulesTown) -> None:
    page = rules_console.get(_ANSWER)
    assert page.attributes("select[name=departments] option[selected]", "value") == ["topic"]
    form = {
        **{"label_nl": "Antwoorden", "label_en": "Answer", "action": "reageren", "manner": "persoonlijk"},
        **{"voice": "stad", "clock": "vier-werkuren", "ruling": "", "template": "vraag", "human": "ja"},
        **{"reason": "Een vraag krijgt antwoord.", "gezien": first_pack().hash},
    }
    sent = [("departments", id) for id in ("communicatie", "", "topic", "communicatie")]
    body = httpx.QueryParams([*form.items(), *sent])
    answer = rules_console.client.post(
        f"{_ANSWER}/bewaar",
        content=str(body),
        headers={"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 303
    assert "departments: [communicatie, topic]" in drafted(rules_town)
    assert "order" not in rules_console.get("/regels").text(".changes")
    assert "gaat nu ook naar" in rules_console.get("/regels").text(".changes")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label_nl", ""),
        ("label_en", "x" * 101),
        ("reason", "ja"),
        ("reason", "x" * 501),
        ("action", "dansen"),
        ("manner", "luid"),
        ("voice", "niemand"),
        ("clock", "ooit"),
        ("ruling", "ooit"),
        ("template", "nergens"),
        ("departments", "nergens"),
    ],
)
def test_a_value_that_cannot_stand_is_marked_and_everything_kept(
    field: str, value: str, rules_console: Console, rules_town: RulesTown
) -> None:
    sent = outcome(rules_console, _ANSWER, **({"label_nl": "Iets nieuws"} | {field: value}))
    assert sent.status == 422
    assert sent.has(f"#{field}-wrong")
    assert sent.has("[aria-invalid=true]")
    if field != "label_nl":
        assert sent.attributes("#label_nl", "value") == ["Iets nieuws"]
    assert rules_town.draft.read() is None


def test_nothing_changed_begins_no_draft(rules_console: Console, rules_town: RulesTown) -> None:
    reply = {f"tekst-{language}": text for language, text in first_pack().replies_spec.templates["vraag"].items()}
    for sent in (
        outcome(rules_console),
        threshold(rules_console),
        rules_console.post(f"{_REPLY}/bewaar", reply | {"tekst-fr": " \r\n", "gezien": first_pack().hash}),
    ):
        assert sent.response.headers["location"].endswith("?bewaard=niets")
    assert rules_town.draft.read() is None


def test_the_schema_leads_to_the_form_of_each_outcome(rules_console: Console) -> None:
    links = rules_console.get("/schema").attributes(".outcomes a[href^='/regels']", "href")
    assert links == [f"/regels/uitkomst/{id}" for id in first_pack().city.tree.outcomes]
    assert rules_console.get("/regels/uitkomsten").attributes(".pick a", "href") == links


def test_every_threshold_is_there_with_its_question(rules_console: Console) -> None:
    page = rules_console.get("/regels/drempels")
    assert page.texts(".thresholds h2") == [
        "Groot bereik",
        "Druk",
        "Zijn we niet zeker?",
        "Zijn het maar een paar woorden?",
    ]
    assert page.attributes(".number input", "value") == ["10000", "4", "20", "3"]
    assert page.texts(".uses")[0] == "Lezen er veel mensen mee?"
    assert "De zekerheid over de bedoeling is minder dan" in page.text(".thresholds")
    english = rules_console.get("/regels/drempels?taal=en")
    assert "The number of followers" in english.text(".thresholds")


@pytest.mark.parametrize(
    ("key", "typed", "written"),
    [
        (_LIMIT, "12500", '>=": 12500}'),
        (_LIMIT, "1.500.000", '>=": 1500000}'),
        (_LIMIT, "12,500", '>=": 12500}'),
        ("tree/1/ja/0/als/intent_confidence/<", "12,5 %", '<": 0.125}'),
        ("tree/1/ja/0/als/intent_confidence/<", "7", '<": 0.07}'),
        ("fragments/druk/any/1/attachments/>", "0", '>": 0}'),
    ],
)
def test_a_number_is_taken_as_people_write_it(
    key: str, typed: str, written: str, rules_console: Console, rules_town: RulesTown
) -> None:
    assert threshold(rules_console, **{key: typed}).status == 303
    assert written in drafted(rules_town)
    assert "# wie leest mee" in drafted(rules_town)


@pytest.mark.parametrize("typed", ["", "veel", "-1", "1e3", "3.5", "1.00", "9" * 12, "NaN", "５"])
def test_what_is_no_whole_number_is_refused(typed: str, rules_console: Console, rules_town: RulesTown) -> None:
    sent = threshold(rules_console, **{_LIMIT: typed, "fragments/druk/any/1/attachments/>": "7"})
    assert sent.status == 422
    assert "Een geheel getal" in sent.text(".field-wrong")
    assert sent.attributes(f"input[name='{_LIMIT}']", "value") == [typed]
    assert sent.attributes("input[name$='attachments/>']", "value") == ["7"]
    assert rules_town.draft.read() is None


@pytest.mark.parametrize("typed", ["101", "-5", "0,123", "veel"])
def test_what_is_no_percentage_is_refused(typed: str, rules_console: Console) -> None:
    sent = threshold(rules_console, **{"tree/1/ja/0/als/intent_confidence/<": typed})
    assert sent.status == 422
    assert "Een percentage" in sent.text(".field-wrong")


def test_a_reply_is_shown_to_everybody_who_may_get_it(rules_console: Console) -> None:
    page = rules_console.get(_REPLY)
    assert page.texts("#voorbeeld-nl figcaption") == [
        "Openbaar, met je",
        "Openbaar, met u",
        "Persoonlijk, met je",
        "Persoonlijk, met u",
    ]
    public, *_, private = page.texts("#voorbeeld-nl blockquote")
    assert public.startswith("Dank je voor je vraag over")
    assert public.endswith("Ten laatste 25 maart hoor je van ons.")
    assert private.startswith("Dank u voor uw vraag over")
    assert private.endswith("Stad Antwerpen")
    assert page.texts("#voorbeeld-en figcaption") == ["Openbaar", "Persoonlijk"]
    assert "{termijn}" in page.texts(".fields dt")
    assert page.texts(".uses a") == ["Antwoorden"]
    assert rules_console.get("/regels/antwoorden/bereik").texts("figcaption") == ["Voor iedereen"]


def test_a_reply_is_saved_as_it_was_typed(rules_console: Console, rules_town: RulesTown) -> None:
    form = {
        "gezien": first_pack().hash,
        "tekst-nl": "  Dag,\r\n\r\nWe kijken het na. \r\n{afzender}\r\n",
        "tekst-en": "",
        "tekst-fr": "Bonjour # !",
    }
    assert rules_console.post(f"{_REPLY}/bewaar", form).status == 303
    draft = rules_town.draft.read()
    assert draft is not None
    text = draft.files["antwoorden.yaml"].decode()
    assert text.startswith("# De antwoorden.\nvraag:\n  nl: |-\n    Dag,\n\n    We kijken het na.\n    {afzender}\n")
    assert "Thank you" not in text
    page = rules_console.get(f"{_REPLY}?bewaard=1")
    assert page.text("#tekst-fr") == "Bonjour # !"
    assert "is anders in nl" in rules_console.get("/regels").text(".changes")


def test_a_text_with_a_fault_may_be_saved_and_is_told(rules_console: Console, rules_town: RulesTown) -> None:
    form = {"gezien": first_pack().hash, "tekst-nl": "Dag {naam}, {je"}
    shown = rules_console.post(f"{_REPLY}/voorbeeld", form)
    assert shown.status == 200
    assert shown.text("#tekst-nl") == "Dag {naam}, {je"
    assert "'naam' is not a known field" in shown.text("#voorbeeld-nl .problems")
    assert rules_town.draft.read() is None
    assert rules_console.post(f"{_REPLY}/bewaar", form).status == 303
    assert "'naam' is not a known field" in rules_console.get(_REPLY).text(".broken")
    assert rules_console.get("/regels").has(".draft .broken")


def test_the_authors_own_words_are_not_shown_in_public(rules_console: Console) -> None:
    shown = rules_console.post(f"{_REPLY}/voorbeeld", {"tekst-nl": "U schreef: {bericht}\nDag."})
    assert "bericht is van de schrijver zelf" in shown.text("#voorbeeld-nl .notice")
    assert shown.texts("#voorbeeld-nl figcaption") == ["Persoonlijk"]


@pytest.mark.parametrize("text", ["", " \r\n ", "x" * 2_001])
def test_a_dutch_text_has_to_be_there_and_fit(text: str, rules_console: Console, rules_town: RulesTown) -> None:
    sent = rules_console.post(f"{_REPLY}/bewaar", {"gezien": first_pack().hash, "tekst-nl": text, "tekst-en": "Hi"})
    assert sent.status == 422
    assert sent.has("#tekst-nl-wrong")
    assert sent.text("#tekst-en") == "Hi"
    assert rules_town.draft.read() is None


def test_a_try_says_what_would_have_been_different(rules_console: Console, rules_town: RulesTown) -> None:
    author = {"pseudonym": "a-5c1f", "followers": 6_000}
    ids = [
        rules_town.said(message(f"p{n}", "Hoe laat gaat het zwembad morgen open?", NOW, author=author)).id
        for n in range(3)
    ]
    rules_town.said(message("weinig", "Hoe laat gaat het zwembad morgen dicht?", NOW))
    rules_town.now = NOW.replace(hour=18)
    threshold(rules_console, **{_LIMIT: "5000"})
    sent = step(rules_console, "proef", dagen="7")
    assert sent.response.headers["location"] == "/regels#proef"
    page = rules_console.get("/regels")
    assert "3 van 4 berichten zouden anders behandeld zijn" in page.text(".tried-out")
    assert "3× Antwoorden → Veel lezers" in page.text(".moves")
    links = page.attributes(".moves a", "href")
    assert {UUID(link.rpartition("/")[2]) for link in links} == set(ids)
    assert "Communicatie 0 3 +3" in page.text(".tried-out tbody")
    # Of another draft nothing is known yet.
    threshold(rules_console, **{_LIMIT: "4000"})
    assert not rules_console.get("/regels").has(".tried-out")
    assert step(rules_console, "proef", dagen="400").status == 422


class _Slow:
    """A reader whose messages wait until they are let go, or that fails."""

    def __init__(self) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()
        self.away = False

    def count(self, *_: object) -> tuple[()]:
        return ()

    def decided(self, _query: Query) -> Iterator[Decided]:
        if self.away:
            raise StoreError("the store does not answer")
        self.asked.set()
        assert self.go_on.wait(20)
        return iter(())


def test_one_try_at_a_time_and_a_store_that_is_away_is_told(rules_console: Console, rules_town: RulesTown) -> None:
    threshold(rules_console, **{_LIMIT: "5000"})
    form = hidden(rules_console.get("/regels"), "/regels/proef") | {"dagen": "7"}
    slow = _Slow()
    app = console_app(
        reader=slow,  # type: ignore[arg-type]  # only what a try asks
        city=lambda: first_pack().city,
        clock=lambda: rules_town.now,
        publisher=rules_town.publisher,
        rules=RulesDesk(rules_town.in_force, rules_town.draft),
    )
    with served(app) as address, httpx.Client(base_url=address) as client:
        console = Console(client)
        first: list[int] = []
        thread = threading.Thread(target=lambda: first.append(console.post("/regels/proef", form).status))
        thread.start()
        assert slow.asked.wait(20)
        second = console.post("/regels/proef", form)
        assert second.status == 503
        assert "Er loopt al een proef" in second.text("#proef [role=alert]")
        slow.go_on.set()
        thread.join(20)
        assert first == [303]
        slow.away = True
        assert "even niet bereikbaar" in console.post("/regels/proef", form).text("#proef [role=alert]")
        asked = console.post("/regels/proef", form, {"Sec-Fetch-Site": "same-origin", "HX-Request": "true"})
        assert asked.status == 200
        assert asked.has("#proef [role=alert]")
