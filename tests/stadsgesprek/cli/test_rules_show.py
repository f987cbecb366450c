"""`rules show`: the formats, what it counts, and what it says when it cannot."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from processors.process import process
from schemas.message import Message
from stadsgesprek.cli.since import since
from stadsgesprek.pack import builtin, load
from streams.embedded.database import Database
from streams.embedded.records import EmbeddedRecords
from tests.stadsgesprek.cli.command import Installation

_NOW = datetime(2026, 3, 24, 12, 30, tzinfo=UTC)
_ZONE = ZoneInfo("Europe/Brussels")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with three messages: two that ask the same of today, and one of long ago by other rules."""
    folder = tmp_path_factory.mktemp("show")
    city = load(builtin("antwerpen"))
    now = datetime.now(UTC)
    results = process(
        [_message("een", now), _message("twee", now), _message("oud", now - timedelta(days=40))], city, now
    )
    old = results[2].decision
    assert old is not None
    path = (old.path[0].model_copy(update={"node": "van-vroeger", "answer": True}),)
    results[2] = results[2].model_copy(update={"decision": old.model_copy(update={"path": path})})
    data = folder / "data"
    data.mkdir()
    database = Database(data / "stadsgesprek.db")
    EmbeddedRecords(database).write(results)
    database.close()
    return Installation(folder, {"STADSGESPREK_DATA": str(data)})


def _message(native_id: str, at: datetime) -> Message:
    return Message.model_validate(
        {"channel": "twitter", "account": "stad", "native_id": native_id, "published": at}
        | {"content": "Hoe laat is het zwembad open?"}
    )


def test_every_format_is_written(here: Installation) -> None:
    start = {"svg": "<svg ", "mermaid": "flowchart TD", "md": "# Reactieschema Antwerpen", "html": "<!doctype html>"}
    for format, first in start.items():
        done = here.run("rules", "show", "antwerpen", "--format", format, "--out", f"uit.{format}")
        assert (done.code, done.out, done.err) == (0, "", "")
        assert (here.folder / f"uit.{format}").read_text("utf-8").startswith(first)
    ET.fromstring((here.folder / "uit.svg").read_text("utf-8"))  # noqa: S314  (drawn by us)


def test_counts_are_of_the_store_and_what_is_elsewhere_is_said(here: Installation) -> None:
    counted = here.run("rules", "show", "--counts")
    assert counted.code == 0
    assert "Geteld: 3 berichten van alle tijden." in counted.out
    assert "1 bericht werd langs een weg beslist die dit schema niet heeft" in counted.out
    assert "(nee: 2×)" in counted.out
    recent = here.run("rules", "show", "--counts", "--since", "7d", "--format", "mermaid")
    assert "Geteld: 2 berichten sinds" in recent.out
    assert "niet heeft" not in recent.out


def test_a_messages_way_is_shown(here: Installation) -> None:
    id = _message("een", _NOW).id
    done = here.run("rules", "show", "--message", str(id))
    assert f"De weg van bericht {id}" in done.out
    assert "weg van dit bericht" in done.out
    old = here.run("rules", "show", "--message", str(_message("oud", _NOW).id))
    assert old.code == 0
    assert "werd beslist met een ander schema" in old.out
    assert "van-vroeger" in old.out


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("--since", "7d"), 2, "needs --counts"),
        (("--counts", "--since", "gisteren"), 2, "neither a span"),
        (("--message", str(uuid4())), 1, "there is no such message"),
        (("--message", "geen-id"), 2, "--message"),
        (("--format", "png"), 2, "png"),
        (("--out", "bestaat-niet/uit.md"), 2, "cannot be written"),
        (("nergens",), 2, "nergens"),
    ],
)
def test_what_is_wrong_is_said(here: Installation, arguments: tuple[str, ...], code: int, complaint: str) -> None:
    done = here.run("rules", "show", *arguments)
    assert done.code == code
    assert complaint in " ".join(done.err.replace("│", " ").split())
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("24h", _NOW - timedelta(hours=24)),
        ("7d", _NOW - timedelta(days=7)),
        ("2026-03-24", datetime(2026, 3, 23, 23, tzinfo=UTC)),
        ("2025-08-01", datetime(2025, 7, 31, 22, tzinfo=UTC)),
    ],
)
def test_since(text: str, moment: datetime) -> None:
    assert since(text, _NOW, _ZONE) == moment


@pytest.mark.parametrize(
    "text", ["", "7", "d", "-7d", "7w", "0d", "0h", "99999d", "2026-13-01", "2026-03-25", "９d", "24h ", "0001-01-01x"]
)
def test_no_since(text: str) -> None:
    with pytest.raises(ValueError, match=r"is neither a span|is not in the past"):
        since(text, _NOW, _ZONE)


def test_the_first_day_there_is(tmp_path: Path) -> None:
    assert since("0001-01-02", _NOW, _ZONE).year == 1
    with pytest.raises(ValueError, match="is neither"):
        since("9999d", datetime(20, 1, 1, tzinfo=UTC), _ZONE)
    assert not list(tmp_path.iterdir())
