"""Figures of each class, and of each kind of message."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from stadsgesprek.model.examples import Example
from stadsgesprek.model.figures import Task, counts, f1, macro_f1
from stadsgesprek.model.goals import precision_of, recall_of
from stadsgesprek.model.intervals import bootstrapped, bootstrapped_each, once, wilson
from stadsgesprek.model.sheet import Sheet, with_interval
from stadsgesprek.model.tried import Tried


def class_sheets(tried: Tried) -> Iterator[Sheet]:
    """For each list its classes: how many, precision, recall, F1."""
    for task in (tried.intent, tried.topic, tried.sentiment, tried.urgency, tried.language):
        yield _of_classes(task)


def group_sheets(tried: Tried) -> Iterator[Sheet]:
    """How well messages of each language, register, channel and hand are understood."""
    for name, group in (
        ("Languages", lambda example: example.language),
        ("Registers", lambda example: "" if example.register_ is None else str(example.register_)),
        ("Channels", lambda example: str(example.channel)),
        ("Hands", lambda example: example.author),
    ):
        yield _of_groups(name, tried, group)


def _of_classes(task: Task) -> Sheet:
    found, scores = counts(task, once(len(task))), bootstrapped_each(partial(f1, task), len(task))
    rows = [
        (
            name,
            f"{int(found.true[0, place]):,}",
            with_interval(precision_of(task, name)),
            with_interval(recall_of(task, name)),
            with_interval(scores[place]),
        )
        for place, name in enumerate(task.classes)
        if found.true[0, place] or found.said[0, place]
    ]
    return Sheet(f"Each {task.name}", (task.name, "messages", "precision", "recall", "F1"), rows)


def _of_groups(name: str, tried: Tried, group: Callable[[Example], str]) -> Sheet:
    sizes = Counter(map(group, tried.examples))
    head = (name.lower().removesuffix("s"), "messages", *_COLUMNS)
    # By size, then by name; the register of some messages was not noted.
    names = sorted(sizes, key=lambda each: (-sizes[each], each))
    return Sheet(
        name,
        head,
        [(each or "not noted", *_row(_within(tried, group, each))) for each in names],
    )


def _within(tried: Tried, group: Callable[[Example], str], name: str) -> Tried:
    return tried.only(lambda example: group(example) == name)


_COLUMNS = ("intent, macro F1", "intent, accuracy", "topic, accuracy", "sentiment, accuracy", "language, accuracy")


def _row(some: Tried) -> Iterator[str]:
    number = len(some.examples)
    yield f"{number:,}"
    yield with_interval(bootstrapped(partial(macro_f1, some.intent), number))
    for task in (some.intent, some.topic, some.sentiment, some.language):
        yield with_interval(wilson(int(task.right.sum()), number))
