"""`python -m bench` (`make bench`): measure, and print one table. See docs/performance.md."""

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench import embedded, index, kafka, process, replay, rules
from bench.corpus import corpus, envelopes
from bench.errors import BenchError
from bench.figures import Row
from bench.machine import machine
from bench.progress import Say, progress
from bench.table import document
from deploy.engines import ElasticsearchServer, EngineError, KafkaServer
from processors.city import City
from stadsgesprek.pack import builtin, load

PARTS: Final = ("rules", "process", "embedded", "kafka", "index", "replay")
_MESSAGES: Final = 20_000
_MANY: Final = {"kafka": 100_000, "replay": 100_000}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts and print the table; progress goes to standard error. Returns an exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - {*PARTS}:
        parser.error(f"{', '.join(sorted(unknown))}: is not one of {', '.join(PARTS)}")
    parts = asked.parts or PARTS
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does: servers stopped, files removed
    divisor = 10 if asked.quick else 1
    try:
        with progress() as say, _folder() as folder:
            rows = [row for part in PARTS if part in parts for row in _measure(part, divisor, folder, say)]
    except (BenchError, EngineError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    command = " ".join(["python -m bench", *(["--quick"] if asked.quick else []), *asked.parts])
    print(document(rows, machine(), command))
    return 0


def _measure(part: str, divisor: int, folder: Path, say: Say) -> list[Row]:
    say(f"{part}: making messages")
    messages = corpus(_MANY.get(part, _MESSAGES) // divisor)
    city: City = load(builtin("antwerpen"))
    work = folder / part
    work.mkdir()
    match part:
        case "rules":
            return rules.measure(messages, city, say=say)
        case "process":
            return process.measure(messages, city, say=say)
        case "embedded":
            return embedded.measure(envelopes(messages), city, work, say=say)
        case "kafka":
            say(f"{part}: starting Kafka")
            with KafkaServer(folder / "kafka-server") as broker:
                return kafka.measure(broker.bootstrap, envelopes(messages), sorted(city.departments), work, say=say)
        case "replay":
            say(f"{part}: starting Elasticsearch")
            with ElasticsearchServer(folder / "replay-elasticsearch") as server:
                other = load(builtin("antwerpen"))
                return replay.measure(server.url, messages, city, other, work, say=say)
        case _:
            say(f"{part}: starting Kafka and Elasticsearch")
            with (
                KafkaServer(folder / "index-kafka") as broker,
                ElasticsearchServer(folder / "elasticsearch") as server,
            ):
                return index.measure(broker.bootstrap, server.url, messages, city, work, say=say)


@contextmanager
def _folder() -> Iterator[Path]:
    """A temporary folder that an unprivileged Elasticsearch may enter."""
    folder = Path(tempfile.mkdtemp(prefix="stadsgesprek-bench-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Print the performance table.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="a tenth of the messages; figures are rough")
    return parser


if __name__ == "__main__":
    sys.exit(main())
