"""Where events become records in Elasticsearch: written conditionally, so that no writer overwrites another's work."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from processors.fold import Event, fold
from schemas.result import Result
from schemas.vocabulary import Operation as Kind
from streams.elastic import bulk, originals, stored
from streams.elastic.bulk import Operation, Outcome
from streams.elastic.client import ROLES, NotNowError, host
from streams.elastic.documents import document
from streams.elastic.indices import Indices, Target, month_of, never_made
from streams.elastic.originals import Counts, Kept
from streams.elastic.patience import Patience
from streams.elastic.stored import Stored
from streams.masking import Masked, by_record
from streams.ports import StoreError

_PATIENCE: Final = 30.0  # seconds
_NAMED: Final = 3  # refused records in an error


class ElasticWriter:
    """A streams.ports.RecordWriter, safe to use from many threads and processes.

    A new message is created without a look at the index, which fails where a record is there. Everything else, and
    what failed, is read (in real time), folded, and written on condition that nobody wrote meanwhile; until it is in.
    """

    def __init__(self, indices: Indices, *, patience: float = _PATIENCE) -> None:
        """`patience`: seconds to go on while the server is silent, overloaded, or always ahead of us."""
        self._indices = indices
        self._patience = patience

    def write(self, events: Sequence[Event]) -> None:
        """See the port. A record that the index refuses for good is named in the StoreError; the others are written."""
        left = _works(events, self._indices)
        patience = Patience(self._patience)
        refused: list[tuple[UUID, Outcome]] = []
        while left:
            try:
                self._read([work for work in left if work.look])
                originals.keep(self._indices, [work.kept for work in left if work.kept is not None])
                pending = [(work, work.operation()) for work in left]
                writes = [(work, operation) for work, operation in pending if operation is not None]
                outcomes = bulk.write(self._indices.client, [operation for _, operation in writes])
                problem, again = self._sort(writes, outcomes, refused)
                self._indices.make({work.month for work in again if work.homeless})
                self._drop_older(left, again)
            except NotNowError as error:
                problem, again = str(error), left
            if len(again) < len(left):
                patience.progress()
            if again and not patience.wait():
                raise self._given_up(again, problem)
            left = again
        if refused:
            raise self._refusal(refused)

    def _drop_older(self, works: Sequence["_Work"], again: Sequence["_Work"]) -> None:
        """Of the works that are done, originals of older revisions than counts now."""
        undone = {work.id for work in again}
        counts = [(work.month, work.older_than()) for work in works if work.id not in undone]
        originals.drop_older(self._indices, [Counts(month, result) for month, result in counts if result is not None])

    def _read(self, works: Sequence["_Work"]) -> None:
        found = stored.read(self._indices.client, [(work.target.name, work.id) for work in works])
        for work, each in zip(works, found, strict=True):
            work.stored, work.look = each, False

    def _sort(
        self,
        writes: Sequence[tuple["_Work", Operation]],
        outcomes: Sequence[Outcome],
        refused: list[tuple[UUID, Outcome]],
    ) -> tuple[str, list["_Work"]]:
        """What hinders, and the works to do again; those refused for good are added to `refused`."""
        problem, again = "other writers are always ahead", []
        for (work, _), outcome in zip(writes, outcomes, strict=True):
            work.homeless = outcome.has_no_index and work.stored is None
            if outcome.conflicts or outcome.has_no_index:
                # Where even a stored record's index is gone, a rebuild has replaced it: look where the record is now.
                work.look = not work.homeless
                again.append(work)
            elif outcome.later:
                problem = outcome.problem
                again.append(work)
            elif outcome.status in {401, 403}:
                where = f"Elasticsearch at {host(self._indices.client)}"
                raise StoreError(f"{where} refuses to write ({outcome.status}): {outcome.problem}; {ROLES}")
            elif outcome.status >= 400:
                refused.append((work.id, outcome))
        return problem, again

    def _given_up(self, works: Sequence["_Work"], problem: str) -> StoreError:
        if any(work.homeless for work in works):
            return never_made(self._indices, {work.month for work in works if work.homeless})
        return NotNowError(
            f"{len(works)} records could not be written within {self._patience:.0f} s of trying: "
            f"Elasticsearch at {host(self._indices.client)}: {problem}"
        )

    def _refusal(self, refused: Sequence[tuple[UUID, Outcome]]) -> StoreError:
        named = "; ".join(f"{id}: {outcome.status} {outcome.problem}" for id, outcome in refused[:_NAMED])
        more = f"; and {len(refused) - _NAMED} more" if len(refused) > _NAMED else ""
        return StoreError(
            f"Elasticsearch at {host(self._indices.client)} refuses {len(refused)} records for good: {named}{more}. "
            "Run `stadsgesprek setup` where the mapping is older than this version"
        )


class _Work:
    """One record to write, with what is known of it in the index."""

    __slots__ = ("events", "homeless", "id", "kept", "look", "month", "new", "stored", "target")

    def __init__(self, masked: Sequence[Masked], indices: Indices) -> None:
        self.events = events = [each.event for each in masked]
        self.new = fold(None, events)
        self.id = self.new.id
        self.month = month_of(self.new.published)
        # The fold gives the very result that it chose.
        original = next((each.original for each in masked if each.event is self.new.result), None)
        self.kept = None if original is None else Kept(self.month, original)
        self.target: Target = indices.target(self.month)
        self.stored: Stored | None = None
        self.look = not any(isinstance(each, Result) and each.message.operation is Kind.created for each in events)
        self.homeless = False

    def older_than(self) -> Result | None:
        """The result that counts now, if there can be an original of an older revision."""
        result = self.new.result
        if result is None or (self.stored is None and result.message.operation is Kind.created):
            return None
        return fold(self.stored.record, self.events).result if self.stored else result

    def operation(self) -> Operation | None:
        """The write that brings the events in; None when the record holds them already."""
        if self.stored is None:
            alias = b"" if self.target.is_alias else b',"require_alias":false'
            action = b'{"create":{"_index":"%b","_id":"%b"%b}}'
            return Operation(action % (self.target.name.encode(), str(self.id).encode(), alias), document(self.new))
        record = fold(self.stored.record, self.events)
        if record == self.stored.record:
            return None
        # Into the index that was read, never through the alias: a rebuild may have put another index behind it, where
        # the same sequence number is of another write. What then goes into the old index is in the rebuild's tail.
        action = b'{"index":{"_index":"%b","_id":"%b","if_seq_no":%d,"if_primary_term":%d,"require_alias":false}}'
        place = (self.stored.index.encode(), str(self.id).encode(), self.stored.seq_no, self.stored.primary_term)
        return Operation(action % place, document(record))


def _works(events: Iterable[Event], indices: Indices) -> list[_Work]:
    return [_Work(some, indices) for some in by_record(events).values()]
