"""`process` alone: one core, messages that are read already, and where its time goes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from bench.figures import RUNS, Figure, Row, Share, Target
from bench.progress import Say
from processors.city import City
from processors.clean import clean
from processors.decide import decide
from processors.process import process
from schemas.message import Message
from schemas.result import Result
from streams.batches import batches

BATCH: Final = 500
_PART: Final = "process"
_TARGET: Final = Target(20_000, "above 20,000/s")
_STAGES: Final = ("clean", "classify", "decide and route")


def measure(messages: Sequence[Message], city: City, *, say: Say, runs: int = RUNS) -> list[Row]:
    """The rate of `process`, then the share of each stage. The first batch warms up and is not counted."""
    now = datetime.now(UTC)
    process(messages[:BATCH], city, now)
    rates, spent = [], []
    for run in range(1, runs + 1):
        say(f"{_PART}, run {run} of {runs}")
        began = perf_counter()
        for batch in batches(messages, BATCH):
            process(batch, city, now)
        rates.append(len(messages) / (perf_counter() - began))
        spent.append(_stages(messages, city, now))
    shares = [[seconds / sum(run) for seconds in run] for run in spent]
    return [
        Figure(_PART, f"batches of {BATCH}, one core", "messages/s", rates, target=_TARGET),
        *(
            Share(_PART, f"of which {stage}", each)
            for stage, each in zip(_STAGES, zip(*shares, strict=True), strict=True)
        ),
    ]


def _stages(messages: Sequence[Message], city: City, now: datetime) -> list[float]:
    """Seconds in each stage, called as `process` calls them; the results are made in the last one."""
    seconds = [0.0] * len(_STAGES)
    for batch in batches(messages, BATCH):
        began = perf_counter()
        texts = [clean(message) for message in batch]
        cleaned = perf_counter()
        understood = city.classifier.classify(batch, texts)
        classified = perf_counter()
        for message, text, classification in zip(batch, texts, understood, strict=True):
            decision = decide(message, text, classification, city, now)
            Result(message=message, text=text, classification=classification, decision=decision)
        ended = perf_counter()
        for stage, spent in enumerate((cleaned - began, classified - cleaned, ended - classified)):
            seconds[stage] += spent
    return seconds
