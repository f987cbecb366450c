"""Two models on the same messages: what differs, and whether the new one may take the place of the old.

Two models are told apart by the messages on which they differ, so both are measured on the same draws (a paired
bootstrap: Efron and Tibshirani, 1993; Koehn, 2004, https://aclanthology.org/W04-3250). A figure has fallen when it is
lower in nearly all of a thousand draws. For each of some forty classes that is 99 %, or chance alone would often refuse
a good model; such a class has lost about five messages. For the few figures of the whole it is 95 %. Danger and abuse
have no such margin: not one message of them may be lost.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from schemas.vocabulary import Intent
from stadsgesprek.model.figures import Task, Values, accuracy, counts, f1, macro_f1
from stadsgesprek.model.goals import PRECISION, precision_of, recall_of
from stadsgesprek.model.intervals import Weights, draws, once
from stadsgesprek.model.sheet import Sheet, figure
from stadsgesprek.model.tried import Tried

_OF_A_CLASS: Final = 0.99
_OF_THE_WHOLE: Final = 0.95
"""In what part of the draws a figure must be lower before it has fallen."""

_Measure = Callable[[Task, Weights], Values]


@dataclass(frozen=True)
class Comparison:
    """The model in force and a new one, on the same messages."""

    old: Tried
    new: Tried

    def worse(self) -> Iterator[str]:
        """What the new model does worse on the test part, in words that begin with the name of the class."""
        if not self.old.examples:
            yield "there are no messages to compare the models on"
        yield from self.lost()
        for intent, goal in PRECISION.items():
            old, new = self._precision(intent)
            if new < goal and new < old:
                yield f"{intent}: precision fell from {figure(old)} to {figure(new)}, below {goal:g}"
        for old_task, new_task in self._pairs():
            if old_task.name != "sentiment":
                for place in np.flatnonzero(_lower(f1, old_task, new_task) >= _OF_A_CLASS):
                    yield f"{old_task.classes[place]}: F1 fell {_from_to(f1, old_task, new_task, int(place))}"
            if _lower(macro_f1, old_task, new_task) >= _OF_THE_WHOLE:
                yield f"{old_task.name}: macro F1 fell {_from_to(macro_f1, old_task, new_task)}"

    def lost(self) -> Iterator[str]:
        """Danger and abuse that it finds less of."""
        for intent in PRECISION:
            old, new = _found(self.old.intent, intent), _found(self.new.intent, intent)
            if new < old:
                yield f"{intent}: finds {new} messages of those that are, instead of {old}"

    def less_right(self) -> Iterator[str]:
        """What it does worse on few messages, of which a figure for each class says nothing."""
        yield from self.lost()
        for old, new in self._pairs():
            if _lower(accuracy, old, new) >= _OF_THE_WHOLE:
                yield f"{old.name}: accuracy fell {_from_to(accuracy, old, new)}"

    def sheet(self, name: str) -> Sheet:
        """The figures of the whole, and of each class that differs."""
        return Sheet(
            f"{name} ({len(self.old.examples):,} messages)",
            ("figure", "in force", "new", "change"),
            [
                (what, figure(old), figure(new), f"{new - old:+.3f}" if abs(new - old) > 0 else "")
                for what, old, new in self._figures()
            ],
        )

    def _figures(self) -> Iterator[tuple[str, float, float]]:
        for old, new in self._pairs():
            yield f"{old.name}, macro F1", *_both(macro_f1, old, new)
            yield f"{old.name}, accuracy", *_both(accuracy, old, new)
        for intent in PRECISION:
            yield (
                f"{intent}, recall",
                recall_of(self.old.intent, intent).value,
                recall_of(self.new.intent, intent).value,
            )
            yield f"{intent}, precision", *self._precision(intent)
        for old, new in self._pairs():
            for place, one in enumerate(old.classes):
                before, after = _both(f1, old, new, place)
                if before != after and not np.isnan([before, after]).all():
                    yield f"{old.name} {one}, F1", before, after

    def _precision(self, intent: Intent) -> tuple[float, float]:
        return precision_of(self.old.intent, intent).value, precision_of(self.new.intent, intent).value

    def _pairs(self) -> Iterator[tuple[Task, Task]]:
        yield self.old.intent, self.new.intent
        yield self.old.topic, self.new.topic
        yield self.old.sentiment, self.new.sentiment


def _lower(measure: _Measure, old: Task, new: Task) -> Values:
    """In what part of the draws the figure is lower; what cannot be measured in a draw is not lower in it."""
    drawn = draws(len(old))
    lower: Values = (measure(new, drawn) < measure(old, drawn)).mean(axis=0)
    return lower


def _both(measure: _Measure, old: Task, new: Task, place: int | None = None) -> tuple[float, float]:
    values = [measure(task, once(len(task)))[0] for task in (old, new)]
    before, after = (float(value if place is None else value[place]) for value in values)
    return before, after


def _from_to(measure: _Measure, old: Task, new: Task, place: int | None = None) -> str:
    before, after = _both(measure, old, new, place)
    return f"from {figure(before)} to {figure(after)}"


def _found(task: Task, intent: Intent) -> int:
    return int(counts(task, once(len(task))).both[0, task.classes.index(intent)])
