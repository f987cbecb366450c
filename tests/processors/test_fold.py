"""The fold gives one record whatever the order and however often its events arrive, in one go or in many."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.fold import Event, fold
from schemas.decision import Step
from schemas.examples import examples
from schemas.feedback import Correction, Feedback
from schemas.record import MAX_WAY, Record
from schemas.result import Result
from schemas.vocabulary import Action, Intent, Operation, Status, Topic

_EXAMPLE = next(
    Result.model_validate_json(example.content)
    for example in examples("result")
    if example.file == "result.v1.decided.json"
)
_START = datetime(2026, 3, 24, 8, tzinfo=UTC)


def result(revision: int = 0, *, deleted: bool = False, decided: int = 0, **decision: Any) -> Result:
    """The example, as another revision or decided at another moment (minutes after eight)."""
    message = _EXAMPLE.message.model_copy(update={"revision": revision})
    if deleted:
        gone = message.model_copy(update={"operation": Operation.deleted, "content": ""})
        return Result(message=gone, text="")
    assert _EXAMPLE.decision is not None
    changed = {"revision": revision, "decided": _START + timedelta(minutes=decided), **decision}
    return _EXAMPLE.model_copy(
        update={
            "message": message,
            "text": f"revisie {revision}",
            "decision": _EXAMPLE.decision.model_copy(update=changed),
        }
    )


def act(number: int, minute: int, **what: Any) -> Feedback:
    """What a colleague did, at so many minutes after eight."""
    return Feedback(
        id=UUID(int=number),
        message=_EXAMPLE.message.id,
        published=_EXAMPLE.message.published,
        at=_START + timedelta(minutes=minute),
        by="sport",
        **what,
    )


_minutes = st.integers(0, 3)
_corrections = st.builds(
    Correction,
    intent=st.none() | st.sampled_from(Intent),
    topic=st.none() | st.sampled_from([Topic.sport, Topic.zwembad]),
    departments=st.none() | st.sampled_from([("sport",), ("loketten", "sport")]),
)
_what = (
    st.sampled_from(["Ja!", "Neen."]).map(lambda reply: {"reply": reply})
    | _corrections.map(lambda correction: {"correction": correction})
    | st.sampled_from(Status).map(lambda status: {"status": status})
)
_events: st.SearchStrategy[Event] = (
    st.builds(lambda revision, decided: result(revision, decided=decided), st.integers(0, 3), _minutes)
    | st.integers(0, 3).map(lambda revision: result(revision, deleted=True))
    | st.builds(lambda number, minute, what: act(number, minute, **what), st.integers(0, 4), _minutes, _what)
)


@given(st.data(), st.lists(_events, min_size=1, max_size=8))
def test_order_and_repetition_make_no_difference(data: st.DataObject, events: list[Event]) -> None:
    expected = fold(None, events)
    shuffled = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=4))))
    assert fold(None, shuffled) == expected

    record: Record | None = None
    for event in shuffled:
        record = fold(record, [event])
    assert record == expected


@given(st.data(), st.lists(_events, min_size=1, max_size=8))
def test_a_stored_record_goes_on_where_it_was(data: st.DataObject, events: list[Event]) -> None:
    cut = data.draw(st.integers(0, len(events)))
    before, after = events[:cut], events[cut:]
    stored = Record.model_validate_json(fold(None, before).model_dump_json()) if before else None
    assert (fold(stored, after) if after else stored) == fold(None, events)


def test_a_delete_wins_from_whatever_comes_later() -> None:
    record = fold(None, [result(1), result(0, deleted=True), result(7)])
    assert record.current is not None
    assert record.result is not None
    assert (record.current.deleted, record.current.status) == (True, Status.ingetrokken)
    assert record.result.text == ""
    assert "revisie" not in record.model_dump_json()


def test_a_higher_revision_replaces_and_a_later_decision_counts() -> None:
    assert _current(result(1, outcome="nieuw"), result(0, decided=9)).outcome == "nieuw"
    assert _current(result(0, decided=2, outcome="later"), result(0, decided=1)).outcome == "later"


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([result(action=Action.reageren, human=False)], Status.open),
        ([result(action=Action.niet_reageren, human=False)], Status.geen_actie),
        ([result(action=Action.niet_reageren, human=True)], Status.open),
        ([result(), act(1, 5, reply="Ja!")], Status.beantwoord),
        ([result(), act(1, 5, reply="Ja!"), act(2, 6, status=Status.afgesloten)], Status.afgesloten),
        ([result(), act(1, 7, reply="Ja!"), act(2, 6, status=Status.bezig)], Status.beantwoord),
        ([result(), act(1, 5, correction=Correction(topic=Topic.sport))], Status.open),
    ],
)
def test_the_status_is_what_people_did_last(events: list[Event], status: Status) -> None:
    assert _current(*events).status is status


def test_corrections_add_up_and_the_later_one_of_a_field_counts() -> None:
    current = _current(
        result(),
        act(3, 9, correction=Correction(intent=Intent.klacht)),
        act(1, 1, correction=Correction(topic=Topic.loket, departments=("loketten",))),
        act(2, 2, correction=Correction(topic=Topic.sport)),
    )
    assert (current.intent, current.topic, current.departments) == (Intent.klacht, Topic.sport, ("loketten",))
    assert current.topic2 is None  # it was the second topic, and is the first now


def test_feedback_before_its_message_waits_for_it() -> None:
    early = act(1, 1, reply="Ja!")
    record = fold(None, [early])
    assert (record.current, record.published) == (None, early.published)
    assert fold(record, [result()]).current is not None


@pytest.mark.parametrize("events", [[], [result(), act(1, 1, reply="x").model_copy(update={"message": UUID(int=1)})]])
def test_a_record_is_of_one_message(events: Sequence[Event]) -> None:
    with pytest.raises(ValueError, match="one message"):
        fold(None, events)


def _current(*events: Event) -> Any:
    record = fold(None, events)
    assert record.current is not None
    return record.current


@given(st.lists(st.booleans(), max_size=12))
def test_the_way_is_what_was_answered_ja_in_order(answers: list[bool]) -> None:
    path = tuple(Step(node=f"vraag-{number}", answer=answer, saw={}) for number, answer in enumerate(answers))
    current = fold(None, [result(path=path)]).current
    assert current is not None
    assert current.way == ">".join(f"vraag-{number}" for number, answer in enumerate(answers) if answer)


def test_there_is_no_way_without_a_decision_nor_of_a_length_that_no_index_takes() -> None:
    steps = [Step(node=f"{'n' * 59}-{number:03}", answer=True, saw={}) for number in range(MAX_WAY // 64 + 1)]
    for events, length in (
        ([result(), result(1, deleted=True)], None),
        ([result(path=tuple(steps[1:]))], 64 * len(steps[1:]) - 1),
        ([result(path=tuple(steps))], None),
    ):
        current = fold(None, events).current
        assert current is not None
        assert (current.way and len(current.way)) == length
