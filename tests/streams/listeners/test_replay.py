"""A replay publishes every line as it is, in order and at the asked tempo; memory stays small, nothing is dropped."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from threading import Event
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.read import read_message
from schemas.cloudevents import wrong_attributes
from schemas.message import Message, message_id
from schemas.topics import DEAD_LETTERS, MAX_DEAD_BYTES, MAX_EVENT_BYTES
from streams.listeners.lines import read_lines
from streams.listeners.replay import Replay, ReplayReport
from streams.ports import PublishError
from tests.streams.listeners.publishers import Recorder

NOW = datetime(2026, 3, 24, 12, tzinfo=UTC)


def line(native_id: object, published: str = "2026-03-24T08:00:00+01:00", **more: object) -> bytes:
    said = {"channel": "twitter", "account": "stad", "native_id": native_id, "published": published, "content": "hoi"}
    return json.dumps({**said, **more}).encode()


def lines(*given: bytes) -> BinaryIO:
    return BytesIO(b"".join(each + b"\n" for each in given))


def replay(stream: BinaryIO, publisher: Recorder) -> ReplayReport:
    return Replay(stream, publisher, name="dag.jsonl", clock=lambda: NOW).run()


def test_every_line_is_published_as_it_is_in_order() -> None:
    publisher = Recorder()
    sent = [line("1"), b'{"channel": "myspace"', b"\xff\xfe", line("2")]
    report = replay(lines(sent[0], b"", *sent[1:], b" \t\r"), publisher)
    assert report == ReplayReport(lines=6, published=4, dead=0, blank=2)
    assert [event.body for event in publisher.events] == sent
    assert publisher.calls == 1
    for event in publisher.events:
        assert wrong_attributes(dict(event.headers), "message") is None
    assert isinstance(read_message(publisher.events[0], "x", NOW), Message)


def test_the_key_is_the_identity_where_it_can_be_read() -> None:
    publisher = Recorder()
    replay(lines(line("1"), line("1", channel="myspace"), line(7), b"[]", b"{"), publisher)
    assert [event.key.decode() for event in publisher.events] == [
        str(message_id("twitter", "stad", "1")),
        str(message_id("myspace", "stad", "1")),
        "",
        "",
        "",
    ]


def test_two_events_never_share_an_id_and_a_second_replay_gives_the_same() -> None:
    first, again = Recorder(), Recorder()
    for publisher in (first, again):
        replay(lines(line("1"), line("1", content="anders"), b"{", b"{"), publisher)
    ids = [event.header("ce_id") for event in first.events]
    assert len(set(ids)) == 4
    assert ids == [event.header("ce_id") for event in again.events]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""])
def test_a_line_of_the_largest_size_is_published_and_a_larger_one_is_set_aside(ending: bytes) -> None:
    publisher = Recorder()
    fits, too_large = b"x" * MAX_EVENT_BYTES, b"x" * (MAX_EVENT_BYTES + 1)
    report = replay(BytesIO(line("1") + b"\n" + fits + b"\n" + too_large + ending), publisher)
    assert (report.published, report.dead) == (2, 1)
    (letter,) = publisher.letters
    assert letter.place == "dag.jsonl:3"
    assert letter.body == too_large
    assert letter.topic == "messages"
    assert str(len(too_large)) in letter.reason
    assert publisher.events[-1].topic == DEAD_LETTERS.name


def test_of_a_line_too_large_for_a_dead_letter_the_start_is_kept_and_that_is_said() -> None:
    publisher = Recorder()
    huge = b"x" * (MAX_DEAD_BYTES + 1000)
    report = replay(lines(huge, line("2")), publisher)
    assert (report.lines, report.published, report.dead) == (2, 1, 1)
    (letter,) = publisher.letters
    assert letter.body == huge[:MAX_DEAD_BYTES]
    assert f"only its first {MAX_DEAD_BYTES} bytes are kept" in letter.reason
    assert publisher.messages[0].native_id == "2"


class Endless(BytesIO):
    """So many bytes of one line, without having them."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size

    def readline(self, size: int | None = -1, /) -> bytes:
        given = min(size or 0, self._left)
        self._left -= given
        return b"x" * given


def test_a_line_larger_than_the_memory_it_may_use_is_read_through() -> None:
    tracemalloc.start()
    try:
        found = [(each.size, len(each.body)) for each in read_lines(Endless(200_000_000), 1000)]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == [(200_000_000, 1000)]
    assert peak < 2_000_000


def test_large_lines_are_published_in_smaller_batches() -> None:
    publisher = Recorder()
    replay(lines(*[b"x" * 1_000_000] * 12), publisher)
    assert len(publisher.events) == 12
    assert publisher.calls >= 2


def test_at_once_goes_in_batches_and_tells_how_far_it_is() -> None:
    publisher, told = Recorder(), list[ReplayReport]()
    stream = lines(*(line(str(number)) for number in range(1201)))
    Replay(stream, publisher, name="x", progress=told.append).run()
    assert publisher.calls == 3
    assert [report.published for report in told] == [500, 1000, 1201]


def test_when_nothing_takes_the_lines_it_says_up_to_where_they_are_durable() -> None:
    publisher = Recorder()

    def breaking() -> Iterator[bytes]:
        for number in range(1000):
            publisher.broken = number >= 700
            yield line(str(number)) + b"\n"

    playing = Replay(Reading(breaking()), publisher, name="x")
    with pytest.raises(PublishError):
        playing.run()
    assert playing.report == ReplayReport(lines=500, published=500)


class Reading(BytesIO):
    """A stream whose lines come from an iterator."""

    def __init__(self, given: Iterator[bytes]) -> None:
        super().__init__()
        self._given = given

    def readline(self, _: int | None = -1, /) -> bytes:
        return next(self._given, b"")


class Time:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = NOW
        self.slept = 0.0

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.now += timedelta(seconds=seconds)


@pytest.mark.parametrize(("speed", "seconds"), [(None, 0), (1, 3600), (60, 60), (0.5, 7200)])
def test_the_tempo_is_the_original_times_the_speed(speed: float | None, seconds: float) -> None:
    time, publisher = Time(), Recorder()
    stream = lines(
        line("1"),
        line("2", "2026-03-24T08:30:00+01:00"),
        line("3", "2026-03-24T07:45:00+01:00", updated="2026-03-24T08:00:00Z"),
        line("4", "2026-03-24T08:10:00+01:00"),
    )
    Replay(stream, publisher, name="x", speed=speed, clock=time.clock, sleep=time.sleep).run()
    assert time.slept == pytest.approx(seconds)
    assert publisher.calls == (1 if speed is None else 4)


def test_a_bad_date_holds_nothing_up() -> None:
    time, publisher = Time(), Recorder()
    stream = lines(
        line("1"),
        line("2", "9999-12-31T23:59:59Z"),
        line("3", "2026-03-24T08:10:00+01:00"),
        line("4", "gisteren"),
        line("5", "2026-03-24T08:10:00"),
        line("6", "2026-03-24T08:20:00+01:00"),
    )
    Replay(stream, publisher, name="x", speed=1, clock=time.clock, sleep=time.sleep).run()
    assert len(publisher.events) == 6
    assert time.slept == pytest.approx(600)


@pytest.mark.parametrize("speed", [0, -1, float("inf"), float("nan")])
def test_a_tempo_that_is_none_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        Replay(lines(), Recorder(), name="x", speed=speed)


def test_it_stops_when_asked_and_what_was_read_is_published() -> None:
    stop, publisher = Event(), Recorder()

    def stopping(report: ReplayReport) -> None:
        if report.published == 2:
            stop.set()

    stream = lines(*(line(str(number)) for number in range(9)))
    report = Replay(stream, publisher, name="x", speed=1e9, progress=stopping, stop=stop).run()
    assert report.published == len(publisher.events) == 2


_LINE = st.binary().map(lambda each: b"." + each.replace(b"\n", b"").replace(b"\r", b""))


@settings(deadline=None)
@given(st.lists(_LINE), st.sampled_from([b"\n", b"\r\n"]))
def test_no_line_is_lost_or_changed(given_lines: list[bytes], ending: bytes) -> None:
    publisher = Recorder()
    report = replay(BytesIO(ending.join(given_lines)), publisher)
    assert [event.body for event in publisher.events] == given_lines
    assert report == ReplayReport(lines=len(given_lines), published=len(given_lines))


def test_the_mark_before_a_file_is_no_part_of_its_first_line() -> None:
    publisher = Recorder()
    replay(BytesIO(b"\xef\xbb\xbf" + line("1") + b"\n"), publisher)
    assert publisher.events[0].body == line("1")


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.just("twitter"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["channel", "account", "native_id", "published", "updated", "x"]), inner)
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(_JSON)
def test_no_json_makes_it_raise(value: object) -> None:
    publisher = Recorder()
    replay(lines(json.dumps(value).encode()), publisher)
    assert len(publisher.events) == 1
