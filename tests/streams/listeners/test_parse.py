"""What a listener would make of a file."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.vocabulary import Channel
from streams.listeners.parse import FORMATS, parse
from tests.streams.listeners.feeds import atom, entry

KEY = b"k" * 32
NOW = datetime(2026, 3, 24, 23, 59, tzinfo=UTC)


def test_a_contact_is_read() -> None:
    body = {"desk": "loket", "content": "Is het open?", "published": "2026-03-24T08:00:00Z", "visitor": "Jan"}
    found = parse("counter", json.dumps(body).encode(), key=KEY, now=NOW)
    assert found.problems == ()
    assert (found.messages[0].channel, found.messages[0].account) == (Channel.counter, "loket")


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"desk": "loket", "content": " ", "published": "2026-03-24T08:00:00Z"}']
)
def test_what_is_no_contact_is_told(body: bytes) -> None:
    found = parse("counter", body, key=KEY, now=NOW)
    assert found.messages == ()
    assert found.problems


def test_a_feed_is_read() -> None:
    found = parse("feed", atom(entry("c1"), entry("c2")), key=KEY, now=NOW, account="blog")
    assert [(message.account, message.native_id) for message in found.messages] == [("blog", "c1"), ("blog", "c2")]


def test_lines_are_read_and_the_others_are_told_by_number_without_their_text() -> None:
    good = b'{"channel":"blog","account":"b","native_id":"1","published":"2026-03-24T08:00:00Z","content":"geheim"}'
    data = b"\n".join([good, b"", b"{", good.replace(b'"blog"', b'"geheim"'), b"x" * 1_048_577])
    found = parse("replay", data, key=KEY, now=NOW)
    assert [message.content for message in found.messages] == ["geheim"]
    assert [problem.split(":")[0] for problem in found.problems] == ["line 3", "line 4", "line 5"]
    assert "geheim" not in "".join(found.problems)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="fax: is not a format; take one of counter, feed, replay"):
        parse("fax", b"", key=KEY, now=NOW)


@pytest.mark.parametrize("format", list(FORMATS))
@settings(deadline=None)
@given(data=st.binary())
def test_no_bytes_make_it_raise(format: str, data: bytes) -> None:
    parse(format, data, key=KEY, now=NOW)
