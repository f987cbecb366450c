"""Who may in: the token, and no other website in a visitor's browser."""

import base64
import hmac
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.listeners.counter import body
from streams.listeners.counter.guard import is_authorised
from streams.listeners.counter.language import preferred
from tests.streams.listeners.counters import DESKS, Counter, running

TOKEN = "een-token-van-20-tekens-ë"
PATH = "/api/contacten/2d25f723-2dd0-4c45-872f-179ba1e73b04"
FORM = {"loket": DESKS[0], "tekst": "Hallo"}


@pytest.fixture(scope="module")
def locked() -> Iterator[Counter]:
    with running(token=TOKEN) as counter:
        yield counter


@pytest.fixture(scope="module")
def unlocked() -> Iterator[Counter]:
    with running() as counter:
        yield counter


def as_sent(authorization: str) -> dict[bytes, bytes]:
    return {b"Authorization": authorization.encode()}


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"loket:{password}".encode()).decode()


@pytest.mark.parametrize("path", ["/", "/loket.css", PATH])
@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer x", "Basic", "Basic !", "Basic x", basic(""), basic("x"), f"Digest {TOKEN}"]
)
def test_without_the_token_there_is_nothing(locked: Counter, path: str, given: str | None) -> None:
    headers = {} if given is None else as_sent(given)
    answer = locked.http.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer" if path == PATH else "Basic")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("given", [f"Bearer {TOKEN}", f"bearer {TOKEN}", basic(TOKEN)])
def test_the_token_opens(locked: Counter, given: str) -> None:
    headers = as_sent(given)
    assert locked.http.get("/", headers=headers).status_code == 200
    assert locked.http.put(PATH, headers=headers).status_code == 415


def test_the_token_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert not is_authorised(f"Bearer {TOKEN}", TOKEN)
    assert not is_authorised(basic(TOKEN), TOKEN)
    assert len(compared) == 2


@settings(deadline=None)
@given(st.text())
def test_no_header_breaks_it_or_opens_it(header: str) -> None:
    assert not is_authorised(header, TOKEN)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "SELF"}, 403),
        ({"Origin": "SELF"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[::1"}, 403),
    ],
)
def test_another_site_cannot_send_the_form(unlocked: Counter, headers: dict[str, str], status: int) -> None:
    unlocked.published.events.clear()
    own = str(unlocked.http.base_url).rstrip("/")
    sent = {name: own if value == "SELF" else value for name, value in headers.items()}
    answer = unlocked.http.post("/", data=FORM, headers=sent)
    assert answer.status_code == status
    assert len(unlocked.published.events) == (status == 303)


def test_another_site_cannot_use_the_api_either(unlocked: Counter) -> None:
    answer = unlocked.http.delete(PATH, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in unlocked.http.options(PATH).headers


@pytest.mark.parametrize("path", ["/", "/nee", PATH])
def test_every_answer_carries_the_headers(unlocked: Counter, path: str) -> None:
    headers = unlocked.http.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    # `no-referrer` would make browsers send `Origin: null`, and the form would be refused.
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("header", "asked", "language"),
    [
        ("", None, "nl"),
        ("fr", None, "nl"),
        ("en", None, "en"),
        ("en-GB,en;q=0.9,nl;q=0.8", None, "en"),
        ("nl-BE,nl;q=0.9,en;q=0.8", None, "nl"),
        ("nl;q=0, en;q=0.1", None, "en"),
        ("en;q=veel", None, "nl"),
        ("en", "nl", "nl"),
        ("nl", "en", "en"),
        ("en", "fr", "en"),
    ],
)
def test_the_language_is_what_the_reader_likes(header: str, asked: str | None, language: str) -> None:
    assert preferred(header, asked) == language


def test_a_client_that_is_too_slow_is_answered(unlocked: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_SECONDS", 0.05)
    url = unlocked.http.base_url
    head = f"PUT {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    with socket.create_connection((url.host, url.port or 80), timeout=20) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 408")
