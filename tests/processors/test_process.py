"""From messages to results: in order, the same every time, ready for the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from processors.process import process
from schemas.message import Message
from schemas.result import Result
from tests.stadsgesprek.pack.packs import small_city

NOW = datetime.fromisoformat("2026-03-24T12:00:00+01:00")


def message(content: str, **changes: Any) -> Message:
    """A public tweet of half past eight, with these differences."""
    return Message.model_validate(
        {
            "channel": "twitter",
            "account": "stad",
            "native_id": "1",
            "content": content,
            "published": "2026-03-24T08:30:00+01:00",
            **changes,
        }
    )


def one(sent: Message) -> Result:
    """The result of one message in the small city."""
    return process([sent], small_city(), NOW)[0]


def due(sent: Message) -> str | None:
    """The deadline of one message in the small city."""
    decision = one(sent).decision
    return decision.deadline.isoformat() if decision and decision.deadline else None


def test_a_question_becomes_a_decision_with_its_way() -> None:
    result = one(message("Is het zwembad open?"))
    decision = result.decision
    assert decision is not None
    assert result.text == "Is het zwembad open?"
    assert (decision.outcome, decision.departments, decision.human) == ("vraag-zwembad", ("sport",), True)
    assert [(step.node, step.answer) for step in decision.path] == [
        ("gevaar", False),
        ("twijfel", False),
        ("vraag", True),
        ("bad", True),
    ]
    assert decision.path[-1].saw == {"signals": ("water.zwembad",)}
    assert decision.reason == "Een vraag krijgt antwoord."
    assert (decision.rules, decision.rules_version) == (small_city().tree.hash, "mini")
    assert decision.decided == NOW
    assert (decision.message, decision.revision) == (result.message.id, 0)


def test_the_clock_runs_from_the_revision_that_was_said() -> None:
    edit = {"revision": 1, "operation": "edited", "updated": "2026-03-24T10:00:00+00:00"}
    assert due(message("Is het zwembad open?")) == "2026-03-24T12:30:00+01:00"
    assert due(message("Is het zwembad nog open?", **edit)) == "2026-03-24T15:00:00+01:00"
    assert due(message("Mooi weer.")) is None


def test_a_delete_has_no_text_and_no_decision() -> None:
    deleted = message("", operation="deleted", revision=3)
    assert one(deleted) == Result(message=deleted, text="")


def _some() -> Sequence[Message]:
    contents = ["Is het zwembad open?", "", "BRAND in de Kerkstraat", "Mooi weer.", "", "Hoe laat?"]
    return [
        message(content, native_id=str(n), **({} if content else {"operation": "deleted", "revision": 1}))
        for n, content in enumerate(contents)
    ]


def test_results_stand_in_the_order_of_the_messages() -> None:
    results = process(_some(), small_city(), NOW)
    assert [result.message for result in results] == list(_some())
    outcomes = [result.decision.outcome if result.decision else None for result in results]
    assert outcomes == ["vraag-zwembad", None, "noodgeval", "stil", None, "vraag-aan-dienst"]
    assert process([], small_city(), NOW) == []


def test_the_same_in_gives_the_same_out_in_one_batch_or_many() -> None:
    together = process(_some(), small_city(), NOW)
    assert process(_some(), small_city(), NOW) == together
    assert [process([each], small_city(), NOW)[0] for each in reversed(_some())] == together[::-1]


def test_only_the_moment_of_deciding_comes_from_the_clock() -> None:
    later = NOW.replace(hour=23)
    for now, then in zip(process(_some(), small_city(), NOW), process(_some(), small_city(), later), strict=True):
        if then.decision is None:
            assert now == then
        else:
            assert now.decision == then.decision.model_copy(update={"decided": NOW})


def test_a_result_reads_back_as_it_was() -> None:
    for result in process(_some(), small_city(), NOW):
        assert Result.model_validate_json(result.model_dump_json()) == result
