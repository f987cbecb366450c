"""`rules replay`: what other rules would have done with the messages that are stored here."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.result import Result
from streams.embedded.database import Database
from streams.embedded.records import EmbeddedRecords
from tests.contract.data import result
from tests.processors.rows import row
from tests.stadsgesprek.cli.command import Installation
from tests.stadsgesprek.pack.packs import SIGNALS, TREE, write_pack

# Short questions get no answer, and the others go to one department whatever their topic.
_PARTS = TREE.partition("  vraag-aan-dienst:\n")
NEW = "".join(
    (
        _PARTS[0]
        .replace("version: mini", "version: nieuw")
        .replace("als: {intent: vraag}", 'als: {all: [{intent: vraag}, {words: {">=": 5}}]}'),
        _PARTS[1],
        _PARTS[2].replace("departments: [topic]", "departments: [communicatie]"),
    )
)


def said(days: float, outcome: str = "vraag-aan-dienst", **changes: Any) -> Result:
    """A message of so many days ago, an ordinary question but for these differences."""
    at = datetime.now(UTC) - timedelta(days=days)
    return result(at=at, outcome=outcome, features=row(**changes)._asdict())


SHORT = [said(2, words=3), said(1, words=4)]
LONG = said(3, words=9)
OLD = said(9, words=3)


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation of a city with a pack of its own, and some messages."""
    city = write_pack(tmp_path / "stad")
    write_pack(tmp_path / "nieuw", reactieschema=NEW)
    database = Database(tmp_path / ".data" / "stadsgesprek.db")
    thanks = said(1, "vergeten", intent="compliment")
    bare = result(at=datetime.now(UTC) - timedelta(days=1))
    EmbeddedRecords(database).write([*SHORT, LONG, OLD, thanks, bare])
    database.close()
    return Installation(tmp_path, {"STADSGESPREK_CITY": str(city), "STADSGESPREK_CONSOLE__PORT": "8123"})


def test_it_shows_what_would_have_been_different_and_where_to_look(here: Installation) -> None:
    done = here.run("rules", "replay", "--against", "nieuw")
    assert (done.code, done.err) == (0, "")
    assert "In force: mini (" in done.out
    assert "Against: nieuw (" in done.out
    assert "4 messages since" in done.out
    assert "3 would have been handled otherwise, 1 not" in done.out
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines.index("vraag-aan-dienst stil 2") < lines.index(
        "vraag-aan-dienst the same, which does something else 1"
    )
    assert {"sport 3 0 -3", "communicatie 0 1 +1", "a person must look 3 1 -2", "silence 1 3 +2"} <= set(lines)
    assert "note: 1 messages more were decided before features were stored, and not compared" in lines
    assert "note: 1 messages got another outcome at the time than the rules in force give now" in lines
    assert [line for line in lines if line.startswith("http://127.0.0.1:8123/berichten/")] == [
        f"http://127.0.0.1:8123/berichten/{each.message.id}" for each in (SHORT[1], SHORT[0], LONG)
    ]


def test_as_json_it_is_whole_and_looks_as_far_back_as_asked(here: Installation) -> None:
    done = here.run("rules", "replay", "--against", "nieuw", "--since", "10d", "--json")
    assert done.code == 0
    found = json.loads(done.out)
    assert (found["total"], found["unchanged"], found["without_features"], found["unseen"]) == (5, 1, 1, 0)
    assert found["moves"][0] == {
        "old": "vraag-aan-dienst",
        "new": "stil",
        "count": 3,
        "examples": [str(each.message.id) for each in (SHORT[1], SHORT[0], OLD)],
    }
    assert found["departments"] == {
        "communicatie": {"before": 0, "after": 1},
        "sport": {"before": 4, "after": 0},
    }
    assert found["silent"] == {"before": 1, "after": 4}
    assert (found["in_force"]["version"], found["against"]["version"]) == ("mini", "nieuw")
    assert found["other_signals"] is False


def test_the_same_rules_make_no_difference(here: Installation) -> None:
    done = here.run("rules", "replay", "--against", "stad")
    assert done.code == 0
    assert "0 would have been handled otherwise, 4 not" in done.out
    assert "http" not in done.out


def test_other_signals_are_said(here: Installation) -> None:
    write_pack(here.folder / "signalen", signals=SIGNALS.replace("[vuilzak]", "[vuilzak, zak]"))
    done = here.run("rules", "replay", "--against", "signalen")
    assert "signals.yaml is another one" in done.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--against", "nergens"), "nergens"),
        (("--against", "nieuw", "--since", "gisteren"), "gisteren"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_replayed(
    here: Installation, arguments: tuple[str, ...], complaint: str
) -> None:
    done = here.run("rules", "replay", *arguments)
    assert done.code == 2
    assert complaint in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
