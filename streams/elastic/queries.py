"""Questions about records, in Elasticsearch's query language."""

from datetime import UTC, datetime
from typing import Any, Final

from streams.query import Facet, Query
from streams.words import words

Clause = dict[str, Any]

SHOWN: Final[Clause] = {"exists": {"field": "current.channel"}}
"""Records whose message has arrived."""


def field(facet: Facet) -> str:
    """The field that a facet stands for."""
    return f"current.{facet}"


def matching(query: Query) -> Clause:
    """All conditions of a query; they filter, and give no score."""
    filters = [SHOWN]
    filters += [{"terms": {field(facet): sorted(values)}} for facet, values in query.where.items()]
    filters += said_between(query.since, query.until)
    if query.due_before is not None:
        filters.append({"range": {"current.deadline": {"lt": instant(query.due_before)}}})
    if wanted := words(query.text):
        filters.append(_with_words(" ".join(wanted)))
    return {"bool": {"filter": filters}}


def said_between(since: datetime | None, until: datetime | None) -> list[Clause]:
    """Published from `since` on, before `until`."""
    bounds = {
        **({"gte": instant(since)} if since else {}),
        **({"lt": instant(until)} if until else {}),
    }
    return [{"range": {"published": bounds}}] if bounds else []


def instant(time: datetime) -> str:
    """A time as the index compares it: in UTC, to the microsecond."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _with_words(wanted: str) -> Clause:
    """Every word; inflected as well where the index has them stemmed (without the sub-field that finds nothing)."""
    every = [{"match": {name: {"query": wanted, "operator": "and"}}} for name in ("words", "words.dutch")]
    return {"bool": {"should": every, "minimum_should_match": 1}}
