"""What is published reads back equal, has the key that orders it, and fits."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.cloudevents import Envelope, wrong_attributes
from schemas.dead_letter import DeadLetter
from schemas.examples import Example, examples
from schemas.message import Message
from schemas.result import Result
from schemas.topics import DEAD_LETTERS, DECISIONS, FEEDBACK, MAX_DEAD_BYTES, MESSAGES, TopicSpec, feed_topic
from streams.envelopes import EventTooLargeError, envelope

NOW = datetime(2026, 3, 24, 12, tzinfo=UTC)
SPECS = {spec.kind: spec for spec in (MESSAGES, DECISIONS, FEEDBACK, DEAD_LETTERS, feed_topic("sport"))}
PUBLISHED = [(SPECS[example.kind], example) for example in examples() if example.kind in SPECS]


def wrapped(spec: TopicSpec, example: Example, **change: Any) -> Envelope:
    model = spec.model.model_validate_json(example.content).model_copy(update=change)
    return envelope(spec, model, source="/test", time=NOW)


@pytest.mark.parametrize(("spec", "example"), PUBLISHED, ids=lambda each: getattr(each, "file", None))
def test_every_record_reads_back_equal(spec: TopicSpec, example: Example) -> None:
    model = spec.model.model_validate_json(example.content)
    event = envelope(spec, model, source="/test", time=NOW)
    assert spec.model.model_validate_json(event.body) == model
    assert event.topic == spec.name
    assert wrong_attributes(dict(event.headers), spec.kind) is None
    identity = model.message.id if isinstance(model, Result) else getattr(model, "message", getattr(model, "id", None))
    assert event.key == str(identity).encode()


def test_every_kind_on_a_topic_was_tried() -> None:
    assert {spec.kind for spec, _ in PUBLISHED} == set(SPECS)


def test_the_same_record_has_the_same_id_and_another_one_another() -> None:
    (example,) = [example for example in examples("message") if example.file.endswith("created.json")]
    made = [wrapped(MESSAGES, example, **change) for change in ({}, {}, {"revision": 1}, {"content": "x"})]
    first, again, *others = [event.header("ce_id") for event in made]
    assert first == again
    assert len({first, *others}) == 3


def test_a_record_of_another_kind_is_refused() -> None:
    (example,) = [example for example in examples("message") if example.file.endswith("created.json")]
    with pytest.raises(TypeError, match="decisions: takes a Result, not a Message"):
        envelope(DECISIONS, Message.model_validate_json(example.content), source="/test", time=NOW)


def test_a_record_that_does_not_fit_is_refused_without_its_text() -> None:
    (example,) = [example for example in examples("message") if example.file.endswith("created.json")]
    with pytest.raises(EventTooLargeError, match=r"message \S+: is \d+ bytes") as caught:
        wrapped(MESSAGES, example, content="geheim" * 200_000)
    assert "geheim" not in str(caught.value)


def test_a_message_that_its_model_allows_fits() -> None:
    message = Message.model_validate(
        {
            "channel": "twitter",
            "account": "\x01" * 200,
            "native_id": "\x01" * 500,
            "content": "\x01" * 100_000,
            "published": NOW,
            "url": "\x01" * 2000,
        }
    )
    assert len(envelope(MESSAGES, message, source="/test", time=NOW).body) > 600_000


def test_the_largest_dead_letter_fits() -> None:
    (example,) = examples("dead-letter")
    event = wrapped(DEAD_LETTERS, example, body=b"\xff" * MAX_DEAD_BYTES)
    assert DeadLetter.model_validate_json(event.body).body == b"\xff" * MAX_DEAD_BYTES
