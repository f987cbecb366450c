"""The record fold: what the city knows of a message, whatever the order and however often its events arrive."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from schemas.base import canonical
from schemas.decision import Decision
from schemas.feedback import Feedback
from schemas.record import MAX_WAY, Current, Record
from schemas.result import Result
from schemas.vocabulary import Action, Operation, Status

Event = Result | Feedback

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_WORK = frozenset({Action.reageren, Action.doorverwijzen, Action.escaleren})


def fold(record: Record | None, events: Iterable[Event]) -> Record:
    """The record after these events.

    Pure, idempotent and blind to order: the same events in any order, any number of times, in one call or in many,
    give the same record. A delete wins from every other revision, a higher revision from a lower one, and of two
    decisions on one revision the later one.

    Raises ValueError when the events are of more than one message, or when there is nothing to fold.
    """
    result = record.result if record else None
    acts = {act.id: act for act in record.feedback} if record else {}
    ids = {record.id} if record else set()
    for event in events:
        if isinstance(event, Result):
            ids.add(event.message.id)
            result = event if result is None else max(result, event, key=_precedence)
        else:
            ids.add(event.message)
            known = acts.get(event.id)
            acts[event.id] = event if known is None else max(known, event, key=canonical)
    if len(ids) != 1:
        raise ValueError(f"fold: takes the events of one message, not of {len(ids)}")
    feedback = tuple(sorted(acts.values(), key=_moment))
    return Record(
        id=ids.pop(),
        published=result.message.published if result else min(act.published for act in feedback),
        result=result,
        feedback=feedback,
        current=_current(result, feedback) if result else None,
    )


def _precedence(result: Result) -> tuple[bool, int, datetime, bytes]:
    decided = result.decision.decided if result.decision else _LONG_AGO
    message = result.message
    return message.operation is Operation.deleted, message.revision, decided, canonical(result)


def _moment(act: Feedback) -> tuple[datetime, str]:
    return act.at, str(act.id)


def _current(result: Result, feedback: tuple[Feedback, ...]) -> Current:
    message, understood, decision = result.message, result.classification, result.decision
    deleted = message.operation is Operation.deleted
    corrected = {} if deleted else corrections(feedback)
    topic = corrected.get("topic", understood.topic if understood else None)
    places = understood.places if understood else ()
    return Current(
        channel=message.channel,
        account=message.account,
        native_id=message.native_id,
        visibility=message.visibility,
        author=message.author.pseudonym if message.author else None,
        in_reply_to=message.parent,
        revision=message.revision,
        updated=message.updated,
        deleted=deleted,
        status=_status(result, feedback),
        replied=next((act.at for act in feedback if act.reply is not None), None),
        intent=corrected.get("intent", understood.intent if understood else None),
        topic=topic,
        topic2=understood.topic2 if understood and understood.topic2 is not topic else None,
        sentiment=corrected.get("sentiment", understood.sentiment if understood else None),
        urgency=corrected.get("urgency", understood.urgency if understood else None),
        language=understood.language if understood else None,
        abstained=understood.abstained if understood else False,
        district=next((place.district for place in places if place.district is not None), None),
        point=next((place.point for place in places if place.point is not None), None),
        departments=corrected.get("departments", decision.departments if decision else ()),
        outcome=decision.outcome if decision else None,
        action=decision.action if decision else None,
        way=_way(decision) if decision else None,
        human=decision.human if decision else False,
        deadline=decision.deadline if decision else None,
    )


def _way(decision: Decision) -> str | None:
    """Given its tree it fixes the whole path: from the root on, ja where the next id of the way is the question's."""
    way = ">".join([step.node for step in decision.path if step.answer])
    return way if len(way) <= MAX_WAY else None


def corrections(feedback: tuple[Feedback, ...]) -> dict[str, Any]:
    """Field to corrected value; of a field that was corrected twice the later value counts."""
    return {
        field: value
        for act in feedback
        if act.correction is not None
        for field, value in act.correction
        if value is not None
    }


def _status(result: Result, feedback: tuple[Feedback, ...]) -> Status:
    """What people did last; before anybody did anything, what the decision asks."""
    if result.message.operation is Operation.deleted:
        return Status.ingetrokken
    for act in reversed(feedback):
        if act.status is not None:
            return act.status
        if act.reply is not None:
            return Status.beantwoord
    decision = result.decision
    waits = decision is not None and (decision.human or decision.action in _WORK)
    return Status.open if waits else Status.geen_actie
