"""A message has one identity, and nothing that makes no sense."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.message import Message, message_id

_GOOD: dict[str, Any] = {
    "channel": "twitter",
    "account": "stad_Antwerpen",
    "native_id": "1771234567890",
    "content": "is het zwembad open?",
    "published": "2026-03-24T08:31:00+01:00",
}


def test_the_identity_is_made_of_where_it_stands() -> None:
    first, again = Message(**_GOOD), Message(**_GOOD)
    other = Message(**{**_GOOD, "channel": "facebook"})
    assert first.id == again.id == message_id("twitter", "stad_Antwerpen", "1771234567890")
    assert first.id != other.id
    assert Message.model_validate_json(first.model_dump_json()) == first


_PLACE = st.tuples(*[st.text(alphabet="1:2\x1f", max_size=3)] * 3)


@given(_PLACE, _PLACE)
def test_two_places_never_share_an_identity(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert (message_id(*one) == message_id(*other)) == (one == other)


def test_an_answer_knows_the_identity_of_what_it_answers() -> None:
    answer = Message(**{**_GOOD, "native_id": "2", "in_reply_to": _GOOD["native_id"]})
    assert answer.parent == Message(**_GOOD).id
    assert Message(**_GOOD).parent is None


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"channel": "myspace"}, "channel"),
        ({"content": ""}, "nothing was said"),
        ({"content": " \n\t"}, "nothing was said"),
        ({"content": "a\x00b"}, "null byte"),
        ({"content": "x" * 100_001}, "at most 100000"),
        ({"published": "2026-03-24T08:31:00"}, "timezone"),
        ({"published": "gisteren"}, "published"),
        ({"native_id": ""}, "native_id"),
        ({"revision": -1}, "revision"),
        ({"revision": 2**53}, "revision"),
        ({"operation": "deleted"}, "carries no content"),
        ({"id": "0b7c3c1e-58a1-4d3a-9d67-0d4a3c6f1e11", "native_id": "1"}, "leave it out"),
        ({"author": {"pseudonym": "Jan Peeters"}}, "pseudonym"),
        ({"media_type": "application/pdf"}, "media_type"),
        ({"kanaal": "twitter"}, "kanaal"),
    ],
)
def test_what_makes_no_sense_is_refused_and_named(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Message(**{**_GOOD, **change})


def test_a_picture_without_text_says_something() -> None:
    picture = {"media_type": "image/jpeg", "url": "https://media.example.org/put.jpg"}
    assert Message(**{**_GOOD, "content": "", "attachments": [picture]}).content == ""
