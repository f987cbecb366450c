"""The numbers in the conditions of a reactieschema, and where each is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from processors.conditions import COMPARE
from processors.faults import Path
from processors.features import FEATURES
from processors.tree_spec import Question, TreeSpec, placed_questions

SHARES: Final = frozenset({"intent_confidence", "topic_confidence"})
"""The features that are a share of 1, which people write in percents."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One bound. `path` is its place in reactieschema.yaml; `at` is the id of its question, or its fragment's name."""

    path: Path
    kind: Literal["question", "fragment"]
    at: str
    feature: str
    sign: str
    bound: int | float

    @property
    def key(self) -> str:
        """Unique in a reactieschema."""
        return "/".join(map(str, self.path))


def thresholds(spec: TreeSpec) -> tuple[Threshold, ...]:
    """Every number that a feature is compared with: those of the fragments, then those of the questions as they read.

    What cannot stand in a condition is passed over; the condition reader has its faults.
    """
    of_fragments = (
        Threshold((*path, sign), "fragment", name, feature, sign, bound)
        for name, condition in spec.fragments.items()
        for path, feature, sign, bound in _bounds(condition, ("fragments", name))
    )
    of_questions = (
        Threshold((*path, sign), "question", question.id, feature, sign, bound)
        for question, place in placed_questions(spec.tree, ("tree",))
        for path, feature, sign, bound in _bounds(question.als, (*place, "als"))
    )
    return (*of_fragments, *of_questions)


def fragments_in(condition: object) -> Iterator[str]:
    """The names of the fragments that a condition asks for itself."""
    for name, value, _ in _parts(condition, ()):
        if name == "fragment" and isinstance(value, str):
            yield value


def users(spec: TreeSpec, fragment: str) -> tuple[Question, ...]:
    """The questions that depend on a fragment, also by way of another one."""
    names = {fragment}
    while more := {name for name, each in spec.fragments.items() if names & {*fragments_in(each)}} - names:
        names |= more
    return tuple(each for each, _ in placed_questions(spec.tree, ()) if names & {*fragments_in(each.als)})


def _bounds(condition: object, path: Path) -> Iterator[tuple[Path, str, str, int | float]]:
    for name, value, where in _parts(condition, path):
        feature = FEATURES.get(name)
        if feature is not None and feature.kind == "number" and isinstance(value, Mapping):
            for sign, bound in value.items():
                if sign in COMPARE and isinstance(bound, int | float) and not isinstance(bound, bool):
                    yield where, name, sign, bound


def _parts(condition: object, path: Path) -> Iterator[tuple[str, object, Path]]:
    """Each name with its value and the path to it, also inside `all`, `any` and `not`."""
    if not isinstance(condition, Mapping):
        return
    for name, value in condition.items():
        where = (*path, name)
        if name in {"all", "any"} and isinstance(value, list):
            for index, each in enumerate(value):
                yield from _parts(each, (*where, index))
        elif name == "not":
            yield from _parts(value, where)
        else:
            yield name, value, where
