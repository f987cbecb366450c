"""The draft: changed rules that nobody decides by yet. A console has one, which outlives its process."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from processors.faults import Path as Place
from stadsgesprek.pack import Pack, pack_hash
from stadsgesprek.pack.edit import Plain, edited

DRAFT: Final = "draft.json"
"""Where it lies in the data folder."""


class DraftError(Exception):
    """The draft cannot be read or written; the text says which file and what to do."""


class DraftMovedError(Exception):
    """Somebody changed the draft since the page was made that asks for this."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft as it stands: its files, and the hash of the pack that was in force when it was begun."""

    base: str
    files: Mapping[str, bytes]

    @property
    def hash(self) -> str:
        """The hash that the pack of these files has."""
        return pack_hash(self.files)


class Draft:
    """One file with the draft; every thread of one process may use it."""

    def __init__(self, file: Path) -> None:
        """The file need not be there."""
        self._file: Final = file
        self._lock: Final = Lock()

    def read(self) -> Drafted | None:
        """The draft, if there is one. Raises DraftError."""
        try:
            content = json.loads(self._file.read_bytes())
            return Drafted(content["base"], {name: text.encode() for name, text in content["files"].items()})
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DraftError(f"{self._file}: cannot be read ({error.strerror})") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DraftError(f"{self._file}: is no draft; delete it to begin a new one") from None

    def change(self, pack: Pack, seen: str, file: str, changes: Mapping[Place, Plain | None]) -> Drafted:
        """Make changes to a file of the draft, which begins as `pack`, the one in force, when there is none yet.

        `seen` is the hash of what the page showed. Raises DraftMovedError when it is not that any more, EditError for
        changes that cannot be made, and DraftError.
        """
        with self._lock:
            now = self.read() or Drafted(pack.hash, pack.files)
            if now.hash != seen:
                raise DraftMovedError
            after = Drafted(now.base, {**now.files, file: edited(now.files[file], changes)})
            self._write(after)
            return after

    def begin(self, base: str, files: Mapping[str, bytes]) -> None:
        """Begin with these files, such as those of earlier rules; `base` is the hash of the pack in force.

        Raises DraftMovedError when there is a draft already, and DraftError.
        """
        with self._lock:
            if self.read() is not None:
                raise DraftMovedError
            self._write(Drafted(base, files))

    def discard(self, seen: str | None = None) -> None:
        """Let go of it. Raises DraftMovedError when it is not what was `seen` (a hash) any more, and DraftError."""
        with self._lock:
            if seen is not None and (now := self.read()) is not None and now.hash != seen:
                raise DraftMovedError
            try:
                self._file.unlink(missing_ok=True)
            except OSError as error:
                raise DraftError(f"{self._file}: cannot be removed ({error.strerror})") from None

    def _write(self, drafted: Drafted) -> None:
        content = {"base": drafted.base, "files": {name: text.decode() for name, text in drafted.files.items()}}
        aside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._file)  # whoever reads has the old one or the new one, never a half
        except OSError as error:
            raise DraftError(f"{self._file}: cannot be written ({error.strerror})") from None
