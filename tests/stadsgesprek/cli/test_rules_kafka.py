"""Rules that change under workers: all of them go by the new ones from their moment on, and none by a broken pack."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.engines import KafkaServer
from schemas.decision import Decision
from schemas.result import Result
from schemas.rules import RulesEntry
from schemas.topics import DECISIONS, catalogue
from stadsgesprek.cli.rules.put import put
from stadsgesprek.pack import PackError, compiled, pack_hash, read_files
from stadsgesprek.settings import load
from stadsgesprek.wiring import rules_entries
from streams.kafka.connection import KafkaConnection
from streams.kafka.rules import KafkaRulesLog
from streams.kafka.topics import ensure_topics
from tests.stadsgesprek.cli.command import Installation, Process
from tests.stadsgesprek.cli.test_rules_put import BROKEN, NEW, OLD, tree
from tests.stadsgesprek.pack.packs import write_pack
from tests.streams.kafka.broker import events, on_topic, publisher, until

_MANY = 60  # so many that every partition has some


def settings_of(bootstrap: str, pack: Path) -> dict[str, str]:
    """The settings of a city on Kafka."""
    return {
        "STADSGESPREK_CITY": str(pack),
        "STADSGESPREK_KAFKA__BOOTSTRAP": bootstrap,
        "STADSGESPREK_ELASTICSEARCH__URL": "http://127.0.0.1:9",  # nothing here has a use for it
    }


class Works:
    """Two route workers of one city, each on a machine of its own."""

    def __init__(self, bootstrap: str, folder: Path, stack: ExitStack) -> None:
        """Both are at work."""
        self.bootstrap, self._folder, self._sent = bootstrap, folder, 0
        self.pack = write_pack(folder / "stad", reactieschema=OLD)
        departments = compiled(read_files(self.pack)).city.departments
        ensure_topics(KafkaConnection(bootstrap), catalogue(departments), replication=1)
        self.machines = [self._machine(name) for name in ("een", "twee")]
        self.workers: list[Process] = [
            stack.enter_context(machine.running("work", "route")) for machine in self.machines
        ]
        self.publisher = stack.enter_context(publisher(bootstrap, folder / "spool.db"))
        for worker in self.workers:
            until(lambda worker=worker: "at work" in worker.said, "the worker works", logs=self.logs)  # type: ignore[misc]

    def _machine(self, name: str) -> Installation:
        folder = self._folder / name
        folder.mkdir()
        return Installation(folder, settings_of(self.bootstrap, self.pack))

    def logs(self) -> str:
        """What both wrote."""
        return "\n---\n".join(worker.said for worker in self.workers)

    def decide(self) -> Sequence[Decision]:
        """What they decide on messages that are new, in no order."""
        sent = events(_MANY, f"{self._sent}-")
        self._sent += 1
        self.publisher.publish(sent)
        wanted = {event.key for event in sent}

        def there() -> list[bytes]:
            return [event.body for event in on_topic(self.bootstrap, DECISIONS.name) if event.key in wanted]

        until(lambda: len(there()) >= _MANY, "all are decided", logs=self.logs)
        decisions = [Result.model_validate_json(body).decision for body in there()]
        return [each for each in decisions if each is not None]


@pytest.fixture
def works(clean_kafka: KafkaServer, tmp_path: Path) -> Iterator[Works]:
    with ExitStack() as stack:
        yield Works(clean_kafka.bootstrap, tmp_path, stack)


def versions(decisions: Sequence[Decision]) -> set[str]:
    """The rules by which they were made."""
    return {each.rules_version for each in decisions}


def test_all_workers_go_by_what_is_in_force(works: Works, tmp_path: Path) -> None:
    desk = works.machines[0]
    assert versions(works.decide()) == {"oud"}

    # What is put decides on every message that comes after it, on both.
    write_pack(tmp_path / "nieuw", reactieschema=NEW)
    done = desk.run("rules", "put", str(tmp_path / "nieuw"), "--by", "webteam")
    assert done.code == 0, done.err
    until(lambda: versions(works.decide()) == {"nieuw"}, "both go by the new rules", logs=works.logs)
    for worker in works.workers:
        assert "rules nieuw" in worker.said

    # A broken pack that came into the log all the same is refused, and what no entry is, is passed over.
    log = KafkaRulesLog(KafkaConnection(works.bootstrap))
    try:
        log.append(_entry(write_pack(tmp_path / "stuk", reactieschema=BROKEN), "stuk", datetime.now(UTC)))
        soon = datetime.now(UTC) + timedelta(seconds=3)
        log.append(_entry(write_pack(tmp_path / "straks", reactieschema=tree("straks")), "straks", soon))
    finally:
        log.close()
    early = works.decide()
    until(lambda: versions(works.decide()) == {"straks"}, "the moment came", logs=works.logs)
    for decision in [*early, *works.decide()]:
        assert decision.rules_version == ("straks" if decision.decided >= soon else "nieuw")
    for worker in works.workers:
        assert "are refused, what was in force stays" in worker.said
        assert "reactieschema.yaml:" in worker.said
        assert worker.stop() == 0, worker.said
        assert "Traceback" not in worker.said

    listed = desk.run("rules", "log", "--json").out.splitlines()
    assert [('"state":"decides"' in line) for line in listed] == [False, False, True]


def test_a_department_without_a_topic_waits_for_setup(
    clean_kafka: KafkaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brokers = KafkaConnection(clean_kafka.bootstrap)
    old = write_pack(tmp_path / "oud", reactieschema=OLD)
    ensure_topics(brokers, catalogue(compiled(read_files(old)).city.departments), replication=1)
    for name, value in settings_of(clean_kafka.bootstrap, old).items():
        monkeypatch.setenv(name, value)

    city = (old / "city.yaml").read_text("utf-8")
    more = city.replace("departments:\n", "departments:\n  haven: {nl: Haven, en: Harbour}\n", 1)
    new = write_pack(tmp_path / "nieuw", city=more, reactieschema=NEW)
    with pytest.raises(PackError, match=r"city\.yaml: there is no topic feed\.haven; make it with: STADSGESPREK_CITY="):
        put(str(new), by="webteam")
    assert rules_entries(load()) == []
    ensure_topics(brokers, catalogue(compiled(read_files(new)).city.departments), replication=1)
    put(str(new), by="webteam")
    (entry,) = rules_entries(load())
    assert (entry.version, entry.hash) == ("nieuw", pack_hash(read_files(new)))


def _entry(pack: Path, version: str, effective: datetime) -> RulesEntry:
    files = read_files(pack)
    return RulesEntry(
        id=uuid4(),
        at=datetime.now(UTC),
        by="proef",
        effective=effective,
        version=version,
        hash=pack_hash(files),
        files={name: content.decode() for name, content in files.items()},
    )
