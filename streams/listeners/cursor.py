"""How far a feed was read: what it held at the last poll, on disk, so that a restart publishes nothing anew.

Losing the file loses nothing and doubles nothing: everything is read again, with the same identities.
"""

import contextlib
import logging
import os
import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from pydantic import ValidationError

from schemas.base import Frozen, Instant

log = logging.getLogger(__name__)


class Seen(Frozen):
    """An entry as it was last published. `published` stays what it was at first, whatever the feed says later."""

    revision: int
    fingerprint: str
    published: Instant


class Position(Frozen):
    """Where a listener stands: the validators of the last whole answer, and the entries by native id, oldest first."""

    etag: str | None = None
    last_modified: str | None = None
    entries: Mapping[str, Seen] = {}


class Cursor:
    """The position of one listener in `folder`; `name` tells it from the others, for instance the feed's address."""

    def __init__(self, folder: Path, name: str, *, keep: int = 5000) -> None:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
        self.file = folder / f"{slug}-{blake2b(name.encode(), digest_size=4).hexdigest()}.json"
        self._keep = keep
        self.position = self._read()

    def move(self, position: Position, current: Mapping[str, Seen]) -> None:
        """Remember `position` with the entries of `current` added; returns when that is on disk.

        Of the entries that are no longer in the feed the oldest go first, once there are more than `keep`. Raises
        OSError when it cannot be written; the cursor then has not moved.
        """
        entries = {name: seen for name, seen in position.entries.items() if name not in current} | dict(current)
        surplus = min(len(entries) - self._keep, len(entries) - len(current))
        for name in list(entries)[: max(0, surplus)]:
            del entries[name]
        moved = position.model_copy(update={"entries": entries})
        self._write(moved.model_dump_json().encode())
        self.position = moved

    def _read(self) -> Position:
        try:
            return Position.model_validate_json(self.file.read_bytes())
        except FileNotFoundError:
            return Position()
        except ValidationError:
            log.warning("%s: is not a cursor; the feed is read from its start, nothing counts double", self.file)
            return Position()

    def _write(self, content: bytes) -> None:
        folder = self.file.parent
        folder.mkdir(parents=True, exist_ok=True)
        new = self.file.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.file)
        # The rename itself lies in the folder. Windows cannot open one, and needs no such thing.
        with contextlib.suppress(PermissionError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
