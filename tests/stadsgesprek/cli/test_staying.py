"""Commands that stay: they serve, keep what they took, and end in order when told to."""

import json
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from tests.stadsgesprek.cli.command import KEY, Installation, until
from tests.streams.listeners.feeds import atom, document, entry, feed_server

_NOW = "2026-03-24T12:00:00+01:00"
_CONTACT = UUID("0b7c3c1e-58a1-4d3a-9d67-0d4a3c6f1e11")


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation that listens on free ports."""
    settings = {"STADSGESPREK_CONSOLE__PORT": "0", "STADSGESPREK_COUNTER__PORT": "0", "STADSGESPREK_PSEUDONYM_KEY": KEY}
    return Installation(tmp_path, settings)


def test_demo_serves_the_day_while_it_replays_and_the_counter_beside_it(here: Installation) -> None:
    with here.running("demo", "--speed", "20000") as demo:
        address = demo.address()
        page = httpx.get(address)
        assert page.status_code == 200
        assert "Antwerpen" in page.text
        assert httpx.get(f"{address}/loket/").status_code == 200
        until(lambda: "440" in httpx.get(address).text)
        assert demo.stop() == 0, demo.said
        assert "Traceback" not in demo.said


def test_the_console_answers_only_to_its_own_name(here: Installation) -> None:
    with here.running("console") as console:
        address = console.address()
        assert httpx.get(address).status_code == 200
        assert httpx.get(address, headers={"Host": "kwaad.example.org"}).status_code == 400


def test_run_takes_a_contact_to_the_console_and_keeps_it(here: Installation) -> None:
    contact = {"desk": "loket", "content": "Bezoeker vraagt wanneer het zwembad open is", "published": _NOW}
    with here.running("run") as run:
        address = run.address()
        put = httpx.put(f"{address}/loket/api/contacten/{_CONTACT}", json=contact)
        assert put.status_code == 202, put.text
        until(lambda: "zwembad" in httpx.get(f"{address}/berichten").text)
        assert run.stop() == 0
        assert "zwembad" not in run.said  # no text of messages in logs
    with here.running("run") as again:
        assert "zwembad" in httpx.get(f"{again.address()}/berichten").text


def test_listen_replay_puts_into_the_inbox_of_a_run(here: Installation) -> None:
    line = {
        "channel": "twitter",
        "account": "stad_Antwerpen",
        "native_id": "1",
        "content": "merci aan de mannen van de groendienst",
        "published": _NOW,
    }
    done = here.run("listen", "replay", "-", given=json.dumps(line).encode() + b"\n\nrommel\n")
    assert done.code == 0
    assert "3 lines: 2 published" in done.err
    with here.running("run") as run:
        address = run.address()
        until(lambda: "groendienst" in httpx.get(f"{address}/berichten").text)
    assert len(here.run("dead", "list").out.splitlines()) == 1


def test_a_run_that_reads_only_rubbish_ends_in_words_and_loses_nothing(here: Installation) -> None:
    here.run("listen", "replay", "-", given=b"rommel\n" * 100)
    with here.running("run") as run:
        until(lambda: run.process.poll() is not None)
        assert run.process.returncode == 1
        assert "100 events in a row could not be read, the first one at messages@1" in run.said
        assert "Traceback" not in run.said
    assert here.run("dead", "list").out == ""


def test_a_port_in_use_is_said_before_anything_starts(here: Installation) -> None:
    with here.running("console") as console:
        here.settings["STADSGESPREK_CONSOLE__PORT"] = console.address().rpartition(":")[2]
        done = here.run("console")
        assert done.code == 2
        assert "cannot listen on 127.0.0.1" in done.err


@pytest.mark.parametrize("command", [("run",), ("listen", "feed")])
def test_comments_of_a_feed_in_the_settings_arrive(here: Installation, command: tuple[str, ...]) -> None:
    with feed_server() as server:
        server.answer = document(atom(entry("1", "<p>Waar kan ik een fiets huren?</p>")))
        (here.folder / "stadsgesprek.toml").write_text(
            f'[[feeds]]\nchannel = "blog"\naccount = "blog"\nurl = "{server.url}"\nevery = 10\n'
        )
        with here.running(*command) as listening:
            until(lambda: bool(server.requests) and bool(list((here.folder / ".data" / "cursors").glob("*.json"))))
            assert listening.stop() == 0, listening.said
    with here.running("run") as run:
        address = run.address()
        until(lambda: "fiets huren" in httpx.get(f"{address}/berichten").text)
