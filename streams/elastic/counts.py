"""Counts by facet and over time, as aggregations and back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from streams.elastic.queries import Clause, field, said_between
from streams.query import Bucket, Facet, Interval

AT_ONCE: Final = 200
"""Steps of a timeline in one request: with a facet's values they stay well below the server's 65,536 buckets."""

MOST_STEPS: Final = 10_000
_MOST_VALUES: Final = 10_000  # of a facet; the open lists (outcomes, departments) have some dozens
_MOST_SPLIT: Final = 300  # of a facet in each step


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a timeline, in UTC; the end is not part of it."""

    start: datetime
    end: datetime


def steps(since: datetime, until: datetime, step: timedelta) -> list[Step]:
    """The steps from `since` on; the last one ends at `until`. Steps are elapsed time, whatever clocks do.

    Raises ValueError for a step that is not positive, and for more than MOST_STEPS.
    """
    if step <= timedelta(0):
        raise ValueError("timeline: step must be longer than nothing")
    start, end = since.astimezone(UTC), until.astimezone(UTC)
    number = max(0, -((start - end) // step))
    if number > MOST_STEPS:
        raise ValueError(f"timeline: has {number} steps, more than {MOST_STEPS}; ask for longer ones")
    return [Step(start + n * step, min(start + (n + 1) * step, end)) for n in range(number)]


def by_value(facet: Facet, most: int = _MOST_VALUES) -> Clause:
    """Counts for each value of a facet."""
    return {"terms": {"field": field(facet), "size": most}}


def buckets(answer: Mapping[str, Any]) -> tuple[Bucket, ...]:
    """The answer to `by_value`: most first, then by value."""
    found = [Bucket(each["key"], each["doc_count"]) for each in answer["buckets"]]
    return tuple(sorted(found, key=lambda bucket: (-bucket.count, bucket.value)))


def by_step(some: Sequence[Step], by: Facet | None) -> Clause:
    """Counts for each step: ranges, since a date histogram knows milliseconds and no last step that is shorter."""
    ranges = [{"bool": {"filter": said_between(step.start, step.end)}} for step in some]
    split = {"aggs": {"by": by_value(by, _MOST_SPLIT)}} if by else {}
    return {"filters": {"filters": ranges}, **split}


def intervals(some: Sequence[Step], answer: Mapping[str, Any]) -> Iterator[Interval]:
    """The answer to `by_step`."""
    for step, found in zip(some, answer["buckets"], strict=True):
        split = {each.value: each.count for each in buckets(found["by"])} if "by" in found else {}
        yield Interval(step.start, found["doc_count"], split)
