"""What the model must reach, and whether it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from schemas.vocabulary import Intent, Urgency
from stadsgesprek.model.cost import Cost
from stadsgesprek.model.figures import Task, accuracy_at_coverage, calibration_error, counts, macro_f1
from stadsgesprek.model.intervals import Measured, bootstrapped, once, wilson
from stadsgesprek.model.sheet import Sheet, figure, interval
from stadsgesprek.model.tried import Tried

COVERAGE: Final = 0.8
PRECISION: Final = {Intent.noodgeval: 0.60, Intent.misbruik: 0.75}
"""Of what is said to be danger or abuse so much at least must be."""

_LONG_ENOUGH: Final = 3
"""Words that a message must have for its language to count."""


@dataclass(frozen=True)
class Goal:
    """A figure and what it must be; without a bound it is only told."""

    name: str
    measured: Measured
    at_least: float | None = None
    at_most: float | None = None
    digits: int = 3

    @property
    def reached(self) -> bool | None:
        """None without a bound."""
        if self.at_least is not None:
            return self.measured.value >= self.at_least
        return None if self.at_most is None else self.measured.value <= self.at_most


def goals(tried: Tried, cost: Cost) -> list[Goal]:
    """All of them, in the order of the table."""
    return [*understanding(tried), *_cost(cost)]


def sheet(of: list[Goal]) -> Sheet:
    """One table; a goal that is not reached says so."""
    return Sheet(
        "Goals",
        ("figure", "goal", "measured", "95 % interval", "reached"),
        [
            (
                goal.name,
                _bound(goal),
                figure(goal.measured.value, goal.digits),
                interval(goal.measured, goal.digits),
                {None: "", True: "yes", False: "NO"}[goal.reached],
            )
            for goal in of
        ],
    )


def understanding(tried: Tried) -> Iterator[Goal]:
    """All but what it costs."""
    intent, topic = tried.intent, tried.topic
    yield Goal("intent, macro F1", _macro(intent), 0.85)
    yield Goal("topic, accuracy at 80 % coverage", at_coverage(topic), 0.90)
    yield Goal("topic, macro F1 without abstaining", _macro(topic), 0.80)
    yield from _at_own_threshold(tried)
    for one, recall in ((Intent.noodgeval, 1.00), (Intent.misbruik, 0.90)):
        yield Goal(f"{one}, recall", recall_of(intent, one), recall)
        yield Goal(f"{one}, precision", precision_of(intent, one), PRECISION[one])
    language = tried.only(lambda example: len(example.text.split()) >= _LONG_ENOUGH).language
    yield Goal("language, messages of 3 words or more", wilson(int(language.right.sum()), len(language)), 0.98)
    yield Goal("sentiment, macro F1", _macro(tried.sentiment), 0.75)
    yield Goal("urgency hoog, recall", recall_of(tried.urgency, Urgency.hoog))
    yield Goal("urgency hoog, precision", precision_of(tried.urgency, Urgency.hoog))
    for task in (intent, topic):
        error = bootstrapped(partial(calibration_error, task), len(task))
        yield Goal(f"calibration error of {task.name} (ECE, 10 bins)", error, at_most=0.05)


def _at_own_threshold(tried: Tried) -> Iterator[Goal]:
    said = [
        classification.topic == example.topic
        for example, classification in zip(tried.examples, tried.abstaining, strict=True)
        if not classification.abstained
    ]
    yield Goal("topic, coverage at the city's own threshold", wilson(len(said), len(tried.examples)))
    yield Goal("topic, accuracy there", wilson(sum(said), len(said)))


def _cost(cost: Cost) -> Iterator[Goal]:
    yield Goal("speed, batch of 500, one thread (messages/s)", cost.speed, 25_000, digits=0)
    yield Goal("memory of the loaded model (MB)", cost.model_memory, at_most=150, digits=0)
    yield Goal("load time of the model (s)", cost.model_load, at_most=1, digits=2)
    yield Goal("memory of the whole city pack (MB)", cost.memory, digits=0)
    yield Goal("load time of the whole city pack (s)", cost.load, digits=2)


def at_coverage(task: Task) -> Measured:
    """Accuracy at 80 % coverage."""
    return bootstrapped(lambda weights: accuracy_at_coverage(task, weights, COVERAGE), len(task))


def recall_of(task: Task, one: str) -> Measured:
    """Of the messages of this class, the part that was found."""
    place, found = task.classes.index(one), counts(task, once(len(task)))
    return wilson(int(found.both[0, place]), int(found.true[0, place]))


def precision_of(task: Task, one: str) -> Measured:
    """Of the messages that were said to be of this class, the part that is."""
    place, found = task.classes.index(one), counts(task, once(len(task)))
    return wilson(int(found.both[0, place]), int(found.said[0, place]))


def _macro(task: Task) -> Measured:
    return bootstrapped(partial(macro_f1, task), len(task))


def _bound(goal: Goal) -> str:
    if goal.at_least is not None:
        return f"at least {goal.at_least:,g}"
    return "" if goal.at_most is None else f"at most {goal.at_most:,g}"
