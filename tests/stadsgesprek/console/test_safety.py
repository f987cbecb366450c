"""Headers, cookies, and what is said when something breaks."""

import logging
from typing import Any

import httpx
import pytest

from stadsgesprek.console.app import console_app
from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.town import NOW, SPECIAL, Town, city, served

_SECRET = "de tekst van een bericht"


class _Broken:
    """A reader that fails in a way that nobody foresaw."""

    def __getattr__(self, name: str) -> Any:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError(_SECRET)

        return fail


@pytest.mark.parametrize(
    "path", ["/", "/berichten", f"/berichten/{SPECIAL['fire'].id}", "/nergens", "/gezond", "/static/console.css"]
)
def test_every_answer_has_the_headers(path: str, console: Console) -> None:
    headers = console.get(path).response.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in {"no-referrer", "same-origin"}
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")


def test_only_a_page_with_a_form_tells_itself_where_it_came_from(console: Console) -> None:
    assert console.get("/").response.headers["referrer-policy"] == "no-referrer"
    assert console.get(f"/berichten/{SPECIAL['fire'].id}").response.headers["referrer-policy"] == "same-origin"


def test_the_cookie_holds_a_language_and_nothing_else(console: Console) -> None:
    cookie = console.get("/?taal=en").response.headers["set-cookie"]
    assert cookie.startswith("taal=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    console.client.cookies.clear()
    assert "set-cookie" not in console.get("/").response.headers
    assert "set-cookie" not in console.get("/?taal=xx").response.headers


def test_an_unforeseen_failure_tells_no_text_and_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    app = console_app(reader=_Broken(), city=city, clock=lambda: NOW, publisher=None)
    with served(app) as address, httpx.Client(base_url=address) as client, caplog.at_level(logging.DEBUG):
        page = Console(client).get("/")
    assert page.status == 500
    assert page.text("h1") == "Er ging iets mis bij ons"
    assert "content-security-policy" in page.response.headers
    assert _SECRET not in page.response.text
    assert "Traceback" not in page.response.text
    assert _SECRET not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_store_that_is_away_is_told_kindly(own_town: Town) -> None:
    with served(own_town.app()) as address, httpx.Client(base_url=address) as client:
        console = Console(client)
        assert console.get("/gezond").response.json() == {"status": "ok"}
        own_town.database.close()
        for path in ("/", "/berichten", f"/berichten/{SPECIAL['fire'].id}"):
            page = console.get(path)
            assert page.status == 503
            assert page.text("h1") == "De berichten zijn even niet bereikbaar"
            assert len(page.text(".why")) > len("De oorzaak:")
        health = console.get("/gezond")
        assert health.status == 503
        assert health.response.json()["status"] == "store away"


def test_the_wrong_method(console: Console) -> None:
    page = console.get(f"/berichten/{SPECIAL['fire'].id}/afhandeling")
    assert page.status == 405
    assert page.text("h1") == "Zo gaat het niet"
