"""Writing many documents at once: in portions that the server takes well, with an outcome for each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import Elasticsearch

from streams.elastic.client import NotNowError, missing_privilege, store_errors

MOST_BYTES: Final = 5_000_000
MOST_OPERATIONS: Final = 1_000

_FIELDS: Final = ",".join(
    f"items.*.{field}" for field in ("status", "error.type", "error.reason", "error.caused_by.type")
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One write: its action line and its document, both JSON without line breaks; a delete has no document."""

    action: bytes
    document: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one write: the HTTP status, and the server's name for what is wrong. Silent: it never answered."""

    status: int
    problem: str = ""
    silent: bool = False

    @property
    def conflicts(self) -> bool:
        """Another write came before."""
        return self.status == 409

    @property
    def has_no_index(self) -> bool:
        """Its index or alias is not there."""
        return self.status == 404

    @property
    def later(self) -> bool:
        """May go well in a moment."""
        return self.status == 429 or self.status >= 500


def write(client: Elasticsearch, operations: Sequence[Operation]) -> list[Outcome]:
    """Send all; the outcomes in the same order. Raises StoreError when the server refuses the user."""
    outcomes: list[Outcome] = []
    for portion in portions(operations):
        if outcomes and outcomes[-1].silent:
            outcomes += [outcomes[-1]] * len(portion)  # do not wait for the same silence again
            continue
        # The client takes lines that are JSON already, though its types do not say so.
        lines: list[Any] = [line for each in portion for line in (each.action, each.document) if line]
        try:
            with store_errors(client):
                answer = client.bulk(
                    operations=lines, require_alias=True, include_source_on_error=False, filter_path=_FIELDS
                )
        except NotNowError as error:
            outcomes += [Outcome(503, str(error), silent=True)] * len(portion)
        else:
            outcomes += [_outcome(next(iter(item.values()))) for item in answer["items"]]
    return outcomes


def portions(operations: Sequence[Operation]) -> Iterator[list[Operation]]:
    """Cut where the next one would pass MOST_BYTES or MOST_OPERATIONS; one that is larger by itself goes alone."""
    portion: list[Operation] = []
    size = 0
    for each in operations:
        length = len(each.action) + len(each.document) + 2
        if portion and (size + length > MOST_BYTES or len(portion) == MOST_OPERATIONS):
            yield portion
            portion, size = [], 0
        portion.append(each)
        size += length
    if portion:
        yield portion


def _outcome(item: Mapping[str, Any]) -> Outcome:
    error = item.get("error")
    if error is None:
        return Outcome(item["status"])
    # Never the reason itself: it may quote the document.
    missing = missing_privilege(error.get("reason", "")) if item["status"] == 403 else None
    cause = error.get("caused_by", {}).get("type")
    problem = error["type"] + (f", {cause}" if cause else "")
    return Outcome(item["status"], f"the user lacks {missing}" if missing else problem)
