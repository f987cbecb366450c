"""Rules that change while the product runs: by the folder, by a command, from a moment on; never by a broken pack."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest
import typer

from schemas.rules import RulesEntry
from stadsgesprek.cli.rules.chosen import chosen, chosen_files
from stadsgesprek.cli.rules.put import put
from stadsgesprek.inforce import deciding
from stadsgesprek.pack import PackError, pack_hash, read_files
from stadsgesprek.settings import load
from stadsgesprek.wiring import rules_entries, rules_log
from streams.embedded.database import Database
from streams.embedded.records import EmbeddedRecords
from streams.query import Query
from tests.stadsgesprek.cli.command import KEY, Installation, Process, until
from tests.stadsgesprek.pack.packs import TREE, write_pack

_SAID = "Wanneer is het zwembad open?"
ZONE = ZoneInfo("Europe/Brussels")


_SOUND = TREE.replace("manner: openbaar", "manner: persoonlijk").replace(
    "  - anders: stil\noutcomes",
    """\
  - id: dringend
    vraag: Kan het niet wachten?
    waarom: Dan kijkt een mens.
    als: {urgency: hoog}
    ja: nakijken
  - anders: stil
outcomes""",
)
"""The small tree, with nothing in it that an analysis finds wrong."""


def tree(version: str) -> str:
    """It under another version."""
    return _SOUND.replace("version: mini", f"version: {version}")


def swapped(text: str) -> str:
    """A question about the pool ends where others ended, and the other way round."""
    return (
        text.replace("ja: vraag-zwembad", "ja: x")
        .replace("anders: vraag-aan-dienst", "anders: vraag-zwembad")
        .replace("ja: x", "ja: vraag-aan-dienst")
    )


OLD = tree("oud")
NEW = swapped(tree("nieuw"))
BROKEN = OLD.replace("intent: vraag", "intent: vraagje")
SILENT = tree("stil").replace("ja: noodgeval", "ja: stil").replace("ja: nakijken", "ja: noodgeval", 1)
"""Well written, and an emergency ends in silence."""


@pytest.fixture
def stad(tmp_path: Path) -> Path:
    """The folder of a city's own pack."""
    return write_pack(tmp_path / "stad", reactieschema=OLD)


@pytest.fixture
def here(tmp_path: Path, stad: Path) -> Installation:
    """An installation of that city, on a free port."""
    settings = {
        "STADSGESPREK_CONSOLE__PORT": "0",
        "STADSGESPREK_PSEUDONYM_KEY": KEY,
        "STADSGESPREK_CITY": str(stad),
    }
    return Installation(tmp_path, settings)


Say = Callable[[], str]


@pytest.fixture
def decided(here: Installation) -> Iterator[Callable[[Process], Say]]:
    """Says something at the counter of a run, and gives the outcome that it came to."""
    databases: list[Database] = []

    def of(run: Process) -> Say:
        address = run.address()
        databases.append(Database(here.folder / ".data" / "stadsgesprek.db"))
        store = EmbeddedRecords(databases[-1])

        def say() -> str:
            contact = {"desk": "loket", "content": _SAID, "published": datetime.now(UTC).isoformat()}
            known = {each.id for each in store.search(Query()).records}
            put = httpx.put(f"{address}/loket/api/contacten/{uuid4()}", json=contact)
            assert put.status_code == 202, put.text
            until(lambda: store.search(Query()).total > len(known))
            (new,) = [each for each in store.search(Query()).records if each.id not in known]
            assert new.current is not None
            assert new.current.outcome is not None
            return new.current.outcome

        return say

    yield of
    for database in databases:
        database.close()


@pytest.fixture
def inside(here: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The installation as this process sees it, for commands that need none of their own."""
    monkeypatch.chdir(here.folder)
    for name, value in here.settings.items():
        monkeypatch.setenv(name, value)
    return here


def entries() -> Sequence[RulesEntry]:
    """The log of rules."""
    return rules_entries(load())


def test_what_is_changed_in_the_folder_decides_without_a_restart_and_what_is_broken_does_not(
    here: Installation, stad: Path, decided: Callable[[Process], Say]
) -> None:
    file = stad / "reactieschema.yaml"
    with here.running("run") as run:
        say = decided(run)
        assert say() == "vraag-zwembad"

        file.write_text(NEW)
        until(lambda: "rules nieuw" in run.said)
        assert say() == "vraag-aan-dienst"
        assert "nieuw" in httpx.get(run.address()).text  # the footer of the page names the version

        file.write_text(BROKEN)
        until(lambda: "is refused, what was in force stays" in run.said)
        line = next(number for number, text in enumerate(BROKEN.splitlines(), 1) if "vraagje" in text)
        assert f"reactieschema.yaml:{line}" in run.said
        assert say() == "vraag-aan-dienst"

        file.write_text(SILENT)
        until(lambda: "an emergency reaches a person at once" in run.said)
        assert say() == "vraag-aan-dienst"
        assert run.stop() == 0
        assert "Traceback" not in run.said
    listed = [json.loads(line) for line in here.run("rules", "log", "--json").out.splitlines()]
    assert [(each["by"], each["version"], each["state"]) for each in listed] == [
        ("folder stad", "oud", ""),
        ("folder stad", "nieuw", "decides"),
    ]
    assert "files" not in listed[0]


def test_a_folder_that_is_as_it_was_put_leaves_what_was_put_later(
    here: Installation, inside: Installation, stad: Path, decided: Callable[[Process], Say]
) -> None:
    assert here is inside
    with here.running("run") as run:
        assert decided(run)() == "vraag-zwembad"
    put(str(write_pack(here.folder / "ander", reactieschema=NEW)), by="webteam")
    with here.running("run") as again:
        assert decided(again)() == "vraag-aan-dienst"
        stad.joinpath("reactieschema.yaml").write_text(tree("nog-nieuwer"))
        until(lambda: "rules nog-nieuwer" in again.said)
        assert decided(again)() == "vraag-zwembad"
    assert [each.by for each in entries()] == ["folder stad", "webteam", "folder stad"]


def test_a_broken_folder_does_not_start(here: Installation, stad: Path) -> None:
    stad.joinpath("reactieschema.yaml").write_text(BROKEN)
    done = here.run("run")
    assert done.code == 2
    assert "reactieschema.yaml:" in done.err
    assert not (here.folder / ".data").exists()


def test_put_is_seen_by_a_run_and_the_hash_brings_the_old_one_back(
    inside: Installation, stad: Path, decided: Callable[[Process], Say], capsys: pytest.CaptureFixture[str]
) -> None:
    first = pack_hash(read_files(stad))
    other = pack_hash(read_files(write_pack(inside.folder / "ander", reactieschema=NEW)))
    with inside.running("run") as run:
        say = decided(run)
        done = inside.run("rules", "put", "ander", "--by", "webteam", "--note", "Het loket antwoordt.")
        assert done.code == 0, done.err
        assert f"nieuw ({other}) decides since" in done.out
        assert say() == "vraag-aan-dienst"
        put("ander", by="iemand")
        assert "as it was put before" in capsys.readouterr().out

        put(first[:6], by="webteam")
        assert say() == "vraag-zwembad"
    assert [(each.hash, each.by) for each in entries()] == [
        (first, "folder stad"),
        (other, "webteam"),
        (first, "webteam"),
    ]
    assert entries()[1].note == "Het loket antwoordt."
    assert "webteam" in inside.run("rules", "log").out


def test_a_pack_waits_for_its_moment(inside: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    write_pack(inside.folder / "ander", reactieschema=NEW)
    monday = (datetime.now(ZONE) + timedelta(days=7)).replace(hour=8, minute=0, second=0, microsecond=0)
    put("ander", by="webteam", at=f"{monday:%Y-%m-%d %H:%M}")
    assert f"decides from {monday:%Y-%m-%d} 08:00 on" in capsys.readouterr().out
    (entry,) = entries()
    assert entry.effective == monday.astimezone(UTC)
    assert deciding([entry], datetime.now(UTC)) is None
    assert deciding([entry], datetime.now(UTC) + timedelta(days=8)) is not None


@pytest.mark.parametrize(
    ("pack", "more", "complaint"),
    [
        ("stad", {"by": "  "}, "give 1 to 100 characters"),
        ("stad", {"by": "x" * 101}, "give 1 to 100 characters"),
        ("stad", {"note": "x" * 501}, "give 500 characters at most"),
        ("stad", {"at": "2026-01-01 08:00"}, "has passed"),
        ("gent", {}, "gent: is no built-in pack, no folder and no hash"),
        ("abcdef12", {}, "abcdef12: is not the hash of a pack in the log; see `rules log`"),
        ("leeg", {}, r"city\.yaml: does not exist"),
        ("stuk", {}, r"reactieschema\.yaml:\d+: "),
        ("zwijgt", {}, "an emergency reaches a person at once"),
    ],
)
def test_what_cannot_be_put_is_said_and_not_put(
    inside: Installation, pack: str, more: dict[str, str], complaint: str
) -> None:
    (inside.folder / "leeg").mkdir()
    write_pack(inside.folder / "stuk", reactieschema=BROKEN)
    write_pack(inside.folder / "zwijgt", reactieschema=SILENT)
    with pytest.raises((typer.BadParameter, PackError), match=complaint):
        put(pack, **({"by": "x"} | more))
    assert list(entries()) == []


def test_a_hash_that_fits_two_packs_is_not_chosen(inside: Installation) -> None:
    put("stad", by="x")
    (first,) = entries()
    # Another pack whose hash begins alike would take long to find; so it is told of one.
    with rules_log(load()) as log:
        log.append(first.model_copy(update={"id": uuid4(), "hash": first.hash[:7] + "0" * 5}))
    with pytest.raises(PackError, match="2 hashes begin so"):
        chosen_files(load(), first.hash[:7])
    assert chosen_files(load(), first.hash) == read_files(inside.folder / "stad")
    assert chosen(load(), "in-force").hash == first.hash


def test_a_log_that_is_empty_says_what_decides(here: Installation) -> None:
    done = here.run("rules", "log")
    assert done.code == 0
    assert "the pack of the setting city decides" in done.err
    assert not (here.folder / ".data").exists()
