"""Which pack decides: the latest moment that has come, the later put at a tie, and never a pack that cannot be made."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.rules import RulesEntry
from stadsgesprek.inforce import InForce, deciding
from stadsgesprek.pack import Pack, PackError, Problem, compiled, pack_hash, read_files
from streams.embedded.database import Database
from streams.embedded.rules import EmbeddedRulesLog
from streams.ports import StoreError
from tests.stadsgesprek.pack.packs import TREE, write_pack

NOW = datetime(2026, 11, 27, 16, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)
BROKEN = 4
"""Of the packs that can be put the one that cannot be made."""

Files = Mapping[str, bytes]


def files(version: str, **changed: str | bytes) -> Files:
    """The small pack under another version."""
    with TemporaryDirectory() as folder:
        tree = TREE.replace("version: mini", f"version: {version}")
        return read_files(write_pack(Path(folder), **({"reactieschema": tree} | changed)))


@cache
def packs() -> Sequence[Pack | Files]:
    """Four good ones, then a broken one; the first is what decides when nothing was put."""
    made: list[Pack] = []
    for number in range(BROKEN):
        made.append(compiled(files(f"v{number}"), before=made[-1] if made else None))
    return (*made, files("v4", reactieschema="version: v4\ntree: []\n"))


def good(number: int) -> Pack:
    """One of the good packs."""
    found = packs()[number]
    assert isinstance(found, Pack)
    return found


def broken() -> Files:
    """The broken one."""
    found = packs()[BROKEN]
    assert not isinstance(found, Pack)
    return found


class Loading:
    """`compiled`, from what is made already; counts what it was asked for."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def __call__(self, files: Files, *, before: Pack | None = None) -> Pack:  # noqa: ARG002
        hash = pack_hash(files)
        self.asked[hash] += 1
        for pack in packs():
            if isinstance(pack, Pack) and pack.hash == hash:
                return pack
        raise PackError([Problem("reactieschema.yaml", 2, "tree: found a list")])


def entry(number: int, effective: datetime = NOW, hash: str | None = None) -> RulesEntry:
    """An entry with one of the packs."""
    content = good(number).files if number != BROKEN else broken()
    return RulesEntry(
        id=uuid4(),
        at=NOW,
        by="proef",
        effective=effective,
        version=f"v{number}",
        hash=hash or pack_hash(content),
        files={name: text.decode() for name, text in content.items()},
    )


@contextmanager
def a_log() -> Iterator[EmbeddedRulesLog]:
    """An empty log."""
    with TemporaryDirectory() as folder:
        database = Database(Path(folder) / "stadsgesprek.db")
        yield EmbeddedRulesLog(database)
        database.close()


@pytest.fixture
def log() -> Iterator[EmbeddedRulesLog]:
    with a_log() as opened:
        yield opened


_MOMENTS = st.integers(-3, 3).map(lambda hours: NOW + hours * HOUR)
_PUT = st.tuples(st.just("put"), st.integers(0, BROKEN), _MOMENTS)
_ASK = st.tuples(st.just("ask"), st.just(0), _MOMENTS)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PUT | _ASK, max_size=12))
def test_at_every_moment_it_is_as_its_simple_definition(steps: list[tuple[str, int, datetime]]) -> None:
    put: list[RulesEntry] = []
    loading = Loading()
    with a_log() as log:
        rules = InForce(log, good(0), load=loading)
        for step, number, moment in [*steps, ("ask", 0, NOW)]:
            if step == "put":
                put.append(entry(number, moment))
                log.append(put[-1])
                continue
            come = [
                (each.effective, place)
                for place, each in enumerate(put)
                if each.effective <= moment and each.version != f"v{BROKEN}"
            ]
            wanted = put[max(come)[1]] if come else None
            assert rules.entry(moment) == wanted
            assert rules.pack(moment).hash == (wanted.hash if wanted else good(0).hash)
            assert rules.city(moment) is rules.pack(moment).city
        assert list(rules.entries()) == put
        assert loading.asked[pack_hash(broken())] <= 1
        # Seen while it was in force or to come; one that nobody asked about is not made.
        assert set(rules.refused) <= {each.id for each in put if each.version == f"v{BROKEN}"}


def test_a_pack_is_made_once_and_the_first_not_again(log: EmbeddedRulesLog) -> None:
    loading = Loading()
    rules = InForce(log, good(0), load=loading)
    for number, moment in ((1, NOW), (0, NOW + HOUR), (2, NOW + 2 * HOUR)):
        log.append(entry(number, moment))
    for hours in (0, 1, 2, 3):
        rules.pack(NOW + hours * HOUR)
    assert loading.asked == {good(1).hash: 1, good(2).hash: 1}


def test_a_broken_pack_that_is_to_decide_later_is_refused_at_once(
    log: EmbeddedRulesLog, caplog: pytest.LogCaptureFixture
) -> None:
    rules = InForce(log, good(0))
    log.append(entry(1, NOW))
    log.append(bad := entry(BROKEN, NOW + HOUR))
    assert rules.pack(NOW).hash == good(1).hash
    assert [str(problem) for problem in rules.refused[bad.id]] == caplog.text.splitlines()[
        -len(rules.refused[bad.id]) :
    ]
    assert "are refused, what was in force stays" in caplog.text
    assert "reactieschema.yaml:2" in caplog.text
    assert rules.pack(NOW + 2 * HOUR).hash == good(1).hash
    assert caplog.text.count("are refused") == 1


def test_an_entry_whose_files_are_not_those_of_its_hash_is_refused(log: EmbeddedRulesLog) -> None:
    log.append(bad := entry(1, hash="0" * 12))
    rules = InForce(log, good(0))
    assert rules.pack(NOW).hash == good(0).hash
    assert "do not have the hash" in str(rules.refused[bad.id][0])
    assert deciding(log.entries(), NOW) is None


def test_what_is_put_decides_from_then_on(log: EmbeddedRulesLog) -> None:
    rules, other = InForce(log, good(0)), InForce(log, good(0))
    put = rules.put(good(1).files, by="webteam", now=NOW, note="Beter zo.")
    assert put.new
    assert (put.entry.by, put.entry.at, put.entry.effective, put.entry.note) == ("webteam", NOW, NOW, "Beter zo.")
    assert (put.entry.version, put.entry.hash) == ("v1", good(1).hash)
    assert list(log.entries()) == [put.entry]
    assert {name: text.encode() for name, text in put.entry.files.items()} == good(1).files
    for each in (rules, other):
        assert each.city(NOW).tree.version == "v1"
        assert each.city(NOW - HOUR).tree.version == "v0"


def test_what_would_decide_anyway_is_not_put_twice(log: EmbeddedRulesLog) -> None:
    rules = InForce(log, good(0))
    monday = NOW + 60 * HOUR
    first = rules.put(good(0).files, by="a", now=NOW)
    assert first.new  # a log that is empty says nothing yet
    assert rules.put(good(0).files, by="b", now=NOW) == (first.entry, False)
    later = rules.put(good(1).files, by="a", now=NOW, effective=monday)
    assert later.new
    assert rules.put(good(1).files, by="b", now=NOW + HOUR, effective=monday + HOUR) == (later.entry, False)
    assert rules.put(good(0).files, by="b", now=NOW + HOUR) == (first.entry, False)
    assert rules.put(good(0).files, by="b", now=NOW + HOUR, effective=monday + HOUR).new
    assert [each.version for each in rules.entries()] == ["v0", "v1", "v0"]


def test_nothing_is_put_that_is_wrong(log: EmbeddedRulesLog) -> None:
    def check(pack: Pack) -> Sequence[Problem]:
        wrong = pack.city.tree.version == "v2"
        return [
            Problem("reactieschema.yaml", 7, "the outcome x is never reached"),
            Problem("city.yaml", None, "y"),
        ] * wrong

    rules = InForce(log, good(0), check=check)
    rules.put(good(1).files, by="a", now=NOW)
    with pytest.raises(PackError, match=r"reactieschema\.yaml:2"):
        rules.put(broken(), by="a", now=NOW)
    with pytest.raises(PackError, match=r"(?s)city\.yaml: y.*reactieschema\.yaml:7: the outcome x"):
        rules.put(good(2).files, by="a", now=NOW)
    with pytest.raises(PackError, match=r"its files are 9\d{5} bytes together; 900000 is the most"):
        rules.put({**good(3).files, "gevallen.yaml": b"#" * 900_000}, by="a", now=NOW)
    with pytest.raises(PackError, match=r"gevallen\.yaml: is not UTF-8"):
        rules.put({**good(3).files, "gevallen.yaml": b"\xff"}, by="a", now=NOW)
    with pytest.raises(ValueError, match="effective: has passed"):
        rules.put(good(3).files, by="a", now=NOW, effective=NOW - HOUR)
    for by in ("", "x" * 101):
        with pytest.raises(ValueError, match="by"):
            rules.put(good(3).files, by=by, now=NOW)
    assert [each.version for each in log.entries()] == ["v1"]
    assert rules.city(NOW).tree.version == "v1"


class _Away:
    """A log that can be read once."""

    def __init__(self, entries: Sequence[RulesEntry]) -> None:
        self._entries = entries
        self._read = False

    def entries(self, after: int = 0) -> Sequence[RulesEntry]:
        if self._read:
            raise StoreError("the disk is gone")
        self._read = True
        return self._entries[after:]

    def append(self, entry: RulesEntry) -> None:
        raise StoreError(f"the disk is gone with {entry.id}")


def test_a_log_that_goes_away_leaves_what_is_known(caplog: pytest.LogCaptureFixture) -> None:
    rules = InForce(_Away([entry(1)]), good(0))
    assert rules.pack(NOW).hash == good(1).hash
    assert "the disk is gone" in caplog.text
    with pytest.raises(StoreError):
        rules.put(good(2).files, by="a", now=NOW)
    assert rules.pack(NOW).hash == good(1).hash


def test_many_threads_ask_while_one_puts(log: EmbeddedRulesLog) -> None:
    rules = InForce(log, good(0), load=Loading())
    wrong: list[object] = []

    def noted(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except Exception as error:  # whatever a thread finds must fail the test
                wrong.append(error)

        return run

    def ask() -> None:
        last = 0
        while last < 3:
            version = int(rules.city(NOW).tree.version[1:])
            assert version >= last
            last = version

    threads = [Thread(target=noted(ask)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in (1, 2, 3):
        rules.put(good(number).files, by="a", now=NOW)
    for thread in threads:
        thread.join(30)
    assert wrong == []
    assert not any(thread.is_alive() for thread in threads)
