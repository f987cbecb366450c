"""The decision tree alone: Antwerp's rules here and in other engines, and what the number of questions costs."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice
from time import perf_counter
from typing import Final

import cel
import zen

from bench.errors import BenchError
from bench.figures import RUNS, Figure, Row, Target
from bench.progress import Say
from bench.rules_texts import CEL, jdm, nested
from bench.rules_trees import balanced
from processors.city import City
from processors.clean import clean
from processors.features import FeatureRow, features
from schemas.message import Message

_PART: Final = "rules"
_OURS: Final = "Antwerp's tree, with the path"
_DRAWN: Final = "the same, every number drawn at random"
_TARGET: Final = Target(250_000, "above 250,000/s")
_TIMES: Final = 5
_OTHERS_ROWS: Final = 2_000
_SIZES: Final = (30, 300, 3_000)

Decide = Callable[[FeatureRow], str]


def measure(messages: Sequence[Message], city: City, *, say: Say, runs: int = RUNS) -> list[Row]:
    """Decisions a second, one core, features ready. Raises BenchError when an engine decides something else."""
    rows = list(islice(cycle(feature_rows(messages, city)), _TIMES * len(messages)))
    few, drawn = rows[:_OTHERS_ROWS], varied(rows)
    others = {"zen-engine, decision table": _zen(city), "common-expression-language, one expression": _cel(city)}
    for name, decide in others.items():
        same(name, decide, city, few)
    rates: dict[str, list[float]] = {name: [] for name in (_OURS, _DRAWN, *others)}
    for run in range(1, runs + 1):
        say(f"{_PART}, run {run} of {runs}")
        rates[_OURS].append(_rate(city.tree.decide, rows))
        rates[_DRAWN].append(_rate(city.tree.decide, drawn))
        for name, decide in others.items():
            rates[name].append(_rate(decide, few))
    here = Figure(_PART, _OURS, "decisions/s", rates[_OURS], target=_TARGET)
    return [
        here,
        *(Figure(_PART, name, "decisions/s", rates[name], beside=here) for name in (_DRAWN, *others)),
        *_by_size(rows, say, runs),
    ]


def feature_rows(messages: Sequence[Message], city: City) -> list[FeatureRow]:
    """What the rules see of the messages."""
    texts = [clean(message) for message in messages]
    understood = city.classifier.classify(messages, texts)
    return [
        features(message, text, each, city.calendar, city.crisis)
        for message, text, each in zip(messages, texts, understood, strict=True)
    ]


def varied(rows: Iterable[FeatureRow]) -> list[FeatureRow]:
    """The rows with numbers of their own, so that hardly any comes back: the worst for steps that are remembered."""
    draw = random.Random(2026)
    found = []
    for row in rows:
        words = max(1, int(draw.lognormvariate(2.6, 0.7)))
        found.append(
            row._replace(
                words=words,
                length=5 * words + draw.randrange(9),
                intent_confidence=round(draw.random(), 2),
                topic_confidence=round(draw.random(), 2),
                followers=draw.choice((None, draw.randrange(100_000))),
                contacts=draw.choice((None, draw.randrange(9))),
                account_days=draw.choice((None, draw.randrange(5_000))),
                hour=draw.randrange(24),
            )
        )
    return found


def _by_size(rows: Sequence[FeatureRow], say: Say, runs: int) -> list[Row]:
    """The same rows through trees of more and more questions; the rate of steps shows what one costs."""
    found: list[Row] = []
    first: Figure | None = None
    for size in _SIZES:
        say(f"{_PART}, {size} questions")
        tree = balanced(size)
        asked = sum(len(tree.decide(row)[1]) for row in rows) / len(rows)
        steps = [_rate(tree.decide, rows) * asked for _ in range(runs)]
        figure = Figure(_PART, f"{size:,} questions, {asked:.1f} asked", "steps/s", steps, beside=first)
        first = first or figure
        found.append(figure)
    return found


def _rate(decide: Callable[[FeatureRow], object], rows: Sequence[FeatureRow]) -> float:
    for row in rows[:1_000]:
        decide(row)
    began = perf_counter()
    for row in rows:
        decide(row)
    return len(rows) / (perf_counter() - began)


def same(name: str, decide: Decide, city: City, rows: Sequence[FeatureRow]) -> None:
    """Raises BenchError when an engine does not decide as the city's tree does: it would not be the same work."""
    for row in rows:
        wanted = city.tree.decide(row)[0].id
        if (found := decide(row)) != wanted:
            raise BenchError(f"{name} decides {found} where the tree decides {wanted}")


def _cel(city: City) -> Decide:
    program = cel.compile(nested(city.tree, CEL))

    def decide(row: FeatureRow) -> str:
        return str(program.execute(row._asdict()))

    return decide


def _zen(city: City) -> Decide:
    decision = zen.ZenEngine().create_decision(json.dumps(jdm(city.tree)))

    def decide(row: FeatureRow) -> str:
        return str(decision.evaluate(row._asdict())["result"]["outcome"])

    return decide
