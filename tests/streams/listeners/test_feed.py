"""A feed listener against a real server: nothing lost, nothing double, and it never crashes."""

import dataclasses
import gzip
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from deploy.engines.ports import free_ports
from schemas.topics import MESSAGES
from schemas.vocabulary import Channel, Operation
from streams.listeners import feed, fetch
from streams.listeners.cursor import Cursor
from streams.listeners.feed import FeedListener, PollReport, wait
from tests.streams.listeners.feeds import Answer, FeedServer, atom, document, entry, feed_server, status
from tests.streams.listeners.publishers import Recorder

KEY = b"k" * 32
NOW = datetime(2026, 3, 24, 12, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


@pytest.fixture
def publisher() -> Recorder:
    return Recorder()


@pytest.fixture
def listener(server: FeedServer, publisher: Recorder, tmp_path: Path) -> Iterator[FeedListener]:
    with httpx.Client() as client:
        yield listening(server.url, publisher, tmp_path, client)


def listening(url: str, publisher: Recorder, folder: Path, client: httpx.Client) -> FeedListener:
    """A listener as it is after a start of the process."""
    return FeedListener(
        url,
        channel=Channel.blog,
        account="blog",
        publisher=publisher,
        cursor=Cursor(folder, url),
        client=client,
        pseudonym_key=KEY,
        clock=lambda: NOW,
    )


def ids(publisher: Recorder) -> list[str]:
    return [message.native_id for message in publisher.messages]


def test_what_is_new_or_changed_is_published_and_nothing_twice(
    server: FeedServer, publisher: Recorder, listener: FeedListener
) -> None:
    server.answer = document(atom(entry("c1")))
    assert listener.poll().published == 1
    server.answer = document(atom(entry("c2"), entry("c1")))
    report = listener.poll()
    assert (report.entries, report.published, report.problems) == (2, 1, ())
    server.answer = document(atom(entry("c2", "Toch niet"), entry("c1")))
    assert listener.poll().published == 1
    assert listener.poll().published == 0
    assert ids(publisher) == ["c1", "c2", "c2"]
    assert publisher.messages[-1].operation is Operation.edited


def test_after_a_restart_it_goes_on_where_it_was(
    server: FeedServer, publisher: Recorder, listener: FeedListener, tmp_path: Path
) -> None:
    server.answer = document(atom(entry("c1")), ETag='"1"')
    listener.poll()
    with httpx.Client() as client:
        again = listening(server.url, publisher, tmp_path, client)
        assert again.poll().published == 0
        assert server.requests[-1]["If-None-Match"] == '"1"'
        server.answer = document(atom(entry("c2"), entry("c1")), ETag='"2"')
        assert again.poll().published == 1
    assert ids(publisher) == ["c1", "c2"]


def test_last_modified_is_sent_back(server: FeedServer, listener: FeedListener) -> None:
    server.answer = document(atom(entry("c1")), Last_Modified="Tue, 24 Mar 2026 08:00:00 GMT")
    listener.poll()
    server.answer = status(304)
    report = listener.poll()
    assert server.requests[-1]["If-Modified-Since"] == "Tue, 24 Mar 2026 08:00:00 GMT"
    assert (report.failed, report.published) == (False, 0)


@pytest.mark.parametrize("etag", ['"caf\xe9"', '"\t"', '"' + "x" * 5000 + '"'])
def test_an_etag_that_cannot_be_sent_back_is_not_kept(server: FeedServer, listener: FeedListener, etag: str) -> None:
    server.answer = document(atom(entry("c1")), ETag=etag)
    assert listener.poll().published == 1
    assert listener.poll() == PollReport(entries=1)


def test_a_comment_that_fits_in_no_event_is_told_and_the_others_come_through(
    server: FeedServer, publisher: Recorder, listener: FeedListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = dataclasses.replace(MESSAGES, max_event_bytes=2000)
    monkeypatch.setattr(feed, "MESSAGES", small)
    server.answer = document(atom(entry("c2", "geheim " * 500), entry("c1")))
    report = listener.poll()
    assert (report.published, len(report.problems), report.failed) == (1, 1, False)
    assert "geheim" not in report.problems[0]
    assert ids(publisher) == ["c1"]


def test_when_nothing_takes_the_messages_the_cursor_stays(
    server: FeedServer, publisher: Recorder, listener: FeedListener, tmp_path: Path
) -> None:
    server.answer = document(atom(entry("c1")), ETag='"1"')
    publisher.broken = True
    assert listener.poll().failed
    assert list(tmp_path.iterdir()) == []
    publisher.broken = False
    assert listener.poll().published == 1
    assert server.requests[-1]["If-None-Match"] is None


def test_when_the_cursor_cannot_be_written_the_next_poll_publishes_again(
    server: FeedServer, publisher: Recorder, tmp_path: Path
) -> None:
    blocked = tmp_path / "data"
    server.answer = document(atom(entry("c1")), ETag='"1"')
    with httpx.Client() as client:
        listener = listening(server.url, publisher, blocked, client)
        blocked.write_text("a file where the folder should be")
        assert listener.poll().failed
        blocked.unlink()
        assert listener.poll().published == 1
        assert listener.poll().published == 0
    first, again = publisher.messages
    assert first == again


def test_a_broken_feed_is_read_as_far_as_it_goes_and_whole_the_next_time(
    server: FeedServer, publisher: Recorder, listener: FeedListener
) -> None:
    whole = atom(entry("c1"), entry("c2"))
    server.answer = document(whole[: whole.index(b"<entry><id>c2") + 20], ETag='"1"')
    report = listener.poll()
    assert (report.published, report.failed) == (1, False)
    assert report.problems
    server.answer = document(whole, ETag='"1"')
    assert listener.poll().published == 1
    assert ids(publisher) == ["c1", "c2"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (status(500), "status 500"),
        (status(503, Retry_After="120"), "status 503"),
        (status(429, Retry_After="veel"), "status 429"),
        (status(404), "status 404"),
        (status(204), "status 204"),
        (status(302, Location="/reacties.xml"), "more than 5 redirects"),
        (status(302, Location="ftp://example.org/"), "no answer"),
        (status(302, Location="http://[::1"), "no answer"),
        (document(b"x" * (fetch.MAX_BYTES + 1)), "larger than"),
        (document(gzip.compress(b"x" * (fetch.MAX_BYTES + 1)), Content_Encoding="gzip"), "larger than"),
        (document(b"no gzip at all", Content_Encoding="gzip"), "broken gzip"),
        (document(gzip.compress(b"x" * 100)[:-12], Content_Encoding="gzip"), "gzip that ends too soon"),
        (document(b"", Content_Encoding="br"), "a content coding"),
        (lambda request: request.wfile.write(b"nonsense\r\n\r\n"), "no answer"),
        (lambda request: request.connection.close(), "no answer"),
        (document(b"<feed", Content_Length="100"), "no answer"),
    ],
)
def test_what_a_bad_server_does_is_told_and_moves_nothing(
    server: FeedServer, listener: FeedListener, tmp_path: Path, answer: Answer, reason: str
) -> None:
    server.answer = answer
    report = listener.poll()
    assert report.failed
    assert report.problems[0].startswith(reason)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("header", "seconds"), [("120", 120.0), (" 7", 7.0), ("veel", None), ("-1", None)])
def test_retry_after_is_read(server: FeedServer, listener: FeedListener, header: str, seconds: float | None) -> None:
    server.answer = status(503, Retry_After=header)
    assert listener.poll().retry_after == seconds


def test_retry_after_may_be_a_date(server: FeedServer, listener: FeedListener) -> None:
    server.answer = status(503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(hours=1)))
    waits = listener.poll().retry_after
    assert waits is not None
    assert 3000 < waits <= 3600


def test_nobody_listening_is_told(publisher: Recorder, tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with httpx.Client() as client:
        report = listening(f"http://127.0.0.1:{port}/", publisher, tmp_path, client).poll()
    assert report.problems == ("no answer: ConnectError",)


def test_a_server_that_drips_is_left_in_time(
    server: FeedServer, listener: FeedListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "MAX_SECONDS", 0.2)
    left = Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            while not left.wait(0.02):
                request.wfile.write(b" ")
        except OSError:
            left.set()

    server.answer = drip
    report = listener.poll()
    assert report.problems[0].startswith("not whole after")
    assert left.wait(20), "the connection was not closed"


def test_a_gzipped_feed_behind_a_redirect_is_read(server: FeedServer, listener: FeedListener) -> None:
    whole = document(gzip.compress(atom(entry("c1"))), Content_Encoding="gzip", Content_Type="text/xml")

    def answer(request: BaseHTTPRequestHandler) -> None:
        (whole if request.path == "/nieuw" else status(301, Location="/nieuw"))(request)

    server.answer = answer
    assert listener.poll().published == 1


def test_it_polls_on_after_failures_until_it_is_stopped(
    server: FeedServer, publisher: Recorder, listener: FeedListener, caplog: pytest.LogCaptureFixture
) -> None:
    answers = iter([status(500), status(500), document(b"onzin"), document(atom(entry("c1", "geheim")))])

    def one_after_another(request: BaseHTTPRequestHandler) -> None:
        next(answers, status(304))(request)

    server.answer = one_after_another
    stop = Event()
    thread = Thread(target=listener.run, args=(stop, 0.001))
    thread.start()
    deadline = time.monotonic() + 20
    while not publisher.events and time.monotonic() < deadline:
        time.sleep(0.005)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert ids(publisher) == ["c1"]
    assert [record.getMessage() for record in caplog.records].count("blog: status 500") == 1
    assert "geheim" not in caplog.text


@pytest.mark.parametrize(
    ("every", "failures", "retry_after", "expected"),
    [
        (60, 0, None, 60),
        (60, 1, None, 120),
        (60, 3, None, 480),
        (60, 10_000, None, 3600),
        (7200, 5, None, 7200),
        (60, 1, 300.0, 300),
        (60, 1, 1.0, 60),
        (60, 1, float("inf"), 86_400),
    ],
)
def test_it_waits_longer_after_failures(every: float, failures: int, retry_after: float | None, expected: int) -> None:
    assert wait(every, failures, retry_after) == expected
