"""Which combinations of features no message has, and what in the code guarantees that.

Each is a condition that holds for no row. `tests/processors/analysis/test_possible.py` holds the classifier against
them. What only a habit of the channels rules out (a counter contact that everybody reads) is not among them.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from processors.analysis.classes import Leaf
from processors.calendar import CalendarSpec
from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf


def _is(feature: str, *values: str | bool | None) -> OneOf:
    return OneOf(feature, frozenset(values))


def _unless(given: Condition, *always: Condition) -> Condition:
    """Given this, one of those does not hold."""
    return AllOf((given, Not(AllOf(always))))


_EMERGENCY: Final = _is("intent", "noodgeval")
_SPAM: Final = _is("intent", "spam")
_OVERIG: Final = _is("topic", "overig")

ALWAYS: Final[tuple[Condition, ...]] = (
    # judge and the taxonomy: acuut is every emergency and nothing else; spam can wait; a
    # question, report or complaint is for the ordinary clock, the rest can wait; unless there is a cue.
    _unless(_EMERGENCY, _is("urgency", "acuut")),
    _unless(_is("urgency", "acuut"), _EMERGENCY),
    _unless(_is("urgency", "normaal"), _is("intent", "vraag", "melding", "klacht")),
    _unless(_is("urgency", "laag"), Not(_is("intent", "vraag", "melding", "klacht"))),
    # judge: whatever the words.
    _unless(_is("intent", "klacht", "misbruik"), _is("sentiment", "negatief")),
    _unless(_is("intent", "compliment"), _is("sentiment", "positief")),
    # judge: an emergency is ill or hurt people or other danger; spam is about nothing; what has
    # no topic has no second one.
    _unless(_EMERGENCY, _is("topic", "zorg", "veiligheid"), _is("topic2", "zorg", "veiligheid", None)),
    _unless(_SPAM, _is("sentiment", "neutraal"), _is("urgency", "laag"), _OVERIG),
    _unless(_OVERIG, _is("topic2", None)),
    _is("topic2", "overig"),
    # judge: who is not sure of the topic says none; an emergency and spam have theirs.
    _unless(_is("abstained", True), _OVERIG, Not(_EMERGENCY), Not(_SPAM)),
    # language: without words there is nothing to judge.
    _unless(Compare("words", "<", 1), _is("language", "und")),
)


def impossible(asked: Iterable[Leaf], calendar: CalendarSpec | None = None) -> Iterator[Condition]:
    """All that no row can be, as far as conditions with these leaves could tell; with a calendar, at which hours."""
    yield from ALWAYS
    leaves = tuple(asked)
    # features.features: personal data is what those signals find.
    found = frozenset(
        id for leaf in leaves if isinstance(leaf, HasSignal) for id in leaf.ids if id.startswith("persoonsgegevens.")
    )
    if found:
        yield _unless(HasSignal(tuple(sorted(found)), found), _is("personal_data", True))
    # features.features: words are separated by one character at the least.
    for bound in sorted(_numbers(leaves, "words")) if _numbers(leaves, "length") else ():
        yield _unless(Compare("words", ">=", bound), Compare("length", ">=", 2 * bound - 1))
    # features.features: office hours and the hour are those of one moment.
    if calendar is not None and any(
        not isinstance(leaf, HasSignal) and leaf.feature == "office_hours" for leaf in leaves
    ):
        yield _unless(_is("office_hours", True), AnyOf(tuple(_open(calendar))))


def _numbers(leaves: Iterable[Leaf], feature: str) -> set[int]:
    """The whole numbers above 0 that a feature is compared with."""
    numbers: set[int] = set()
    for leaf in leaves:
        if not isinstance(leaf, HasSignal) and leaf.feature == feature:
            bounds = (leaf.bound,) if isinstance(leaf, Compare) else leaf.values
            numbers |= {int(each) for each in bounds if isinstance(each, int | float) and 1 <= each < 1e9}
    return numbers


def _open(calendar: CalendarSpec) -> Iterator[Condition]:
    """The hours of each day of the week in which the city works, if only for a part of the hour."""
    for day, intervals in calendar.working_hours.items():
        hours = [range(int(each[:2]), int(each[6:8]) + (each[9:11] != "00")) for each in intervals]
        yield AllOf((_is("weekday", day.value), OneOf("hour", frozenset(hour for part in hours for hour in part))))
