"""The durable queue: first in first out, on the disk when it says so, and full when it is full."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.cloudevents import Envelope
from streams.embedded.database import Database
from streams.embedded.queue import DurableQueue, QueueFullError
from streams.ports import PublishError, StoreError

_ROOT = Path(__file__).resolve().parents[3]

_PUTS_FOREVER = """
import sys
from pathlib import Path
from schemas.cloudevents import Envelope
from streams.embedded.database import Database
from streams.embedded.queue import DurableQueue

queue = DurableQueue(Database(Path(sys.argv[1])))
number = 0
while True:
    queue.put([Envelope("messages", b"k", (), b"%d" % (number + part)) for part in range(3)])
    number += 3
    print(number, flush=True)
"""


def event(number: int) -> Envelope:
    """One of many."""
    return Envelope("messages", b"k", (("ce_id", b"%d" % number),), b"%d" % number)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty file."""
    database = Database(tmp_path / "queue.sqlite3")
    yield database
    database.close()


@pytest.fixture
def queue(database: Database) -> DurableQueue:
    """An empty queue."""
    return DurableQueue(database)


def test_first_in_first_out_and_taking_removes_nothing(queue: DurableQueue) -> None:
    queue.put([])
    queue.put([event(1), event(2)])
    queue.put([event(3)])
    assert len(queue) == 3
    assert [each.event for each in queue.take(2)] == [event(1), event(2)]
    taken = queue.take(10)
    assert [each.event for each in taken] == [event(1), event(2), event(3)]
    assert [each.seq for each in taken] == sorted({each.seq for each in taken})

    queue.drop([taken[0].seq, taken[2].seq])
    queue.drop([taken[0].seq])  # again
    queue.drop([])
    assert [each.event for each in queue.take(10)] == [event(2)]
    assert len(queue) == 1


def test_a_number_is_never_given_twice(queue: DurableQueue) -> None:
    queue.put([event(1)])
    (first,) = queue.take(1)
    queue.drop([first.seq])
    queue.put([event(2)])
    assert queue.take(1)[0].seq > first.seq


_envelopes = st.builds(
    Envelope,
    topic=st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    key=st.binary(max_size=9),
    headers=st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), st.binary(max_size=9)), max_size=3
    ).map(tuple),
    body=st.binary(max_size=50),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_envelopes, max_size=5))
def test_every_byte_comes_back(queue: DurableQueue, events: list[Envelope]) -> None:
    queue.put(events)
    taken = queue.take(100)
    assert [each.event for each in taken] == events
    queue.drop([each.seq for each in taken])
    assert len(queue) == 0


def test_a_full_queue_takes_all_or_nothing_and_has_room_again(database: Database) -> None:
    queue = DurableQueue(database, limit=1000)
    large = Envelope("messages", b"", (), b"x" * 400)
    queue.put([large, large])
    with pytest.raises(QueueFullError, match="limit of 1000") as raised:
        queue.put([event(1), large])
    assert isinstance(raised.value, PublishError)
    assert "xxx" not in str(raised.value)
    assert len(queue) == 2
    queue.drop([queue.take(1)[0].seq])
    queue.put([large])
    assert len(queue) == 2


def test_what_does_not_fit_on_the_disk_is_refused(queue: DurableQueue, database: Database) -> None:
    queue.put([event(1)])
    with database.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(PublishError, match="make room on the disk"):
        queue.put([event(number) for number in range(5000)])
    assert [each.event for each in queue.take(10)] == [event(1)]
    queue.put([event(2)])
    assert len(queue) == 2


def test_a_closed_queue_says_so(queue: DurableQueue) -> None:
    queue.close()
    with pytest.raises(PublishError):
        queue.put([event(1)])
    with pytest.raises(StoreError):
        queue.take(1)


def test_many_threads_put_and_nothing_is_lost(queue: DurableQueue) -> None:
    def put(thread: int) -> None:
        for number in range(20):
            queue.put([event(1000 * thread + number), event(1000 * thread + 500 + number)])

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(put, range(5)))
    bodies = [int(each.event.body) for each in queue.take(1000)]
    assert len(bodies) == len(queue) == 200
    assert len(set(bodies)) == 200
    for thread in range(5):  # in each thread's own order
        own = [body for body in bodies if body // 1000 == thread and body % 1000 < 500]
        assert own == sorted(own)


def test_who_waits_is_woken_by_what_arrives(queue: DurableQueue) -> None:
    seen = queue.arrivals
    waiting = Thread(target=queue.wait, args=(seen, 60))
    waiting.start()
    queue.put([event(1)])
    waiting.join(30)
    assert not waiting.is_alive()
    queue.wait(seen, 60)  # what arrived before is not waited for


def test_what_put_returned_for_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "killed.sqlite3"
    process = subprocess.Popen(
        [sys.executable, "-c", _PUTS_FOREVER, str(path)], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    acknowledged = 0
    while acknowledged < 60:
        acknowledged = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().splitlines()
    process.stdout.close()
    process.wait(30)
    acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])  # the last line may be cut

    queue = DurableQueue(Database(path))
    bodies = [int(each.event.body) for each in queue.take(100_000)]
    assert bodies == list(range(len(bodies)))
    assert len(bodies) >= acknowledged
    assert len(bodies) % 3 == 0  # a put is there whole
    assert len(queue) == len(bodies)
    queue.close()
