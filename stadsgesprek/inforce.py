"""Which pack decides: the log of rules, as of a moment."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import NamedTuple, Protocol
from uuid import UUID, uuid4

from processors.city import City
from schemas.rules import MAX_PACK_BYTES, RulesEntry
from stadsgesprek.pack import Pack, PackError, Problem, compiled, pack_hash
from streams.ports import EngineAwayError, RulesLog

log = logging.getLogger(__name__)


class Load(Protocol):
    """How a pack is made of its files, with the help of another one: `pack.compiled`."""

    def __call__(self, files: Mapping[str, bytes], *, before: Pack | None = None) -> Pack:
        """Raises PackError."""


class Put(NamedTuple):
    """What putting a pack came to: the entry, and whether it is new or one that said the same already."""

    entry: RulesEntry
    new: bool


class InForce:
    """Of the entries whose moment has come the latest `effective` decides, the later put wins a tie; before all of
    them the first pack. An entry whose pack cannot be made is refused, and the one before it stays.

    Every thread may use it. A pack is made once, when its entry is first seen: also one that is to decide later, so
    that its refusal does not wait until then.
    """

    def __init__(
        self,
        rules: RulesLog,
        first: Pack,
        *,
        check: Callable[[Pack], Sequence[Problem]] = lambda _: (),
        load: Load = compiled,
    ) -> None:
        """`first` decides while the log is empty; `check` says what else is wrong with a pack that is put.

        Raises EngineAwayError when the log cannot be read.
        """
        self._log, self._first, self._check, self._load = rules, first, check, load
        self._lock, self._putting = Lock(), Lock()
        self._entries = list(rules.entries())  # in the order of the log
        self._made: dict[str, Pack | PackError] = {first.hash: first}
        self._refused: dict[UUID, tuple[Problem, ...]] = {}
        self._news = True
        self._last: tuple[RulesEntry | None, Pack] = None, first  # that decided when last asked

    def city(self, now: datetime) -> City:
        """The city whose rules decide at that moment."""
        return self.pack(now).city

    def pack(self, now: datetime) -> Pack:
        """The pack that decides at that moment. When the log cannot be read now, by what is known of it."""
        return self._asked(now)[1]

    def entry(self, now: datetime) -> RulesEntry | None:
        """Who put it when; None for the first pack."""
        return self._asked(now)[0]

    def entries(self) -> Sequence[RulesEntry]:
        """The whole log, in its order."""
        with self._lock:
            self._read()
            return tuple(self._entries)

    @property
    def refused(self) -> Mapping[UUID, Sequence[Problem]]:
        """Of each entry whose pack could not be made here what is wrong with it."""
        with self._lock:
            return dict(self._refused)

    def put(
        self,
        files: Mapping[str, bytes],
        *,
        by: str,
        now: datetime,
        effective: datetime | None = None,
        note: str | None = None,
    ) -> Put:
        """Put a pack in force from `effective` on (None: now), unless an entry has it decide then already.

        Raises PackError with everything that is wrong with it, ValueError for a moment that has passed, a `by` or
        `note` that is empty or too long, and EngineAwayError when the log does not take it.
        """
        since = effective or now
        if since < now:
            raise ValueError("effective: has passed")
        made = self._made.get(pack_hash(files))
        pack = made if isinstance(made, Pack) else self._load(files, before=self._last[1])
        problems = [*_not_for_the_log(files), *self._check(pack)]
        if problems:
            raise PackError(problems)
        with self._putting:
            with self._lock:
                self._read()
                there, _ = self._deciding(since)
            if there is not None and there.hash == pack.hash:
                return Put(there, False)
            entry = RulesEntry(
                id=uuid4(),
                at=now,
                by=by,
                effective=since,
                version=pack.city.tree.version,
                hash=pack.hash,
                note=note,
                files={name: content.decode() for name, content in files.items()},
            )
            with self._lock:
                self._made[pack.hash] = pack  # before anybody sees the entry and would make it again
            self._log.append(entry)
        return Put(entry, True)

    def _asked(self, now: datetime) -> tuple[RulesEntry | None, Pack]:
        with self._lock:
            self._read()
            entry, pack = self._deciding(now)
            if (entry and entry.id) != (self._last[0] and self._last[0].id):
                log.info("rules %s (%s) decide", pack.city.tree.version, pack.hash)
            self._last = entry, pack
            if self._news:
                self._look_ahead(now, entry)
            return self._last

    def _read(self) -> None:
        """What is new in the log."""
        try:
            new = self._log.entries(len(self._entries))
        except EngineAwayError as error:
            log.warning("the log of rules cannot be read, what is known of it decides: %s", error)
            return
        if new:
            self._entries += new
            self._news = True

    def _deciding(self, now: datetime) -> tuple[RulesEntry | None, Pack]:
        for entry in due(self._entries, now):
            pack = self._pack(entry)
            if pack is not None:
                return entry, pack
        return None, self._first

    def _look_ahead(self, now: datetime, current: RulesEntry | None) -> None:
        """Make the packs that are to decide later, and let go of those that will not decide any more."""
        self._news = False
        later = [entry for entry in self._entries if entry.effective > now]
        for entry in later:
            self._pack(entry)
        wanted = {self._first.hash, *(entry.hash for entry in (current, *later) if entry is not None)}
        self._made = {hash: made for hash, made in self._made.items() if hash in wanted or isinstance(made, PackError)}

    def _pack(self, entry: RulesEntry) -> Pack | None:
        if entry.hash not in self._made:
            self._made[entry.hash] = self._make(entry)
        made = self._made[entry.hash]
        if isinstance(made, Pack):
            return made
        if entry.id not in self._refused:
            self._refused[entry.id] = made.problems
            log.error(
                "rules %s (%s) of %s are refused, what was in force stays:\n%s",
                entry.version,
                entry.hash,
                entry.at.isoformat(timespec="seconds"),
                made,
            )
        return None

    def _make(self, entry: RulesEntry) -> Pack | PackError:
        try:
            return unpacked(entry, load=self._load, before=self._last[1])
        except PackError as error:
            return error


def due(entries: Sequence[RulesEntry], now: datetime) -> Sequence[RulesEntry]:
    """Of a log in its order those whose moment has come, the one that decides first, then those before it."""
    return sorted((entry for entry in entries if entry.effective <= now), key=lambda entry: entry.effective)[::-1]


def unpacked(entry: RulesEntry, *, load: Load = compiled, before: Pack | None = None) -> Pack:
    """The pack of an entry. Raises PackError."""
    files = entry.contents
    if pack_hash(files) != entry.hash:
        raise PackError([Problem("pack", None, f"its files do not have the hash {entry.hash}", "put it again")])
    return load(files, before=before)


def deciding(entries: Sequence[RulesEntry], now: datetime, *, load: Load = compiled) -> tuple[RulesEntry, Pack] | None:
    """The entry of a log that decides at that moment, and its pack; None when none does."""
    for entry in due(entries, now):
        try:
            return entry, unpacked(entry, load=load)
        except PackError:
            continue
    return None


def remaking(first: Pack) -> Callable[[Mapping[str, bytes]], Pack]:
    """What makes packs of their files in another process, each with the help of the one before."""
    last = first

    def make(files: Mapping[str, bytes]) -> Pack:
        nonlocal last
        last = compiled(files, before=last)
        return last

    return make


def _not_for_the_log(files: Mapping[str, bytes]) -> Iterator[Problem]:
    size = sum(map(len, files.values()))
    if size > MAX_PACK_BYTES:
        yield Problem("pack", None, f"its files are {size} bytes together", f"{MAX_PACK_BYTES} is the most")
    for name, content in files.items():
        try:
            content.decode()
        except UnicodeDecodeError:  # of a file that is not needed to decide, or it would have been told before
            yield Problem(name, None, "is not UTF-8", "save the file as UTF-8")
