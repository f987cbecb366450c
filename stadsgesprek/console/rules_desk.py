"""The desk at which the rules are edited: what is in force, the draft, and what is known of the draft so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, TypeVar

from pydantic import BaseModel

from processors.cases import CasesReport, run_cases
from processors.city import City
from processors.replay import Replay
from processors.replies import RepliesSpec
from processors.tree_spec import TreeSpec
from stadsgesprek.draft import Draft, Drafted
from stadsgesprek.inforce import InForce
from stadsgesprek.pack import Pack, PackError, Problem, compiled
from stadsgesprek.pack.cases import read_cases
from stadsgesprek.pack.document import Document, DocumentError, read_document
from stadsgesprek.pack.files import REPLIES, TREE
from stadsgesprek.pack.findings import Findings, findings
from stadsgesprek.pack.validation import validated
from stadsgesprek.replay import replayed
from streams.ports import RecordReader
from streams.query import Query

_Spec = TypeVar("_Spec", bound=BaseModel)

MOST_TRIED: Final = 50_000
"""Messages that a try takes through both rules: some seconds."""


class BusyError(Exception):
    """Another try runs."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is edited: the draft, or the pack in force as long as there is none.

    `pack` is None when none can be made of the draft, and `problems` then says why; `tree` and `replies` are None when
    not even those files can be read. `city` names things: that of the draft, else the one in force.
    """

    in_force: Pack
    drafted: Drafted | None
    pack: Pack | None
    problems: tuple[Problem, ...]
    tree: TreeSpec | None
    replies: RepliesSpec | None

    @property
    def hash(self) -> str:
        """What a form that shows this must send back."""
        return self.in_force.hash if self.drafted is None else self.drafted.hash

    @property
    def city(self) -> City:
        """Whose departments, voices and languages can be chosen."""
        return (self.pack or self.in_force).city

    @property
    def behind(self) -> bool:
        """Whether other rules were put in force since the draft was begun."""
        return self.drafted is not None and self.drafted.base != self.in_force.hash


@dataclass(frozen=True, slots=True)
class Tested:
    """What the cases say. They cannot be run while `problems` has something."""

    report: CasesReport | None
    document: Document | None
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Every case went well and every outcome is tested."""
        return self.report is not None and self.report.passed


@dataclass(frozen=True, slots=True)
class Tried:
    """What the draft would have done with the messages of the last `days`, beside the rules with the hash `against`."""

    found: Replay
    against: str
    days: int
    other_signals: bool


class RulesDesk:
    """What the pages of the editor work with; all threads of a console share one.

    It remembers of the latest draft that was checked, tested or tried what came of it, by the draft's hash.
    """

    def __init__(self, in_force: InForce, draft: Draft) -> None:
        self.in_force: Final = in_force
        self.draft: Final = draft
        self._made: tuple[str, Pack | PackError] | None = None
        self._checked: tuple[str, Findings] | None = None
        self._tested: tuple[str, Tested] | None = None
        self._tried: tuple[str, Tried] | None = None
        self._trying: Final = Lock()

    def work(self, now: datetime) -> Work:
        """What can be edited now. Raises DraftError."""
        pack = self.in_force.pack(now)
        drafted = self.draft.read()
        if drafted is None:
            return Work(pack, None, pack, (), pack.tree_spec, pack.replies_spec)
        made = self._pack(drafted, pack)
        if isinstance(made, Pack):
            return Work(pack, drafted, made, (), made.tree_spec, made.replies_spec)
        tree, replies = _read(TreeSpec, TREE, drafted.files), _read(RepliesSpec, REPLIES, drafted.files)
        return Work(pack, drafted, None, made.problems, tree, replies)

    def check(self, pack: Pack) -> Findings:
        """Analyse the reactieschema of a draft."""
        found = findings(pack)
        self._checked = pack.hash, found
        return found

    def test(self, pack: Pack) -> Tested:
        """Take the cases of a draft through it."""
        try:
            cases, document = read_cases(pack)
            tested = Tested(run_cases(cases, pack.city), document)
        except PackError as error:
            tested = Tested(None, None, error.problems)
        self._tested = pack.hash, tested
        return tested

    def try_out(self, pack: Pack, against: Pack, reader: RecordReader, now: datetime, days: int) -> Tried:
        """Take the messages of the last days through a draft and the rules in force.

        Raises BusyError while another try runs, and StoreError.
        """
        if not self._trying.acquire(blocking=False):
            raise BusyError
        try:
            query = Query(since=now - timedelta(days=days), until=now)
            found = replayed(reader, query, against.city, pack.city, lambda _done, _total: None, most=MOST_TRIED)
        finally:
            self._trying.release()
        tried = Tried(found, against.hash, days, against.signals != pack.signals)
        self._tried = pack.hash, tried
        return tried

    def checked(self, hash: str) -> Findings | None:
        """What the latest check said of this draft."""
        return self._checked[1] if self._checked is not None and self._checked[0] == hash else None

    def tested(self, hash: str) -> Tested | None:
        """What its cases said."""
        return self._tested[1] if self._tested is not None and self._tested[0] == hash else None

    def tried(self, hash: str, against: str) -> Tried | None:
        """What trying it beside these rules gave."""
        known = self._tried
        return known[1] if known is not None and (known[0], known[1].against) == (hash, against) else None

    def _pack(self, drafted: Drafted, before: Pack) -> Pack | PackError:
        """The pack of a draft, made once."""
        hash, known = drafted.hash, self._made
        if known is not None and known[0] == hash:
            return known[1]
        try:
            made: Pack | PackError = compiled(drafted.files, before=before)
        except PackError as error:
            made = error
        self._made = hash, made
        return made


def _read(model: type[_Spec], name: str, files: Mapping[str, bytes]) -> _Spec | None:
    try:
        return validated(model, read_document(name, files.get(name, b"")))
    except (DocumentError, PackError):
        return None
