"""Kafka to Kafka: the route worker beside bare programs, on the same broker, with the same messages, in turn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.broker import Broker
from bench.figures import RUNS, Figure, Row, Target
from bench.programs import PYTHON, STADSGESPREK, program
from bench.progress import Say
from bench.watch import rate
from schemas.cloudevents import Envelope
from schemas.topics import DECISIONS, MESSAGES, catalogue
from streams.kafka.route import GROUP as ROUTE_GROUP

_COPY: Final = "bench.copy"
_GROUP: Final = "bench"
_PART: Final = "Kafka to Kafka"
_ROUTE: Final = "route worker"
_TARGET: Final = Target(0.60, "above 60 % of bare Faust consuming")


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that reads `messages`, what it writes to (nothing: its commits are counted), and its group."""

    name: str
    command: Sequence[str]
    writes: str | None
    group: str


def contenders(bootstrap: str) -> tuple[Contender, ...]:
    """Those that are measured, in the order of the table; the first is what the others are compared with."""
    return (
        Contender("bare Faust, consuming only", _bare("faust_consume", bootstrap), None, _GROUP),
        Contender(_ROUTE, (STADSGESPREK, "work", "route"), DECISIONS.name, ROUTE_GROUP),
        Contender("bare Faust, passing on (topic.send)", _bare("faust_send", bootstrap, _COPY), _COPY, _GROUP),
        Contender("bare aiokafka, passing on", _bare("aiokafka_batches", bootstrap, _COPY), _COPY, _GROUP),
        Contender("bare confluent-kafka, passing on", _bare("confluent", bootstrap, _COPY), _COPY, _GROUP),
    )


def measure(
    bootstrap: str, events: Sequence[Envelope], departments: Sequence[str], folder: Path, *, say: Say, runs: int = RUNS
) -> list[Row]:
    """A row for each contender. The topics must not be there yet; `folder` is for what the programs write."""
    with closing(Broker(bootstrap)) as broker:
        return _measure(broker, events, departments, folder, say=say, runs=runs)


def _measure(
    broker: Broker, events: Sequence[Envelope], departments: Sequence[str], folder: Path, *, say: Say, runs: int
) -> list[Row]:
    topics = {spec.name: spec.configuration for spec in catalogue(departments)}
    broker.make({**topics, _COPY: {}})
    say(f"{_PART}: publishing {len(events):,} messages")
    broker.fill(events)
    found = contenders(broker.bootstrap)
    values: dict[str, list[float]] = {each.name: [] for each in found}
    for run in range(1, runs + 1):
        for each in found:
            say(f"{_PART}: {each.name}, run {run} of {runs}")
            values[each.name].append(_run(each, broker, len(events), folder))
    return list(_rows(values))


def _run(contender: Contender, broker: Broker, total: int, folder: Path) -> float:
    broker.forget(contender.group)
    done = _progress(contender, broker)
    settings = {
        "KAFKA__BOOTSTRAP": broker.bootstrap,
        "KAFKA__REPLICATION": "1",
        "ELASTICSEARCH__URL": "http://127.0.0.1:9",  # the route worker has no use for it
        "DATA": str(folder / "data"),
    }
    with program(contender.command, folder, settings) as process:
        return rate(done, total, lambda: process.exit_code is None)


def _progress(contender: Contender, broker: Broker) -> Callable[[], int]:
    """How many messages a program is done with: on its target, or committed where it has none."""
    target = contender.writes
    if target is None:
        return lambda: broker.committed(contender.group, MESSAGES.name)
    before = broker.end(target)
    return lambda: broker.end(target) - before


def _rows(values: dict[str, list[float]]) -> Iterator[Figure]:
    first: Figure | None = None
    for name, rates in values.items():
        figure = Figure(_PART, name, "messages/s", rates, first, _TARGET if name == _ROUTE else None)
        first = first or figure
        yield figure


def _bare(module: str, bootstrap: str, *more: str) -> tuple[str, ...]:
    return (PYTHON, "-m", f"bench.contenders.{module}", bootstrap, _GROUP, MESSAGES.name, *more)
