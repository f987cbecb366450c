"""What the index holds of a record now, read in real time, with what a conditional write needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from elasticsearch import Elasticsearch

from schemas.record import Record
from streams.batches import batches
from streams.elastic.client import ROLES, NotNowError, host, missing_privilege, store_errors
from streams.elastic.documents import record_of
from streams.ports import StoreError

_AT_ONCE: Final = 200
_ABSENT: Final = "index_not_found_exception"


@dataclass(frozen=True, slots=True)
class Stored:
    """A record, the index that holds it (no alias) and its version there."""

    record: Record
    index: str
    seq_no: int
    primary_term: int

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Self:
        """From a document of an mget answer."""
        return cls(record_of(found["_source"]), found["_index"], found["_seq_no"], found["_primary_term"])


def read(client: Elasticsearch, places: Sequence[tuple[str, UUID]]) -> list[Stored | None]:
    """The records at these places (an index or an alias of one, and an id), in the same order; None where none is.

    Raises StoreError, NotNowError among them.
    """
    stored: list[Stored | None] = []
    for some in batches(places, _AT_ONCE):
        with store_errors(client):
            answer = client.mget(docs=[{"_index": index, "_id": str(id)} for index, id in some])
        stored += [_stored(client, each) for each in answer["docs"]]
    return stored


def _stored(client: Elasticsearch, found: Mapping[str, Any]) -> Stored | None:
    error = found.get("error")
    if error is None:
        return Stored.of(found) if found["found"] else None
    if error["type"] == _ABSENT:
        return None
    problem = missing_privilege(error.get("reason", ""))
    where = f"Elasticsearch at {host(client)}"
    if problem:
        raise StoreError(f"{where}: the user lacks {problem}; {ROLES}")
    raise NotNowError(f"{where} cannot read record {found['_id']} now ({error['type']}): look at its log")
