"""All decided messages with their features, read from the doc values: no document is opened.

Page by page through the read alias, which the role of a reader covers (the pages of a point in time are asked of the
indices behind it). That leaves no gap and gives nothing twice: when and where a message was said never changes.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from processors.stored_features import Decided
from streams.elastic.documents import features_of
from streams.elastic.queries import Clause

PAGE: Final = 5_000

DECIDED: Final[Clause] = {"exists": {"field": "current.outcome"}}
_FIELDS: Final = ({"field": "current.outcome"}, {"field": "features"})


def decided(ask: Callable[..., Mapping[str, Any]], query: Clause, order: list[Clause]) -> Iterator[Decided]:
    """Those that match; `order` is by publication, then id. `ask` searches with these arguments, in another thread."""

    def page(after: list[Any] | None) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = ask(
            query={"bool": {"filter": [query, DECIDED]}},
            size=PAGE,
            sort=order,
            docvalue_fields=_FIELDS,
            source=False,
            stored_fields="_none_",
            track_total_hits=False,
            search_after=after,
        )["hits"]["hits"]
        return found

    with ThreadPoolExecutor(1) as ahead:  # the server makes a page while the one before it is worked on
        coming = ahead.submit(page, None)
        while True:
            hits = coming.result()
            more = len(hits) == PAGE
            if more:
                coming = ahead.submit(page, hits[-1]["sort"])
            for hit in hits:
                yield _decided(hit)
            if not more:
                return


def _decided(hit: Mapping[str, Any]) -> Decided:
    published, id = hit["sort"]
    found = hit["fields"]
    pieces = found.get("features")
    return Decided(
        id=UUID(id),
        published=datetime.fromisoformat(published),
        outcome=found["current.outcome"][0],
        features=None if pieces is None else features_of(pieces),
    )
