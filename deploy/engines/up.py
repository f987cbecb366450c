"""Both engines for a developer: started together, their addresses printed; one pair for each cache folder."""

import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from deploy.engines.elasticsearch import ElasticsearchServer
from deploy.engines.errors import EngineError
from deploy.engines.folders import engines_folder
from deploy.engines.kafka import KafkaServer

_DOWN_WITHIN = 60.0  # seconds


@dataclass(frozen=True)
class Running:
    """An `up` that runs: its process id and its environment lines, none while the engines still start."""

    pid: int
    lines: list[str]


def up() -> None:
    """Start both engines, print their addresses as environment lines, and serve until Ctrl-C or SIGTERM.

    Data and ports stay below the cache folder for the next time. Raises EngineError when the engines of this
    cache folder are up already, cannot be started, or end by themselves.
    """
    folder = engines_folder() / "data"
    kafka, elasticsearch = KafkaServer(folder / "kafka"), ElasticsearchServer(folder / "elasticsearch")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # `down` ends us as Ctrl-C does
    try:
        with _announcement() as announcement, kafka, elasticsearch:
            lines = [
                f"STADSGESPREK_KAFKA__BOOTSTRAP={kafka.bootstrap}",
                f"STADSGESPREK_ELASTICSEARCH__URL={elasticsearch.url}",
            ]
            _announce(announcement, lines)
            print("\n".join(lines), flush=True)
            print("The engines are up. Ctrl-C ends them; the data stays.", file=sys.stderr)
            while kafka.is_running and elasticsearch.is_running:
                time.sleep(0.5)
            dead = elasticsearch if kafka.is_running else kafka
            raise EngineError(f"{dead.name} ended by itself; see {dead.log}")
    except KeyboardInterrupt:
        print("The engines are down.", file=sys.stderr)


def running() -> Running | None:
    """The `up` of this cache folder that runs now; None when there is none."""
    path = _path()
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as announcement:
        # Whoever is up holds the lock, and the system takes it away however they end.
        while not _try_lock(announcement, fcntl.LOCK_SH):
            if text := path.read_text("utf-8"):  # empty for the moment in which it is written anew
                found = json.loads(text)
                return Running(found["pid"], found["lines"])
    return None


def down() -> bool:
    """End the engines that an `up` of this cache folder started; False when there were none.

    Returns when they are gone. Raises EngineError when that takes more than a minute.
    """
    found = running()
    if found is None:
        return False
    os.kill(found.pid, signal.SIGTERM)
    deadline = time.monotonic() + _DOWN_WITHIN
    while running() is not None:
        if time.monotonic() > deadline:
            raise EngineError(f"process {found.pid} did not end within {_DOWN_WITHIN:.0f} s")
        time.sleep(0.05)
    return True


@contextmanager
def _announcement() -> Iterator[TextIO]:
    """The file that tells others of us, locked as long as we are up."""
    with _path().open("a+", encoding="utf-8") as announcement:
        if not _try_lock(announcement, fcntl.LOCK_EX):
            raise EngineError("the engines are up already: python -m deploy.engines status")
        _announce(announcement, [])
        yield announcement


def _announce(announcement: TextIO, lines: list[str]) -> None:
    announcement.truncate(0)
    announcement.write(json.dumps({"pid": os.getpid(), "lines": lines}))
    announcement.flush()


def _try_lock(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path() -> Path:
    return engines_folder() / "up.json"
