"""What the city does with a message: its features taken through the tree, written down as a Decision."""

from datetime import datetime

from processors.city import City
from processors.clocks import deadline
from processors.features import features
from processors.route import route
from schemas.classification import Classification
from schemas.decision import Decision
from schemas.message import Message


def decide(message: Message, text: str, classification: Classification, city: City, now: datetime) -> Decision:
    """The decision on one revision. Its clock runs from the moment this revision was said; `now` is only written down.

    Raises OverflowError when that moment lies so far off that no deadline can follow; `read_message` refuses those.
    """
    tree = city.tree
    outcome, path = tree.decide(features(message, text, classification))
    way = route(outcome, classification, city.responsible)
    clock = outcome.clock
    # Validated like any record: pydantic's own construction is quicker than model_construct, measured at 16 fields.
    return Decision(
        message=message.id,
        revision=message.revision,
        outcome=outcome.id,
        action=outcome.action,
        manner=outcome.manner,
        voice=outcome.voice,
        template=outcome.template,
        departments=way.departments,
        human=way.human,
        deadline=None if clock is None else deadline(message.updated or message.published, clock, city.timezone),
        reason=outcome.reason,
        path=path,
        rules=tree.hash,
        rules_version=tree.version,
        decided=now,
    )
