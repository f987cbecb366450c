"""From bytes to records, or to dead letters that say why and hold nothing of what was said."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.read import read_feedback, read_message, read_result
from schemas.base import Frozen
from schemas.cloudevents import Envelope, binary_headers
from schemas.dead_letter import DeadLetter
from schemas.examples import examples
from schemas.feedback import Feedback
from schemas.message import Message
from schemas.result import Result
from schemas.topics import MAX_DEAD_BYTES, MAX_EVENT_BYTES, MESSAGES

NOW = datetime.fromisoformat("2026-03-24T12:00:00+01:00")
PLACE = "messages/3@1841"
SECRET = "Fatima"

_GOOD: dict[str, Any] = {
    "channel": "twitter",
    "account": "stad",
    "native_id": "1",
    "content": "is het zwembad open?",
    "published": "2026-03-24T08:31:00+01:00",
}


def _envelope(body: bytes, kind: str = "message") -> Envelope:
    return Envelope("messages", b"1", binary_headers(kind=kind, id="1", source="/test", time=NOW), body)


def _refused(body: bytes) -> DeadLetter:
    letter = read_message(_envelope(body), PLACE, NOW)
    assert isinstance(letter, DeadLetter)
    return letter


def test_a_message_is_read() -> None:
    assert read_message(_envelope(json.dumps(_GOOD).encode()), PLACE, NOW) == Message(**_GOOD)


@pytest.mark.parametrize(
    ("kind", "read", "model"),
    [("message", read_message, Message), ("result", read_result, Result), ("feedback", read_feedback, Feedback)],
)
def test_the_published_examples_are_read(kind: str, read: Any, model: type[Frozen]) -> None:
    for example in examples(kind):
        assert read(_envelope(example.content, kind), PLACE, NOW) == model.model_validate_json(example.content)
        wrong_kind = read(_envelope(example.content, "alert"), PLACE, NOW)
        assert wrong_kind.reason == f"ce_type: is not be.stadsgesprek.{kind}.v1"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"channel": SECRET}, "channel: input should be 'twitter', 'facebook'"),
        ({"content": ""}, "content: is empty and there is no attachment"),
        ({"content": SECRET * 20_000}, "content: string should have at most 100000 characters"),
        ({"id": SECRET}, "id: is not a UUID"),
        ({"published": SECRET}, "published: input should be a valid datetime"),
        ({"published": "2004-12-31T23:59:59Z"}, "published: is before 2005"),
        ({"published": "0001-01-01T00:00:00+14:00"}, "published: is before 2005"),
        ({"published": "2026-03-25T12:00:01+01:00"}, "published: is more than 24 hours ahead"),
        ({"published": "9999-12-31T23:59:59-14:00"}, "published: is more than 24 hours ahead"),
        ({"updated": "2026-03-26T12:00:01+01:00"}, "updated: is more than 24 hours ahead"),
        ({"updated": "1970-01-01T00:00:00Z"}, "updated: is before 2005"),
        ({SECRET: SECRET}, "body: has an unknown field"),
        ({"chanel": SECRET}, "body: has an unknown field (meant channel?)"),
        ({"author": {"pseudonym": SECRET}}, "author.pseudonym: string should match pattern"),
        ({"author": {"pseudonym": "a-0001", SECRET: 1}}, "author: has an unknown field"),
        ({"attachments": [{"url": SECRET}]}, "attachments.0.media_type: field required"),
    ],
)
def test_what_is_wrong_is_said_without_what_was_written(change: dict[str, Any], reason: str) -> None:
    body = json.dumps({**_GOOD, **change}).encode()
    letter = _refused(body)
    assert reason in letter.reason
    assert SECRET not in letter.reason
    assert (letter.body, letter.place, letter.topic, letter.at) == (body, PLACE, "messages", NOW)


def test_the_edge_of_the_future_is_still_read() -> None:
    edge = {**_GOOD, "published": (NOW + timedelta(hours=24)).isoformat()}
    assert isinstance(read_message(_envelope(json.dumps(edge).encode()), PLACE, NOW), Message)


def test_several_problems_are_all_said() -> None:
    assert _refused(b"{}").reason.split("; ") == [
        f"{field}: field required" for field in ("id", "channel", "account", "native_id", "published")
    ]


def test_no_json_is_said_to_be_none() -> None:
    for body in (b"", b"{", b"\xff\xfe", b"[" * 5_000, json.dumps(_GOOD).encode()[:-1]):
        assert _refused(body).reason == "body: is not JSON, or cut off"


@pytest.mark.parametrize(
    ("kind", "field"), [("result", "message.published"), ("feedback", "published"), ("feedback", "at")]
)
def test_the_dates_of_every_record_are_checked(kind: str, field: str) -> None:
    content = json.loads(next(examples(kind)).content)
    place = content
    *above, last = field.split(".")
    for key in above:
        place = place[key]
    place[last] = "1999-01-01T00:00:00Z"
    read: Any = {"result": read_result, "feedback": read_feedback}[kind]
    letter = read(_envelope(json.dumps(content).encode(), kind), PLACE, NOW)
    assert letter.reason == f"{field}: is before 2005"


def test_headers_are_kept_as_far_as_they_are_text() -> None:
    envelope = Envelope("messages", b"1", (("ce_id", b"a\xff"), ("ce_id", b"second"), ("x", b"")), b"{}")
    letter = read_message(envelope, PLACE, NOW)
    assert isinstance(letter, DeadLetter)
    assert letter.headers == {"ce_id": "a\ufffd", "x": ""}
    assert letter.reason.startswith("ce_specversion: is not 1.0")


def test_a_body_past_every_limit_is_cut_and_still_one_letter() -> None:
    body = b"x" * (MAX_DEAD_BYTES + 10)
    letter, again = _refused(body), _refused(body)
    assert letter.reason == f"body: is larger than {MAX_EVENT_BYTES} bytes"
    assert len(letter.body) == MAX_DEAD_BYTES
    assert letter.id == again.id
    assert MESSAGES.max_event_bytes == MAX_EVENT_BYTES


def test_a_letter_reads_back_with_its_bytes() -> None:
    letter = _refused(b"\x00\xff rubbish")
    assert DeadLetter.model_validate_json(letter.model_dump_json()) == letter
    assert letter.body == b"\x00\xff rubbish"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from([*Message.model_fields, "x"]), parts),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.binary() | _JSON.map(lambda data: json.dumps(data).encode()))
def test_any_bytes_give_a_message_or_a_letter(body: bytes) -> None:
    for read, kind in ((read_message, "message"), (read_result, "result"), (read_feedback, "feedback")):
        found = read(_envelope(body, kind), PLACE, NOW)
        assert isinstance(found, DeadLetter)
        assert found.body == body
        assert DeadLetter.model_validate_json(found.model_dump_json()) == found


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(_GOOD)), st.text() | st.integers() | st.none()))
def test_any_change_of_a_good_message_is_read_or_refused(change: dict[str, Any]) -> None:
    found = read_message(_envelope(json.dumps({**_GOOD, **change}).encode()), PLACE, NOW)
    assert isinstance(found, Message | DeadLetter)
