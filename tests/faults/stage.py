"""Real engines, real worker processes, and the accounts of what came in and what came out."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import RetriableError

from deploy.engines import ElasticsearchServer, KafkaServer
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.topics import DEAD_LETTERS, DECISIONS, FEEDBACK, MESSAGES, TopicSpec, catalogue
from stadsgesprek.pack import builtin, load
from streams.elastic.client import connect
from streams.elastic.setup import ensure
from streams.kafka import index, route
from streams.kafka.connection import KafkaConnection
from streams.kafka.topics import ensure_topics
from tests.faults.worker import PREFIX
from tests.streams.elastic.records import FOLDER
from tests.streams.kafka.broker import on_topic, publisher, until

ROOT = Path(__file__).resolve().parents[2]
WITHIN = 120.0  # seconds for everything to be in the index


class WorkerProcess:
    """One worker; what it logs goes to a file."""

    def __init__(self, kind: str, settings: dict[str, Any], log: Path) -> None:
        """Started."""
        self._log = log
        command = [sys.executable, "-W", "ignore", "-m", "tests.faults.worker", kind, json.dumps(settings)]
        with log.open("ab") as sink:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=sink, stderr=sink, env=dict(os.environ))

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def log(self) -> str:
        """What it wrote so far."""
        return self._log.read_text("utf-8", "replace")

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Until it ends by itself; its exit code."""
        try:
            return self._process.wait(60.0)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the worker does not end:\n{self.log}") from None


class Stage:
    """The topics of Antwerp, an empty index, and workers."""

    def __init__(self, kafka: KafkaServer, elasticsearch: ElasticsearchServer, folder: Path) -> None:
        """Set up as a city would; no worker runs yet."""
        self.kafka, self.elasticsearch, self._folder = kafka, elasticsearch, folder
        self._workers: list[WorkerProcess] = []
        self._client = connect(elasticsearch.url, timeout=30.0)
        self._admin = KafkaAdminClient(bootstrap_servers=kafka.bootstrap)
        ensure_topics(KafkaConnection(kafka.bootstrap), CATALOGUE, replication=1)
        ensure(self._client, PREFIX, FOLDER, datetime.now(UTC))

    def close(self) -> None:
        """No worker is left."""
        for worker in self._workers:
            worker.kill()
        self._client.close()
        self._admin.close()

    def start(self, kind: str) -> WorkerProcess:
        """A worker, `route` or `index`."""
        settings = {
            "bootstrap": self.kafka.bootstrap,
            "elasticsearch": self.elasticsearch.url,
            "data": str(self._folder / f"data-{len(self._workers)}"),
        }
        self._workers.append(WorkerProcess(kind, settings, self._folder / f"{len(self._workers)}-{kind}.log"))
        return self._workers[-1]

    def publish(self, events: Sequence[Envelope]) -> None:
        """All acknowledged when this returns."""
        with publisher(self.kafka.bootstrap, self._folder / "spool.sqlite3") as opened:
            opened.publish(events)
        there = sum(self.count(topic) for topic in {event.topic for event in events})
        assert there >= len(events), "the spool took some of them"

    def count(self, topic: str) -> int:
        """Events on a topic."""
        return sum(self._ends(topic).values())

    def delete(self, topic: str) -> None:
        """A topic is no more."""
        self._admin.delete_topics([topic])

    def reaches(self, topic: TopicSpec, count: int) -> None:
        """Wait until so many events are on the topic."""
        until(
            lambda: self.count(topic.name) >= count,
            f"{count} events on {topic.name}",
            WITHIN,
            every=0.02,
            logs=self.logs,
        )

    def lag(self, kind: str) -> int:
        """What the workers of a kind have not acknowledged."""
        group, topics = GROUPS[kind]
        committed = self._asked(lambda: self._admin.list_group_offsets([group])[group])
        total = 0
        for topic in topics:
            for partition, end in self._ends(topic).items():
                offset = committed.get(partition)
                total += end - (offset.offset if offset is not None and offset.offset > 0 else 0)
        return total

    def _ends(self, topic: str) -> dict[TopicPartition, int]:
        (described,) = self._asked(lambda: self._admin.describe_topics([topic]))
        partitions = [TopicPartition(topic, each["partition_index"]) for each in described["partitions"]]
        asked = dict.fromkeys(partitions, OffsetSpec.LATEST)
        offsets = self._asked(lambda: self._admin.list_partition_offsets(asked))
        return {partition: offset.offset for partition, offset in offsets.items()}

    def _asked(self, ask: Callable[[], Any]) -> Any:
        """The broker's answer; it may just have come back."""
        deadline = time.monotonic() + WITHIN
        while True:
            try:
                return ask()
            except RetriableError:
                assert time.monotonic() < deadline, "the broker does not answer"
                time.sleep(0.1)

    @property
    def letters(self) -> list[DeadLetter]:
        """The dead letters."""
        return [DeadLetter.model_validate_json(each.body) for each in on_topic(self.kafka.bootstrap, DEAD_LETTERS.name)]

    @property
    def indexed(self) -> list[str]:
        """The id of every document that is in the index."""
        self._client.indices.refresh(index=f"{PREFIX}-*")
        ids: list[str] = []
        after: Sequence[Any] | None = None
        while True:
            answer = self._client.search(
                index=f"{PREFIX}-*",
                size=1000,
                sort=[{"published": "asc"}, {"id": "asc"}],
                search_after=after,
                source=False,
            )
            hits = answer["hits"]["hits"]
            if not hits:
                return ids
            ids += [hit["_id"] for hit in hits]
            after = hits[-1]["sort"]

    def logs(self) -> str:
        """What all workers wrote."""
        return "\n".join(f"--- {worker.log[-3000:]}" for worker in self._workers)

    def accounts_for(self, accepted: Iterable[Envelope], dead: int = 0) -> None:
        """Wait until nothing lags; then everything accepted is one document, and there are `dead` letters."""
        # In this order: what the one acknowledged is on the topic of the other.
        until(lambda: self.lag("route") == 0, "the route workers have no lag", WITHIN, every=0.1, logs=self.logs)
        until(lambda: self.lag("index") == 0, "the index workers have no lag", WITHIN, every=0.1, logs=self.logs)
        wanted = sorted(each.key.decode() for each in accepted)
        assert sorted(self.indexed) == wanted
        assert len({letter.id for letter in self.letters}) == dead


GROUPS = {
    "route": (route.GROUP, [MESSAGES.name]),
    "index": (index.GROUP, [DECISIONS.name, FEEDBACK.name]),
}
CATALOGUE = catalogue(load(builtin("antwerpen")).departments)
