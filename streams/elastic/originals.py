"""The originals of masked messages, in indices of their own: only people with the right may read those.

An original is written before its record and taken away after it, each on condition that none of a higher revision is
there: so whichever writer comes last, and however often, what stays is of the revision that counts or nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from elasticsearch import AuthorizationException, Elasticsearch

from schemas.original import Original
from schemas.result import Result
from schemas.vocabulary import Operation as Kind
from streams.batches import batches
from streams.elastic import bulk
from streams.elastic.bulk import Operation, Outcome
from streams.elastic.client import ROLES, NotNowError, host, store_errors
from streams.elastic.indices import Indices, never_made
from streams.ports import StoreError

_AT_ONCE: Final = 500
_TAKEN_BACK: Final = 2**53 + 1
"""A version above that of every revision."""


class Kept(NamedTuple):
    """An original, and the month of its message."""

    month: str
    original: Original


class Counts(NamedTuple):
    """The result that counts of a message, and the month of the message."""

    month: str
    result: Result


def keep(indices: Indices, originals: Sequence[Kept]) -> None:
    """Write them, save where a higher revision is there. Raises StoreError: NotNowError for what may pass."""
    missing = _write(indices, [(each.month, _index(indices, each)) for each in originals])
    if not missing:
        return
    indices.originals.make(missing)
    if _write(indices, [(each.month, _index(indices, each)) for each in originals if each.month in missing]):
        raise never_made(indices.originals, missing)


def drop_older(indices: Indices, counts: Sequence[Counts]) -> None:
    """Take away what is of an older revision than counts now; of a message that was taken back everything."""
    _write(indices, [(each.month, _delete(indices, each)) for each in counts])


def read(client: Elasticsearch, prefix: str, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Original]]:
    """Those that exist. Raises StoreError, also when the user may not read them."""
    for some in batches(ids, _AT_ONCE):
        with store_errors(client):
            try:
                found = client.search(
                    index=f"{prefix}-personal",
                    query={"ids": {"values": [str(id) for id in some]}},
                    size=len(some),
                    track_total_hits=False,
                    allow_partial_search_results=False,
                )
            except AuthorizationException:
                raise StoreError(
                    f"Elasticsearch at {host(client)}: the user may not read what personal data was masked in; "
                    "give it the role stadsgesprek_personal as well, or set `console.personal` to false"
                ) from None
        for hit in found["hits"]["hits"]:
            original = Original.model_validate(hit["_source"])
            yield original.id, original


def _index(indices: Indices, kept: Kept) -> Operation:
    action = b'{"index":{"_index":"%b","_id":"%b","version":%d,"version_type":"external_gte"}}'
    original = kept.original
    place = indices.originals.alias(kept.month).encode(), str(original.id).encode(), original.revision + 1
    return Operation(action % place, original.model_dump_json().encode())


def _delete(indices: Indices, counts: Counts) -> Operation:
    # `external`: only what is of a lower version, so that the original of this very revision stays.
    action = b'{"delete":{"_index":"%b","_id":"%b","version":%d,"version_type":"external"}}'
    message = counts.result.message
    version = _TAKEN_BACK if message.operation is Kind.deleted else message.revision + 1
    return Operation(action % (indices.originals.alias(counts.month).encode(), str(message.id).encode(), version), b"")


def _write(indices: Indices, operations: Sequence[tuple[str, Operation]]) -> set[str]:
    """The months that have no index. That a higher revision is there is as good as done."""
    outcomes = bulk.write(indices.client, [operation for _, operation in operations])
    missing: set[str] = set()
    for (month, _), outcome in zip(operations, outcomes, strict=True):
        if outcome.has_no_index:
            missing.add(month)
        elif not outcome.conflicts and outcome.status >= 300:
            raise _refused(indices, outcome)
    return missing


def _refused(indices: Indices, outcome: Outcome) -> StoreError:
    where = f"Elasticsearch at {host(indices.client)}"
    if outcome.later:
        return NotNowError(f"{where}: {outcome.problem}")
    return StoreError(
        f"{where} refuses to keep the originals of masked messages ({outcome.status}): {outcome.problem}; {ROLES}"
    )
