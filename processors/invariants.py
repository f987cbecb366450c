"""What must hold of every reactieschema, whatever else a city decides: named rules over messages and outcomes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from processors.clocks import Elapsed
from processors.conditions import AllOf, AnyOf, Condition, OneOf
from processors.tree import Outcome
from schemas.vocabulary import Action, Channel, Intent, Manner, Urgency, Visibility

_SILENCE: Final = frozenset({Action.niet_reageren, Action.volgen})
_REACTS: Final = frozenset({Action.escaleren, Action.reageren})
_IN_PUBLIC: Final = frozenset({Manner.openbaar, Manner.naar_persoonlijk})
_AT_ONCE: Final = Elapsed(timedelta())


@dataclass(frozen=True, slots=True)
class Invariant:
    """Of every message for which `where` holds, the outcome is one that `keeps` says yes to."""

    name: str
    says: str
    hint: str
    where: Condition
    keeps: Callable[[Outcome], bool]


def _is(feature: str, *values: str | bool) -> Condition:
    # As plain words, which is what a condition holds: a member of an enumeration is shown in another way.
    return OneOf(feature, frozenset(str(each) if isinstance(each, str) else each for each in values))


def _reaches_a_person_now(outcome: Outcome) -> bool:
    return outcome.human and bool(outcome.departments) and outcome.clock == _AT_ONCE and outcome.action in _REACTS


INVARIANTS: Final = (
    Invariant(
        "noodgeval",
        "an emergency reaches a person at once",
        "action: escaleren or reageren, human: true, departments, and a clock of PT0S",
        AnyOf((_is("intent", Intent.noodgeval), _is("urgency", Urgency.acuut))),
        _reaches_a_person_now,
    ),
    Invariant(
        "persoonsgegevens",
        "a public message with personal data is never answered in public",
        "ask whether personal_data is true before it, and give another manner",
        AllOf((_is("personal_data", True), _is("visibility", Visibility.public))),
        lambda outcome: outcome.manner is not Manner.openbaar,
    ),
    Invariant(
        "onder-vier-ogen",
        "what only the city can read is never answered where others can",
        "ask whether visibility is direct or channel counter before it, and give another manner",
        AnyOf((_is("visibility", Visibility.direct), _is("channel", Channel.counter))),
        lambda outcome: outcome.manner not in _IN_PUBLIC,
    ),
    Invariant(
        "bedreiging",
        # Of abuse, the taxonomy calls a threat and published private data hoog, and nothing else.
        "a threat is seen by a person and never met with silence",
        "ask whether urgency is hoog before it, and let a person look",
        AllOf((_is("intent", Intent.misbruik), _is("urgency", Urgency.hoog), _is("from_city", False))),
        lambda outcome: outcome.human and outcome.action is not Action.niet_reageren,
    ),
    Invariant(
        "zwijgen",
        "silence has a reason",
        "write the reason",
        AllOf(()),
        lambda outcome: outcome.action not in _SILENCE or bool(outcome.reason.strip()),
    ),
)
"""That each topic has a department is no matter of the tree: `stadsgesprek.pack.city_spec` holds city.yaml to it."""
