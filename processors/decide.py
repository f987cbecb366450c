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
    row = features(message, text, classification, city.calendar, city.crisis)
    outcome, path = tree.decide(row)
    way = route(outcome, classification, city.responsible)
    said = message.updated or message.published
    clock, ruling = outcome.clock, outcome.ruling
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
        deadline=None if clock is None else deadline(said, clock, city.calendar),
        ruling=None if ruling is None else deadline(said, ruling, city.calendar),
        reason=outcome.reason,
        path=path,
        features=row._asdict(),
        rules=tree.hash,
        rules_version=tree.version,
        decided=now,
    )
