"""The editor of the rules: from a change to the next decision, and everything that must keep it from going wrong."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from schemas.rules import RulesEntry
from stadsgesprek.pack import pack_hash
from stadsgesprek.pack.edit import edited
from streams.embedded.rules import EmbeddedRulesLog
from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.rules_forms import OUTCOME, hidden, outcome, put, step, threshold
from tests.stadsgesprek.console.rules_pack import first_pack
from tests.stadsgesprek.console.rules_town import RulesTown
from tests.stadsgesprek.console.town import NOW, message, served

_LIMIT = "fragments/groot-bereik/followers/>="
_TEXT = "Hoe laat gaat het zwembad morgen open, en tot wanneer?"


def test_without_a_draft_the_page_says_what_is_in_force_and_where_to_begin(rules_console: Console) -> None:
    page = rules_console.get("/regels")
    assert first_pack().hash in page.text(".in-force")
    assert "eerste regels" in page.text(".in-force")
    assert page.attributes(".doors a", "href") == ["/regels/uitkomsten", "/regels/drempels", "/regels/antwoorden"]
    assert not page.has(".steps")
    assert "Er werd nog niets in werking gezet" in page.text(".rules-log")
    assert page.text(".main-nav a[aria-current=page]") == "Regels"


def test_what_is_put_in_force_decides_the_next_message(rules_console: Console, rules_town: RulesTown) -> None:
    before = rules_town.said(message("eerst", _TEXT, NOW, author={"pseudonym": "a-5c1f", "followers": 6_000})).current
    assert before is not None
    assert before.outcome == "antwoorden"
    assert threshold(rules_console, **{_LIMIT: "5.000"}).status == 303
    page = rules_console.get("/regels")
    assert "5000 (was 10000)" in page.text(".changes")
    assert page.has(".put button[disabled]")
    assert step(rules_console, "controle").status == 303
    assert step(rules_console, "test").status == 303
    page = rules_console.get("/regels")
    assert page.texts(".steps .state-tag") == ["in orde", "in orde"]
    assert not page.has(".put button[disabled]")
    sent = put(rules_console, nota="Een gerucht gaat snel")
    assert sent.response.headers["location"] == "/regels?gezet=nu"
    assert rules_town.draft.read() is None
    after = rules_town.said(message("daarna", _TEXT, NOW, author={"pseudonym": "a-5c1f", "followers": 6_000})).current
    assert after is not None
    assert after.outcome == "veel-lezers"
    page = rules_console.get("/regels?gezet=nu")
    assert "In werking gezet" in page.text("[role=status]")
    assert "door Webteam: “Een gerucht gaat snel”" in page.text(".in-force")
    assert "geldt nu" in page.text(".entries li")


def test_nothing_is_put_that_was_not_checked_and_tested_by_the_server_itself(
    rules_console: Console, rules_town: RulesTown
) -> None:
    threshold(rules_console, **{_LIMIT: "2000"})
    sent = put(rules_console)
    assert sent.status == 422
    assert "controle of test" in sent.text("#inwerking [role=alert]")
    assert sent.attributes("#door", "value") == ["Webteam"]
    assert rules_town.in_force.entries() == ()
    assert "niet in orde" in sent.text("#test .state-tag")
    assert "Drieduizend lezers" in sent.text("#test .problems")


def test_what_the_check_finds_is_told_with_its_line_and_stops_the_put(
    rules_console: Console, rules_town: RulesTown
) -> None:
    threshold(rules_console, **{"tree/1/ja/0/als/intent_confidence/<": "0"})
    assert step(rules_console, "controle").status == 303
    page = rules_console.get("/regels")
    assert page.text("#controle .state-tag") == "niet in orde"
    assert "reactieschema.yaml:" in page.text("#controle .problems code")
    assert "the answer to bereik-twijfel is always nee" in page.text("#controle .problems")
    assert put(rules_console).status == 422
    assert rules_town.in_force.entries() == ()
    threshold(
        rules_console, **{"tree/1/ja/0/als/intent_confidence/<": "20", "fragments/druk/any/1/attachments/>": "20"}
    )
    step(rules_console, "controle")
    page = rules_console.get("/regels")
    assert page.text("#controle .state-tag") == "in orde"
    assert "attachments" in page.text("#controle .mild")


def test_a_case_that_is_wanted_otherwise_becomes_the_new_case(rules_console: Console, rules_town: RulesTown) -> None:
    threshold(rules_console, **{_LIMIT: "2000"})
    step(rules_console, "test")
    page = rules_console.get("/regels")
    index = page.attributes("#test button[name=geval]", "value")[0]
    assert step(rules_console, "geval", geval=index).status == 303
    assert "gevallen van de test zijn aangepast" in rules_console.get("/regels").text(".draft")
    step(rules_console, "test")
    assert rules_console.get("/regels").text("#test .state-tag") == "in orde"
    assert step(rules_console, "geval", geval=index).status == 409
    assert put(rules_console).status == 303
    assert len(rules_town.in_force.entries()) == 1


def test_a_broken_draft_is_kept_told_and_never_put(rules_console: Console, rules_town: RulesTown) -> None:
    saved = outcome(rules_console, action="escaleren", human="")
    assert saved.status == 303
    page = rules_console.get(f"{OUTCOME}?bewaard=1")
    assert "Bewaard in het ontwerp" in page.text("[role=status]")
    assert "escaleren reaches nobody" in page.text(".broken")
    page = rules_console.get("/regels")
    assert "escaleren reaches nobody" in page.text(".draft .broken")
    assert page.has("form[action='/regels/controle'] button[disabled]")
    for name in ("controle", "test"):
        assert step(rules_console, name).status == 422
    assert step(rules_console, "proef", dagen="1").status == 422
    assert put(rules_console).status == 422
    assert rules_town.in_force.entries() == ()
    assert outcome(rules_console, human="ja").status == 303
    assert not rules_console.get("/regels").has(".broken")


@pytest.mark.parametrize("act", ["drempels", "uitkomst", "antwoord", "controle", "test", "proef", "inwerking", "weg"])
def test_a_page_that_is_behind_changes_nothing(act: str, rules_console: Console, rules_town: RulesTown) -> None:
    threshold(rules_console, **{_LIMIT: "9000"})
    old = hidden(rules_console.get("/regels"), "/regels/inwerking")
    assert threshold(rules_console, **{_LIMIT: "8000"}).status == 303
    before = rules_town.draft.read()
    sent = {
        "drempels": lambda: threshold(rules_console, **{_LIMIT: "7000", "gezien": old["gezien"]}),
        "uitkomst": lambda: outcome(rules_console, reason="Iets anders.", gezien=old["gezien"]),
        "antwoord": lambda: rules_console.post("/regels/antwoorden/vraag/bewaar", old | {"tekst-nl": "Dag."}),
        "inwerking": lambda: put(rules_console, **old),
    }.get(act, lambda: step(rules_console, act, dagen="1", **old))()
    assert sent.status == 409
    assert "Intussen veranderde iemand" in sent.text("[role=alert]")
    assert rules_town.draft.read() == before
    assert rules_town.in_force.entries() == ()
    match act:
        case "drempels":
            assert sent.attributes(f"input[name='{_LIMIT}']", "value") == ["7000"]
        case "uitkomst":
            assert sent.text("#reason") == "Iets anders."
        case "antwoord":
            assert sent.text("#tekst-nl") == "Dag."


def test_other_rules_in_force_than_the_page_compared_with_stop_the_put(
    rules_console: Console, rules_town: RulesTown
) -> None:
    threshold(rules_console, **{_LIMIT: "9000"})
    page = hidden(rules_console.get("/regels"), "/regels/inwerking")
    _put_other(rules_town, "2026-12")
    assert "andere regels in werking gezet" in rules_console.get("/regels").text(".draft .warn")
    sent = put(rules_console, **page)
    assert sent.status == 409
    assert len(rules_town.in_force.entries()) == 1
    assert put(rules_console).status == 303


def test_a_later_moment_is_the_citys_and_shows_until_it_comes(rules_console: Console, rules_town: RulesTown) -> None:
    threshold(rules_console, **{_LIMIT: "9000"})
    for wrong in ("2026-03-24T17:00", "morgen", "2026-03-29T02:30", ""):
        sent = put(rules_console, wanneer="moment", moment=wrong)
        assert sent.status == 422
        assert sent.attributes("input[name=moment]", "value") == [wrong]
    sent = put(rules_console, wanneer="moment", moment="2026-03-30T08:00")
    assert sent.response.headers["location"] == "/regels?gezet=straks"
    page = rules_console.get("/regels")
    assert "maandag 30 maart 2026, 08:00" in page.text(".coming")
    assert page.text(".entries .state-tag") == "straks"
    assert rules_town.in_force.pack(rules_town.now).hash == first_pack().hash
    rules_town.now = NOW + timedelta(days=6)
    assert rules_console.get("/regels").text(".entries .state-tag") == "geldt nu"


@pytest.mark.parametrize("fields", [{"door": ""}, {"door": "x" * 101}, {"nota": "x" * 501}, {"wanneer": "ooit"}])
def test_who_and_why_have_bounds(fields: dict[str, str], rules_console: Console, rules_town: RulesTown) -> None:
    threshold(rules_console, **{_LIMIT: "9000"})
    sent = put(rules_console, **fields)
    assert sent.status == 422
    assert sent.has("#inwerking [role=alert]")
    assert rules_town.in_force.entries() == ()


def test_an_earlier_version_is_compared_and_put_back(rules_console: Console, rules_town: RulesTown) -> None:
    first = _put_other(rules_town, "2026-12")
    rules_town.now += timedelta(minutes=1)
    threshold(rules_console, **{_LIMIT: "9000"})
    assert put(rules_console).status == 303
    page = rules_console.get(f"/regels/log/{first.id}")
    assert "10000 (was 9000)" in page.text(".changes")
    sent = rules_console.post(f"/regels/log/{first.id}/ontwerp", {})
    assert sent.response.headers["location"] == "/regels#ontwerp"
    drafted = rules_town.draft.read()
    assert drafted is not None
    assert drafted.hash == first.hash
    assert rules_console.post(f"/regels/log/{first.id}/ontwerp", {}).status == 409
    assert put(rules_console).status == 303
    assert rules_town.in_force.pack(rules_town.now).hash == first.hash


def test_a_refused_entry_is_told_loudly(rules_console: Console, rules_town: RulesTown) -> None:
    bad = {**first_pack().files, "reactieschema.yaml": b"version: <b>kapot</b>\ntree: []\n"}
    entry = RulesEntry(
        id="4f0f0a52-3a35-4f6e-9a5c-0a1f2c3d4e5f",
        at=NOW,
        by="<script>alert(1)</script>",
        effective=NOW,
        version="<b>kapot</b>",
        hash=pack_hash(bad),
        files={name: content.decode() for name, content in bad.items()},
    )
    EmbeddedRulesLog(rules_town.database).append(entry)  # as another program could
    page = rules_console.get("/regels")
    assert "Geweigerd: versie <b>kapot</b>" in page.text(".notice.bad")
    assert "outcomes is missing" in page.text(".notice.bad .problems")
    assert "<script>alert" not in page.response.text
    assert "<b>kapot" not in page.response.text
    page = rules_console.get(f"/regels/log/{entry.id}")
    assert "outcomes is missing" in page.text(".broken")
    assert rules_console.post(f"/regels/log/{entry.id}/ontwerp", {}).status == 303
    assert "outcomes is missing" in rules_console.get("/regels").text(".draft .broken")
    for path in ("/regels/uitkomsten", OUTCOME, "/regels/drempels"):
        assert rules_console.get(path).response.headers["location"] == "/regels"
    assert rules_console.get("/regels/antwoorden").status == 200
    assert rules_console.post("/regels/versie", {"gezien": entry.hash, "versie": "2027"}).status == 409
    assert rules_console.post("/regels/weg", {"gezien": entry.hash}).status == 303
    assert rules_town.draft.read() is None


def test_hostile_texts_stay_texts(rules_console: Console) -> None:
    nasty = "<script>alert(1)</script> \"'{{ 7*7 }} : # [x] \u202e"
    assert outcome(rules_console, label_nl=nasty[:100], reason=nasty).status == 303
    assert step(rules_console, "versie", versie=nasty[:40]).status == 303
    for path in ("/regels", "/regels/uitkomsten", OUTCOME, "/regels/antwoorden/vraag"):
        assert "<script>alert" not in rules_console.get(path).response.text
    assert rules_console.get(OUTCOME).text("#reason").startswith("<script>alert(1)</script> \"'{{ 7*7 }} : # [x]")
    assert put(rules_console, door=nasty).status == 303
    assert "<script>alert" not in rules_console.get("/regels").response.text
    assert nasty.split(" ", maxsplit=1)[0] in rules_console.get("/regels").text(".entries")


def test_characters_that_a_file_cannot_hold_are_refused_and_the_rest_kept(
    rules_console: Console, rules_town: RulesTown
) -> None:
    sent = outcome(rules_console, label_nl="a\x7fb", reason="Een goede reden.")
    assert sent.status == 422
    assert sent.text("#reason") == "Een goede reden."
    assert rules_town.draft.read() is None


@pytest.mark.parametrize(
    "path",
    [
        *("/regels/versie", "/regels/weg", "/regels/controle", "/regels/test", "/regels/geval", "/regels/proef"),
        *("/regels/inwerking", f"{OUTCOME}/bewaar", "/regels/drempels/bewaar", "/regels/antwoorden/vraag/bewaar"),
        *("/regels/antwoorden/vraag/voorbeeld", "/regels/log/4f0f0a52-3a35-4f6e-9a5c-0a1f2c3d4e5f/ontwerp"),
    ],
)
def test_forms_from_elsewhere_and_forms_too_large_are_refused(
    path: str, rules_console: Console, rules_town: RulesTown
) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert rules_console.post(path, {"gezien": first_pack().hash}, headers).status == 403
    assert rules_console.post(path, {"gezien": "x" * 250_000}).status == 413
    assert rules_console.post(path, {f"veld{n}": "x" for n in range(1_001)}).status == 400
    assert rules_town.draft.read() is None


def test_without_a_publisher_there_is_no_editor(rules_town: RulesTown) -> None:
    rules_town.publisher = None
    with served(rules_town.app()) as address, httpx.Client(base_url=address) as client:
        console = Console(client)
        assert "/regels" not in console.get("/schema").attributes(".main-nav a", "href")
        assert not console.get("/schema").has("a[href^='/regels']")
        for path in ("/regels", "/regels/uitkomsten", OUTCOME, "/regels/drempels", "/regels/antwoorden"):
            assert console.get(path).status == 404
        assert console.post("/regels/weg", {}).status == 404


def test_a_draft_file_that_is_none_is_told(rules_console: Console, tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_text("geen ontwerp")
    page = rules_console.get("/regels")
    assert page.status == 500
    assert "is no draft; delete it" in page.text(".why")


def test_unknown_things_are_not_there(rules_console: Console) -> None:
    for path in ("/regels/uitkomst/nergens", "/regels/antwoorden/nergens"):
        assert rules_console.get(path).status == 404
        assert rules_console.post(f"{path}/bewaar", {"gezien": first_pack().hash}).status == 404
    id = "4f0f0a52-3a35-4f6e-9a5c-0a1f2c3d4e5f"
    assert rules_console.get(f"/regels/log/{id}").status == 404
    assert rules_console.post(f"/regels/log/{id}/ontwerp", {}).status == 404


def test_letting_go_of_the_draft(rules_console: Console, rules_town: RulesTown) -> None:
    threshold(rules_console, **{_LIMIT: "9000"})
    assert step(rules_console, "weg").status == 303
    assert rules_town.draft.read() is None


def _put_other(rules_town: RulesTown, version: str) -> RulesEntry:
    files = dict(first_pack().files)
    files["reactieschema.yaml"] = edited(files["reactieschema.yaml"], {("version",): version})
    return rules_town.in_force.put(files, by="iemand anders", now=rules_town.now).entry
