"""A cursor is whole or not there, stays small, and losing it is no disaster."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.listeners.cursor import Cursor, Position, Seen

URL = "https://blog.example.org/reacties.xml?lang=nl"


def seen(*names: int) -> dict[str, Seen]:
    published = datetime(2026, 3, 24, tzinfo=UTC)
    return {f"c{name}": Seen(revision=name, fingerprint="f", published=published) for name in names}


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    cursor = Cursor(tmp_path / "cursors", URL)
    assert cursor.position == Position()
    cursor.move(Position(etag='"1"', last_modified="x"), seen(1, 2))
    assert Cursor(tmp_path / "cursors", URL).position == cursor.position
    assert cursor.position.etag == '"1"'
    assert list(cursor.position.entries) == ["c1", "c2"]
    assert [file.name for file in cursor.file.parent.iterdir()] == [cursor.file.name]


def test_every_listener_has_its_own(tmp_path: Path) -> None:
    one, other = Cursor(tmp_path, URL), Cursor(tmp_path, URL + "#")
    one.move(Position(etag="1"), {})
    assert other.position == Position()
    assert Cursor(tmp_path, "../" * 50 + "\x00").file.parent == tmp_path


def test_it_keeps_the_last_entries_and_all_of_the_feed(tmp_path: Path) -> None:
    cursor = Cursor(tmp_path, URL, keep=3)
    cursor.move(Position(), seen(1, 2))
    cursor.move(cursor.position, seen(3, 4))
    assert list(cursor.position.entries) == ["c2", "c3", "c4"]
    cursor.move(cursor.position, seen(5, 6, 7, 8, 9))
    assert list(cursor.position.entries) == ["c5", "c6", "c7", "c8", "c9"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"etag": 7}', b"\xff"])
def test_a_damaged_file_is_as_none_and_told(tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    Cursor(tmp_path, URL).file.write_bytes(content)
    assert Cursor(tmp_path, URL).position == Position()
    assert "is not a cursor" in caplog.text


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = Cursor(tmp_path, URL)
    cursor.move(Position(etag="1"), seen(1))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        cursor.move(Position(etag="2"), seen(2))
    assert cursor.position.etag == "1"
    assert Cursor(tmp_path, URL).position.etag == "1"
