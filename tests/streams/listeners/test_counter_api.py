"""The API of the counter: durable before 202, once however often it is sent, and clear about what is wrong."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import httpx
import pytest

from schemas.message import message_id
from schemas.vocabulary import Operation, Visibility
from streams.embedded.database import Database
from streams.embedded.pipeline import EmbeddedPublisher
from streams.embedded.queue import DurableQueue
from streams.listeners.counter import counter_app
from tests.streams.listeners.counters import DESKS, KEY, NOW, Counter, running
from tests.streams.listeners.servers import serving

CONTACT = "2d25f723-2dd0-4c45-872f-179ba1e73b04"
PATH = f"/api/contacten/{CONTACT}"
GOOD: dict[str, Any] = {
    "desk": "loket-deurne",
    "content": "Dhr. vraagt welke papieren hij moet meebrengen.",
    "published": "2026-03-24T09:15:36+01:00",
}


@pytest.fixture(scope="module")
def shared() -> Iterator[Counter]:
    with running() as counter:
        yield counter


@pytest.fixture
def counter(shared: Counter) -> Counter:
    shared.published.events.clear()
    shared.published.broken = False
    shared.now = NOW
    return shared


def test_a_contact_becomes_a_message(counter: Counter) -> None:
    answer = counter.http.put(PATH, json={**GOOD, "visitor": "Jan Peeters", "in_reply_to": str(UUID(int=7))})
    (message,) = counter.published.messages
    assert answer.status_code == 202
    expected = message_id("counter", "loket-deurne", CONTACT)
    assert answer.json() == {"id": str(expected), "revision": 0, "operation": "created"}
    assert message.id == expected
    assert message.visibility is Visibility.direct
    assert message.in_reply_to == str(UUID(int=7))
    assert message.author is not None
    (event,) = counter.published.events
    assert b"Peeters" not in event.body
    assert event.key == str(expected).encode()


def test_sending_it_again_gives_the_same_answer_and_the_same_event(counter: Counter) -> None:
    first = counter.http.put(PATH, json=GOOD)
    counter.later(hours=3)
    again = counter.http.put(PATH.upper().replace("/API/CONTACTEN", "/api/contacten"), json=GOOD)
    one, other = counter.published.events
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (one.body, one.header("ce_id")) == (other.body, other.header("ce_id"))


def test_a_higher_revision_edits(counter: Counter) -> None:
    counter.http.put(PATH, json={**GOOD, "revision": 1, "content": "Toch niet."})
    assert counter.published.messages[0].operation is Operation.edited


def test_a_delete_takes_back_without_content(counter: Counter) -> None:
    query = {"desk": GOOD["desk"], "published": GOOD["published"], "revision": 2}
    answers = [counter.http.delete(PATH, params=query) for _ in range(2)]
    first, second = counter.published.messages
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert first == second
    assert (first.operation, first.content, first.revision) == (Operation.deleted, "", 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"desk": "loket-elders"}, "desk"),
        ({"desk": 7}, "desk"),
        ({"content": ""}, "content"),
        ({"content": "x" * 100_001}, "content"),
        ({"content": None}, "content"),
        ({"content": " \n"}, "body"),
        ({"content": "a\x00b"}, "body"),
        ({"published": "2026-03-24T09:15:36"}, "published"),
        ({"published": "gisteren"}, "published"),
        ({"published": "2004-12-31T23:00:00Z"}, "published"),
        ({"published": "2026-03-26T09:15:36Z"}, "published"),
        ({"updated": "2036-03-26T09:15:36Z"}, "updated"),
        ({"revision": -1}, "revision"),
        ({"revision": "1"}, "revision"),
        ({"revision": 1.5}, "revision"),
        ({"revision": 2**53}, "revision"),
        ({"revision": 10**400}, "revision"),
        ({"visitor": ["Jan"]}, "visitor"),
        ({"in_reply_to": "gisteren"}, "in_reply_to"),
        ({"geheim": "zwijg"}, "geheim"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_wrong_field_is_named_with_what_to_do(
    counter: Counter, change: dict[str, Any], field: str, language: str
) -> None:
    answer = counter.http.put(PATH, json={**GOOD, **change}, headers={"Accept-Language": language})
    problem = answer.json()
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == language
    assert problem["status"] == 422
    assert [error["field"] for error in problem["errors"]] == [field]
    assert "{" not in problem["errors"][0]["detail"]
    assert counter.published.events == []


def test_all_wrong_fields_are_named_at_once(counter: Counter) -> None:
    problem = counter.http.put(PATH, json={"content": "", "geheim": 1}).json()
    assert {error["field"] for error in problem["errors"]} == {"desk", "content", "published", "geheim"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 5000, b'{"content": "\\ud800"}'])
def test_what_is_no_json_object_is_refused(counter: Counter, body: bytes) -> None:
    answer = counter.http.put(PATH, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert counter.published.events == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_another_media_type_is_refused(counter: Counter, headers: dict[str, str]) -> None:
    answer = counter.http.put(PATH, content=b"{}", headers=headers)
    assert (answer.status_code, answer.headers["accept"]) == (415, "application/json")


def test_a_charset_may_be_named(counter: Counter) -> None:
    headers = {"Content-Type": 'application/json; charset="UTF-8"'}
    assert counter.http.put(PATH, json=GOOD, headers=headers).status_code == 202


@pytest.mark.parametrize("chunked", [False, True])
def test_more_than_a_mebibyte_is_refused(counter: Counter, chunked: bool) -> None:
    body = b'{"content": "' + b"x" * 1_048_577
    content: Any = iter([body]) if chunked else body
    answer = counter.http.put(PATH, content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["title"]) == (413, "Te groot")


@pytest.mark.parametrize("path", ["/api/contacten/1", "/api/contacten/" + "z" * 36])
def test_an_id_that_is_no_uuid_is_refused(counter: Counter, path: str) -> None:
    answer = counter.http.put(path, json=GOOD)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "contact")


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({}, {"desk", "published", "revision"}),
        ({"desk": "elders", "published": "2026-03-24T09:15:36Z", "revision": "1"}, {"desk"}),
        ({"desk": DESKS[0], "published": "2026-03-24T09:15:36Z", "revision": "0"}, {"revision"}),
        ({"desk": DESKS[0], "published": "2026-03-24T09:15:36 01:00", "revision": "1"}, {"published"}),
    ],
)
def test_a_wrong_delete_is_refused(counter: Counter, query: dict[str, str], fields: set[str]) -> None:
    answer = counter.http.delete(f"{PATH}?{urlencode(query)}")
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == fields
    assert counter.published.events == []


def test_what_was_not_made_durable_is_not_answered_with_202(counter: Counter) -> None:
    counter.published.broken = True
    answer = counter.http.put(PATH, json=GOOD, headers={"Accept-Language": "en-GB,nl;q=0.5"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["type"] == "urn:stadsgesprek:problem:unavailable"
    assert "counts once" in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path", "status"), [("GET", PATH, 405), ("POST", PATH, 405), ("GET", "/nee", 404)])
def test_other_ways_are_refused_as_problems(counter: Counter, method: str, path: str, status: int) -> None:
    answer = counter.http.request(method, path)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    if status == 405:
        assert set(answer.headers["allow"].split(", ")) == {"PUT", "DELETE"}


def test_a_contact_stands_in_the_durable_queue_when_it_is_answered(tmp_path: Any) -> None:
    database = Database(tmp_path / "inbox.db")
    queue = DurableQueue(database)
    app = counter_app(
        EmbeddedPublisher(queue), city="Stad", desks=DESKS, token=None, pseudonym_key=KEY, clock=lambda: NOW
    )
    with serving(app) as url:
        assert httpx.put(url + PATH, json=GOOD).status_code == 202
        (queued,) = queue.take(10)
    assert queued.event.key == str(message_id("counter", DESKS[0], CONTACT)).encode()
    queue.close()
    database.close()
