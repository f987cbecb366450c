"""A city's own folder: what is changed in it is put in force by itself."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from stadsgesprek.inforce import InForce
from stadsgesprek.pack import FILES, PackError, pack_hash, read_files
from streams.ports import EngineAwayError

log = logging.getLogger(__name__)

_LOOK: Final = 0.1  # seconds between two looks

Seen = tuple[tuple[str, int, int], ...]
"""Name, time of change (ns) and size of each file that is there."""


class FolderWatch:
    """Looks at the folder of a pack, and puts it in force when it is not as this folder was last put."""

    def __init__(self, folder: Path, rules: InForce, clock: Callable[[], datetime]) -> None:
        """Nothing is looked at yet."""
        self._folder, self._rules, self._clock = folder, rules, clock
        self._by = f"folder {folder.resolve().name}"[:100]
        self._done: Seen | None = None

    def put(self) -> None:
        """Put the folder as it is now, unless it was put so before. Raises PackError and EngineAwayError."""
        self._done = self._seen()
        files = read_files(self._folder)
        last = next((entry.hash for entry in reversed(self._rules.entries()) if entry.by == self._by), None)
        if pack_hash(files) != last:
            entry, _ = self._rules.put(files, by=self._by, now=self._clock())
            log.info("%s: rules %s (%s) are put in force", self._folder, entry.version, entry.hash)

    def run(self, stop: Event) -> None:
        """Look until `stop` is set. A change is taken up when it stands still, as an editor may write in steps.

        A broken pack is told in the log with all that is wrong; what was in force stays.
        """
        before: Seen | None = None
        while not stop.wait(_LOOK):
            seen = self._seen()
            if seen == before and seen != self._done:
                self._take_up()
            before = seen

    def _take_up(self) -> None:
        try:
            self.put()
        except PackError as error:
            log.error("%s: is refused, what was in force stays:\n%s", self._folder, error)
        except EngineAwayError as error:
            log.warning("%s: could not be put in force (%s); trying again", self._folder, error)
            self._done = None

    def _seen(self) -> Seen:
        found = []
        for name in FILES:
            try:
                stat = (self._folder / name).stat()
            except OSError:
                continue  # told when the pack is read
            found.append((name, stat.st_mtime_ns, stat.st_size))
        return tuple(found)
