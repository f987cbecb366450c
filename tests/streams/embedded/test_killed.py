"""A run that is killed in mid-stream, again and again: nothing lost, nothing double."""

import signal
import subprocess
import sys
from pathlib import Path

from processors.city import City
from streams.embedded.database import Database
from streams.embedded.letters import EmbeddedDeadLetters
from streams.embedded.outbox import Outbox
from streams.embedded.pipeline import EmbeddedPipeline
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.query import Facet, Query
from tests.contract.data import act
from tests.streams.embedded.events import bad, done, numbered, said

_ROOT = Path(__file__).resolve().parents[3]
_MESSAGES = 1500
_PUT = 100

_RUN = """
import sys
from datetime import timedelta
from pathlib import Path
from stadsgesprek import pack
from streams.embedded import pipeline
from streams.embedded.database import Database
from tests.contract.data import START

pipeline.BATCH = 40
city = pack.load(pack.builtin("antwerpen"))
run = pipeline.EmbeddedPipeline(Database(Path(sys.argv[1])), lambda _: city, lambda: START + timedelta(days=3))
for permit in sys.stdin:
    run.step()
    print("step", flush=True)
"""


def test_a_killed_run_goes_on_where_it_was(
    database: Database, inbox: DurableQueue, pipeline: EmbeddedPipeline, city: City
) -> None:
    for start in range(0, _MESSAGES, _PUT):
        numbers = range(start, start + _PUT)
        inbox.put([said(numbered(number)) for number in numbers])
        inbox.put([bad(start), said(numbered(start)), done(act(numbered(start), number=1, reply="Ja!"))])
    accepted = len(inbox)
    assert accepted == _MESSAGES + 3 * _MESSAGES // _PUT

    left = [accepted]
    for steps in (1, 3, 5):
        command = [sys.executable, "-c", _RUN, str(database.path)]
        with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("go on\n" * (steps + 3))
            process.stdin.flush()
            for _ in range(steps):
                assert process.stdout.readline() == "step\n"
            process.send_signal(signal.SIGKILL)  # somewhere in one of the three other steps
        left.append(len(inbox))
        assert 0 < left[-1] < left[-2]

    while pipeline.step():
        pass
    assert inbox.take(1) == []
    store = EmbeddedRecords(database)
    assert store.search(Query(), size=1).total == _MESSAGES
    assert len(list(EmbeddedDeadLetters(database, inbox).letters())) == _MESSAGES // _PUT
    for start in range(0, _MESSAGES, _PUT):
        record = store.get(numbered(start).message.id)
        assert record is not None
        assert [each.reply for each in record.feedback] == ["Ja!"]
    departments = {each.value: each.count for each in store.count(Query(), Facet.department)}
    assert sum(departments.values()) >= _MESSAGES
    for department in city.departments:
        assert len(Outbox(database).items(department, n=_MESSAGES)) == departments.get(department, 0)
