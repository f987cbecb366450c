"""What understanding costs: speed, memory and time to load, each in a fresh process with one thread."""

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple

import orjson

from processors.classify import Classifier
from processors.clean import clean
from stadsgesprek.model import artefact
from stadsgesprek.model.examples import Example
from stadsgesprek.model.intervals import Measured
from stadsgesprek.model.tried import BATCH, as_messages
from stadsgesprek.pack import builtin, compiled, read_files
from streams.batches import batches

_PROCESSES: Final = 3
_RUNS: Final = 5
_AT_LEAST: Final = 5_000
"""Messages of one run, so that it takes long enough to be timed."""

_ONE_THREAD: Final = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}


class Cost(NamedTuple):
    """Medians; as interval the least and the most that was measured. Memory is in MB of 1,000,000 bytes."""

    speed: Measured
    """Messages a second: cleaned and classified, not yet decided on."""

    model_memory: Measured
    model_load: Measured
    memory: Measured
    """Of the whole pack of Antwerp: model, signals, languages, decision tree and the rest."""

    load: Measured


def cost(file: Path, examples: Sequence[Example]) -> Cost:
    """What this model costs on these messages. Raises subprocess.CalledProcessError when it cannot be measured."""
    given = orjson.dumps([example.model_dump(mode="json", by_alias=True) for example in examples])
    told = []
    for _ in range(_PROCESSES):
        done = subprocess.run(  # noqa: S603  (this very program)
            [sys.executable, "-m", __name__, str(file)],
            input=given,
            env=os.environ | _ONE_THREAD,
            stdout=subprocess.PIPE,
            check=True,
        )
        told.append(orjson.loads(done.stdout))
    return Cost(**{name: _spread([value for each in told for value in each[name]]) for name in Cost._fields})


def _spread(values: Sequence[float]) -> Measured:
    return Measured(statistics.median(values), min(values), max(values))


def _measure(file: Path, examples: Sequence[Example]) -> dict[str, list[float]]:
    """In this process, which has not loaded any model yet."""
    files = read_files(builtin("antwerpen"))
    before, started = _resident(), perf_counter()
    model = artefact.load(file)
    model_load, model_memory = perf_counter() - started, _resident() - before
    pack = compiled(files, model=model)
    load, memory = perf_counter() - started, _resident() - before
    return {
        "speed": _speeds(pack.city.classifier, examples),
        "model_memory": [model_memory],
        "model_load": [model_load],
        "memory": [memory],
        "load": [load],
    }


def _speeds(classifier: Classifier, examples: Sequence[Example]) -> list[float]:
    messages = as_messages(examples)
    messages *= -(-_AT_LEAST // max(1, len(messages)))
    found = []
    for _ in range(_RUNS + 1):
        started = perf_counter()
        for some in batches(messages, BATCH):
            classifier.classify(some, [clean(message) for message in some])
        found.append(len(messages) / (perf_counter() - started))
    return found[1:]  # the first run warms up


def _resident() -> float:
    """MB of memory that this process has now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    labelled = [Example.model_validate(each) for each in orjson.loads(sys.stdin.buffer.read())]
    sys.stdout.buffer.write(orjson.dumps(_measure(Path(sys.argv[1]), labelled)))
