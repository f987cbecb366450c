"""The processes that route: each batch by its own pack and in its order, however many are under way."""

import json
import subprocess
import sys
from pathlib import Path

from tests.stadsgesprek.pack.packs import TREE, write_pack

_ROOT = Path(__file__).resolve().parents[3]
_BATCHES = 12

# A program of its own, since the pool forks, and this one has threads.
_PROGRAM = """
import asyncio, json, sys
from contextlib import closing
from pathlib import Path

from schemas.result import Result
from schemas.topics import DECISIONS
from stadsgesprek.inforce import remaking
from stadsgesprek.pack import compiled, read_files
from streams.kafka.pool import RouterPool
from streams.kafka.received import Record
from tests.streams.kafka.broker import NOW, events

first = compiled(read_files(Path(sys.argv[1])))
other = compiled(read_files(Path(sys.argv[2])), before=first)


async def main(pool):
    asked = []
    for number in range(int(sys.argv[3])):
        records = [
            Record(each.topic, 0, place, each.key, each.body, each.headers)
            for place, each in enumerate(events(120, f"{number}-"))
        ]
        asked.append(pool.route(records, NOW, other if number % 3 else first))
    for routed in await asyncio.gather(*asked):
        results = [Result.model_validate_json(event[-1]) for event in routed.out if event[0] == DECISIONS.name]
        print(json.dumps([(each.message.native_id, each.decision.rules_version) for each in results]))


with closing(RouterPool(first, remaking(first))) as pool:
    asyncio.run(main(pool))
"""


def test_every_batch_goes_by_one_pack_though_they_are_asked_at_once(tmp_path: Path) -> None:
    first = write_pack(tmp_path / "een", reactieschema=TREE.replace("version: mini", "version: een"))
    other = write_pack(tmp_path / "twee", reactieschema=TREE.replace("version: mini", "version: twee"))
    command = [sys.executable, "-c", _PROGRAM, str(first), str(other), str(_BATCHES)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    batches = [json.loads(line) for line in done.stdout.splitlines()]
    assert batches == [
        [[f"{number}-{place}", "twee" if number % 3 else "een"] for place in range(120)] for number in range(_BATCHES)
    ]
