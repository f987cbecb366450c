"""What the console and the watcher ask, answered by the read alias. A write shows after the next refresh (1 s)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from elasticsearch import Elasticsearch

from processors.stored_features import Decided
from schemas.original import Original
from schemas.record import Record
from streams.batches import batches
from streams.elastic import originals
from streams.elastic.client import store_errors
from streams.elastic.counts import AT_ONCE, buckets, by_step, by_value, intervals, steps
from streams.elastic.cursor import cursor, place
from streams.elastic.decided import decided
from streams.elastic.documents import record_of
from streams.elastic.queries import SHOWN, Clause, matching, said_between
from streams.query import Bucket, Facet, Interval, Page, Query
from streams.thread import thread

_NANOS = "strict_date_optional_time_nanos"


class ElasticReader:
    """A streams.ports.RecordReader, safe to use from many threads."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        """`prefix` is the name of the read alias. Nothing is asked yet."""
        self._client = client
        self._alias = prefix

    def get(self, id: UUID) -> Record | None:
        """See the port."""
        found = self._records({"bool": {"filter": [SHOWN, {"ids": {"values": [str(id)]}}]}}, 1)
        return found[0] if found else None

    def thread(self, record: Record) -> tuple[Record, ...]:
        """See the port."""
        return thread(record, self.get, self._answers)

    def search(self, query: Query, *, size: int = 50, after: str | None = None) -> Page:
        """See the port."""
        from_there = {} if after is None else {"search_after": place(after)}
        answer = self._ask(
            query=matching(query), size=size + 1, sort=_sorted("desc"), track_total_hits=True, **from_there
        )
        hits = answer["hits"]["hits"]
        return Page(
            records=tuple(record_of(hit["_source"]) for hit in hits[:size]),
            total=answer["hits"]["total"]["value"],
            after=cursor(hits[size - 1]["sort"]) if len(hits) > size else None,
        )

    def count(self, query: Query, by: Facet) -> tuple[Bucket, ...]:
        """See the port."""
        return buckets(self._aggregate(matching(query), by_value(by)))

    def timeline(
        self, query: Query, *, since: datetime, until: datetime, step: timedelta, by: Facet | None = None
    ) -> tuple[Interval, ...]:
        """See the port. Raises ValueError for more than counts.MOST_STEPS steps."""
        found: list[Interval] = []
        for some in batches(steps(since, until, step), AT_ONCE):
            within = [matching(query), *said_between(some[0].start, some[-1].end)]
            found += intervals(some, self._aggregate({"bool": {"filter": within}}, by_step(some, by)))
        return tuple(found)

    def decided(self, query: Query) -> Iterator[Decided]:
        """See the port."""
        return decided(self._ask, matching(query), _sorted("desc"))

    def originals(self, ids: Sequence[UUID]) -> Mapping[UUID, Original]:
        """See the port."""
        return dict(originals.read(self._client, self._alias, ids))

    def _answers(self, ids: Sequence[UUID], most: int) -> list[Record]:
        above = {"terms": {"current.in_reply_to": [str(id) for id in ids]}}
        return self._records({"bool": {"filter": [SHOWN, above]}}, most)

    def _records(self, query: Clause, most: int) -> list[Record]:
        answer = self._ask(query=query, size=most, sort=_sorted("asc"), track_total_hits=False)
        return [record_of(hit["_source"]) for hit in answer["hits"]["hits"]]

    def _aggregate(self, query: Clause, aggregation: Clause) -> Mapping[str, Any]:
        answer = self._ask(query=query, size=0, track_total_hits=False, aggs={"found": aggregation})
        found: Mapping[str, Any] = answer["aggregations"]["found"]
        return found

    def _ask(self, **request: Any) -> Mapping[str, Any]:
        with store_errors(self._client):
            # Rather an error than an answer without the months that do not answer.
            answer: Mapping[str, Any] = self._client.search(
                index=self._alias, allow_partial_search_results=False, **request
            ).body
        return answer


def _sorted(order: str) -> list[Clause]:
    return [{"published": {"order": order, "format": _NANOS}}, {"id": {"order": order}}]
