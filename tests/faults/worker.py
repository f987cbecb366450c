"""A worker as a process of its own, for tests that kill it: python -m tests.faults.worker KIND JSON."""

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from processors.fold import Event
from stadsgesprek.inforce import InForce, remaking
from stadsgesprek.pack import builtin, compiled, read_files
from streams.elastic.client import connect
from streams.elastic.indices import Indices
from streams.elastic.writer import ElasticWriter
from streams.kafka.connection import KafkaConnection
from streams.kafka.index import run_index
from streams.kafka.route import run_route
from streams.ports import RecordWriter

PREFIX = "faults"


def main() -> int:
    """Run what the settings on the command line say, until SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings: dict[str, Any] = json.loads(sys.argv[2])
    connection, data = KafkaConnection(settings["bootstrap"]), Path(settings["data"])
    if sys.argv[1] == "route":
        first = compiled(read_files(builtin("antwerpen")))
        return run_route(
            connection, first, follow=lambda log: InForce(log, first).pack, make=remaking(first), data=data
        )
    indices = Indices(connect(settings["elasticsearch"], timeout=2.0), PREFIX)
    writer: RecordWriter = ElasticWriter(indices, patience=3.0)
    if sys.argv[1] == "broken-index":
        writer = BreaksDown(writer)
    return run_index(connection, writer, data=data)


class BreaksDown:
    """Writes one batch and has a fault from then on, which is not that its store is away."""

    def __init__(self, writer: RecordWriter) -> None:
        self._writer = writer
        self._wrote = False

    def write(self, events: Sequence[Event]) -> None:
        """As said."""
        if self._wrote:
            raise RuntimeError(f"a fault that quotes {events[0]}")
        self._writer.write(events)
        self._wrote = True


if __name__ == "__main__":
    sys.exit(main())
