"""Whether two trees decide alike."""

from dataclasses import dataclass

from processors.analysis.check import space_of
from processors.analysis.diagrams import NONE, TooLargeError
from processors.analysis.flow import flow
from processors.calendar import CalendarSpec
from processors.features import FeatureRow
from processors.tree import Outcome, Tree


@dataclass(frozen=True, slots=True)
class Difference:
    """A message on which two trees decide differently: the most ordinary one, and what each of them says."""

    row: FeatureRow
    a: Outcome
    b: Outcome


def same_decisions(a: Tree, b: Tree, calendar: CalendarSpec | None = None) -> Difference | None:
    """None when both have the same outcome for every message that can exist, else a message that shows the difference.

    Outcomes are the same when what they say of a message is; only their labels may differ. Exact. Raises TooLargeError
    when the trees are too intricate for that.
    """
    space = space_of([node.condition for tree in (a, b) for node in tree.nodes.values()], calendar)
    if space.too_large:
        raise TooLargeError
    diagrams = space.diagrams
    of_a, of_b = (flow(tree, space, space.possible) for tree in (a, b))
    differ = NONE
    for id, outcome in a.outcomes.items():
        other = b.outcomes.get(id)
        alike = of_b.arrive[id] if other is not None and _content(other) == _content(outcome) else NONE
        differ = diagrams.either(differ, diagrams.without(of_a.arrive[id], alike))
    if differ == NONE:
        return None
    row = space.example(differ)
    return Difference(row, a.decide(row)[0], b.decide(row)[0])


def _content(outcome: Outcome) -> tuple[object, ...]:
    """What a decision takes from an outcome."""
    return (
        outcome.id,
        outcome.action,
        outcome.manner,
        outcome.voice,
        outcome.clock,
        outcome.ruling,
        outcome.template,
        outcome.departments,
        outcome.human,
        outcome.reason,
    )
