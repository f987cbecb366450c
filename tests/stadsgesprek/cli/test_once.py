"""Commands that answer and end: what they print, and exit codes that a script can use."""

import json
from pathlib import Path

import pytest

from schemas.examples import examples
from schemas.result import Result
from tests.stadsgesprek.cli.command import KEY, Installation

SAMPLE = Path(__file__).resolve().parents[3] / "stadsgesprek" / "sample" / "dag.jsonl"


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation without any setting."""
    return Installation(tmp_path)


def test_help_names_every_command_with_its_purpose(here: Installation) -> None:
    done = here.run("--help")
    assert done.code == 0
    for command in (
        "demo",
        "run",
        "listen",
        "work",
        "setup",
        "doctor",
        "decide",
        "classify",
        "parse",
        "dead",
        "reindex",
    ):
        assert command in done.out
    assert "Exit codes" in done.out


def test_decide_shows_the_way_and_as_json_the_result(here: Installation) -> None:
    shown = here.run("decide", "Is het zwembad open op paasmaandag?", "--channel", "facebook")
    assert shown.code == 0
    assert "Is er nu iemand in gevaar?" in shown.out
    result = Result.model_validate_json(here.run("decide", "Is het zwembad open?", "--json").out)
    assert result.decision is not None
    assert result.classification is not None
    assert (result.classification.intent, result.classification.topic) == ("vraag", "zwembad")
    assert result.decision.path


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("decide", "  "), "nothing was said"),
        (("decide", "x", "--channel", "myspace"), "myspace"),
        (("parse", "duif", str(SAMPLE)), "duif is not a format"),
        (("dead", "replay"), "--all"),
        (("work", "route"), "kafka.bootstrap"),
        (("listen", "counter"), "pseudonym_key"),
        (("listen", "feed"), "feeds: none is set"),
        (("run",), "pseudonym_key"),
        (("onzin",), "onzin"),
    ],
)
def test_wrong_use_is_said_in_words_and_ends_with_2(
    here: Installation, arguments: tuple[str, ...], complaint: str
) -> None:
    done = here.run(*arguments)
    assert done.code == 2
    assert complaint in done.err
    assert "Traceback" not in done.err


def test_a_broken_pack_is_refused_with_file_and_line(here: Installation) -> None:
    (here.folder / "stad").mkdir()
    (here.folder / "stad" / "city.yaml").write_text("id: stad\nnaam: Stad\n")
    here.settings["STADSGESPREK_CITY"] = str(here.folder / "stad")
    done = here.run("decide", "hallo")
    assert done.code == 2
    assert "city.yaml:2" in done.err
    assert "reactieschema.yaml: does not exist" in done.err


def test_classify_answers_each_line_and_names_the_bad_ones(here: Installation) -> None:
    lines = [
        {"id": "a", "text": "Wanneer komt de vuilkar in de Offerandestraat?", "channel": "twitter"},
        {"id": 7, "text": "", "channel": "counter"},
        {"id": "c", "text": "x", "channel": "myspace"},
        {"id": "d", "text": "When is the library open?", "channel": "facebook"},
    ]
    given = "\n".join([json.dumps(line) for line in lines] + ["geen json"]).encode()
    done = here.run("classify", "--jsonl", given=given)
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 1
    assert [answer["id"] for answer in answers] == ["a", 7, "d"]
    assert list(answers[0]) == [
        "id", "intent", "intent_confidence", "topic", "topic2", "sentiment", "urgency", "language", "abstained",
    ]  # fmt: skip
    assert (answers[0]["topic"], answers[1]["language"], answers[2]["language"]) == ("afval", "und", "en")
    assert [line.partition(":")[0] for line in done.err.splitlines()] == ["line 3", "line 5"]


def test_parse_shows_messages_and_what_is_none(here: Installation) -> None:
    example = next(examples("message")).content.replace(b"\n", b"")
    (here.folder / "dag.jsonl").write_bytes(example + b"\n{}\n")
    done = here.run("parse", "replay", "dag.jsonl")
    assert done.code == 1
    assert len(done.out.splitlines()) == 1
    assert "line 2" in done.err


def test_demo_once_accounts_for_every_line_of_the_day(here: Installation) -> None:
    done = here.run("demo", "--once", "--speed", "0")
    assert done.code == 0, done.err
    assert "440 berichten, 12 onleesbaar" in done.out
    assert done.err == ""


def test_dead_letters_are_listed_shown_and_replayed(here: Installation) -> None:
    here.run("demo", "--once", "--speed", "0")
    here.settings["STADSGESPREK_DATA"] = ".data/demo"
    listed = here.run("dead", "list").out.splitlines()
    assert len(listed) == 12
    myspace = next(line for line in listed if "channel" in line)
    id = myspace.split()[0]
    shown = here.run("dead", "show", id)
    assert "myspace" in shown.out
    raw = here.run("dead", "show", id, "--raw")
    assert json.loads(raw.out)["channel"] == "myspace"

    assert here.run("dead", "replay", id).code == 0
    assert len(here.run("dead", "list").out.splitlines()) == 11
    again = here.run("dead", "show", id)
    assert again.code == 1
    assert "no dead letter" in again.err


def test_doctor_says_what_is_wrong_and_what_to_do_without_secrets(here: Installation) -> None:
    here.settings["STADSGESPREK_PSEUDONYM_KEY"] = KEY
    done = here.run("doctor")
    assert done.code == 0, done.out
    assert "!!" not in done.out

    here.settings |= {
        "STADSGESPREK_KAFKA__BOOTSTRAP": "127.0.0.1:1",
        "STADSGESPREK_ELASTICSEARCH__URL": "http://127.0.0.1:1",
        "STADSGESPREK_ELASTICSEARCH__USERNAME": "lezer",
        "STADSGESPREK_ELASTICSEARCH__PASSWORD": KEY,
    }
    done = here.run("doctor")
    assert done.code == 1
    assert "Kafka at 127.0.0.1:1 does not answer" in done.out
    assert "Elasticsearch at http://127.0.0.1:1 cannot be reached" in done.out
    assert KEY not in done.out + done.err


def test_an_engine_that_is_away_ends_with_3(here: Installation) -> None:
    here.settings |= {
        "STADSGESPREK_KAFKA__BOOTSTRAP": "127.0.0.1:1",
        "STADSGESPREK_ELASTICSEARCH__URL": "http://127.0.0.1:1",
    }
    done = here.run("setup")
    assert done.code == 3
    assert "Kafka at 127.0.0.1:1 does not answer" in done.err
    assert "Traceback" not in done.err
