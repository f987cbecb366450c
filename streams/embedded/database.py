"""The one SQLite file of an embedded run, or of a publisher's spool."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Final

from streams.embedded.upgrade import AFTER
from streams.ports import StoreError

VERSION: Final = 3
_APPLICATION: Final = 0x53674765
_WAIT: Final = 30.0
"""Seconds to wait for another process that writes."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class StoreBusyError(StoreError):
    """Another process kept the file locked; nothing was changed, and a later try may succeed."""


class Database:
    """A file in WAL mode: many readers, one writer at a time, durable when a write returns (synchronous=FULL).

    Every thread may use it, and other processes the same file. Made with permissions 0600 when it is not there yet.
    Raises StoreError, here and from `reading` and `writing`, when the file cannot be used; nothing is half written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be made or opened ({error.strerror}); let this user write there, or set another `data`"
            ) from None
        with self._clear():
            self._writer = self._connect()
            self._writer.execute("PRAGMA cache_size = -65536")  # KiB; new identities fall anywhere in their index
        try:
            with self.writing() as connection:
                self._prepare(connection)
        except StoreError:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the file as it is now, whatever is written meanwhile. Only for reading."""
        with self._clear():
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect()
            try:
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
            finally:
                with suppress(sqlite3.Error):
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                self._idle.append(connection)
                if self._closed:
                    self._close_idle()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection for one transaction: all of the block is kept, durably, or after an exception none of it."""
        with self._lock, self._clear():
            connection = self._writer
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file. What uses it afterwards gets a StoreError."""
        with self._lock:
            self._closed = True
            self._writer.close()
        self._close_idle()

    def _close_idle(self) -> None:
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _connect(self) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError("it is closed")
        # `_lock` and the list of idle ones see to it that no two threads use one connection at a time.
        connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the tables in a new file, bring an older file up to date; refuse one of another program or version."""
        if not connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone():
            raise StoreError(
                f"SQLite {sqlite3.sqlite_version} of this Python lacks FTS5, which the record store searches with; "
                "use a Python whose SQLite has it (python.org, Debian and conda do)"
            )
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not tables:
            _execute(connection, "schema.sql")
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        elif application != _APPLICATION:
            raise StoreError(f"{self.path}: is a database of another program; set another `data`")
        elif 1 <= version <= VERSION:
            for newer in range(version + 1, VERSION + 1):
                _execute(connection, f"upgrade_{newer}.sql")
                if newer in AFTER:
                    AFTER[newer](connection)
                connection.execute(f"PRAGMA user_version = {newer}")
        else:
            raise StoreError(
                f"{self.path}: has version {version} and this program works with version {VERSION} and older; "
                "use the program that made it, or set another `data` to start afresh"
            )

    @contextmanager
    def _clear(self) -> Iterator[None]:
        """SQLite's errors as a StoreError with what to do."""
        try:
            yield
        except sqlite3.Error as error:
            # The errors of SQLite name tables and columns, never values.
            name = getattr(error, "sqlite_errorname", "")
            text = f"{self.path}: {error}"
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise StoreBusyError(f"{text}; another process has been writing for {_WAIT:.0f} s") from error
            if name.startswith("SQLITE_FULL"):
                text += "; nothing was kept, make room on the disk"
            elif name.startswith("SQLITE_NOTADB"):
                text += "; set another `data`"
            raise StoreError(text) from error


def micros(instant: datetime) -> int:
    """Whole microseconds since 1970 UTC."""
    return (instant - _EPOCH) // _MICROSECOND


def instant(micros: int) -> datetime:
    """The instant of so many microseconds, in UTC."""
    return _EPOCH + micros * _MICROSECOND


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Run a file of statements within the caller's transaction (`executescript` would commit it first)."""
    statement = ""
    for line in (files(__package__) / script).read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
