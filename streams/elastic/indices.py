"""Names of the indices, and making the one of a month at first need.

    <prefix>                    read alias over all months
    <prefix>-2026-03-write      write alias of a month
    <prefix>-2026-03            the month's index as a worker makes it; the template gives it both aliases
    <prefix>-2026-03-g000002    the month's index as a rebuild made it; the rebuild moves both aliases to it

    <prefix>-personal                   read alias over the originals of masked messages
    <prefix>-personal-2026-03-write     write alias of a month's originals
    <prefix>-personal-2026-03           the originals of a month, of which no rebuild makes another

A record lies in the month, in UTC, in which its message was published.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from elasticsearch import ApiError, Elasticsearch

from streams.elastic.client import SETUP, error_type, host, store_errors
from streams.ports import StoreError

# A write index that is there already shows as the second, and as a fault of the server.
_THERE: Final = frozenset({"resource_already_exists_exception", "illegal_state_exception"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a new record of a month goes: a name, and whether that is an alias (an index must never take its place)."""

    name: str
    is_alias: bool


def month_of(instant: datetime) -> str:
    """The month in UTC, `2026-03`. Raises StoreError outside the years 2000 to 2099, which no template covers."""
    if not 2000 < instant.year < 2099:  # a bit narrower, for the offset
        raise StoreError(f"a record published in the year {instant.year} has no index: its time must be wrong")
    return f"{instant.astimezone(UTC):%Y-%m}"


class Indices:
    """The months as they stand: what the worker writes to."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        """`prefix` is the name of the read alias. Nothing is asked yet."""
        self.client = client
        self.prefix = prefix

    @property
    def all(self) -> str:
        """The pattern of every index, also those that a rebuild still fills."""
        return f"{self.prefix}-20*"

    def alias(self, month: str) -> str:
        """The write alias of a month."""
        return f"{self.prefix}-{month}-write"

    def first(self, month: str) -> str:
        """The index of a month before any rebuild."""
        return f"{self.prefix}-{month}"

    @property
    def originals(self) -> "Indices":
        """The months of the originals, named and made in the same way."""
        return _Originals(self.client, f"{self.prefix}-personal")

    def target(self, month: str) -> Target:
        """Where a new record of that month goes."""
        return Target(self.alias(month), is_alias=True)

    def make(self, months: Iterable[str]) -> None:
        """Make the indices of these months, unless they are there. Raises StoreError, also before set-up."""
        # An index without its template would take any field, so first see that set-up was done.
        self._check()
        for month in months:
            make_index(self.client, self.first(month))

    def _check(self) -> None:
        with store_errors(self.client):
            self.client.search(index=self.prefix, size=0, track_total_hits=False)


class _Originals(Indices):
    """The months of the originals, which their writer cannot read."""

    def _check(self) -> None:
        with store_errors(self.client):
            there = self.client.indices.exists_alias(name=self.prefix)
        if not there:
            raise StoreError(f"Elasticsearch at {host(self.client)} has no index of originals: {SETUP}")


def make_index(client: Elasticsearch, name: str) -> bool:
    """Make an index from its template; False when it, or another write index of its month, is there."""
    with store_errors(client):
        try:
            client.indices.create(index=name)
        except ApiError as error:
            if error_type(error) in _THERE:
                return False
            raise
    return True


def rebuilt(prefix: str, month: str, generation: int) -> str:
    """The index of a month in a generation that a rebuild makes."""
    return f"{prefix}-{month}-g{generation:06d}"


def month_and_generation(prefix: str, index: str) -> tuple[str, int] | None:
    """What the name of an index says; generation 1 is a worker's. None for an index that is not of this prefix."""
    found = re.fullmatch(re.escape(prefix) + r"-(20\d\d-\d\d)(?:-g(\d{6}))?", index)
    return (found[1], int(found[2] or 1)) if found else None


def never_made(indices: Indices, months: Iterable[str]) -> StoreError:
    """The error for months whose write alias does not come, however often they are made."""
    names = ", ".join(indices.alias(month) for month in sorted(months))
    return StoreError(f"Elasticsearch at {host(indices.client)} has no alias {names}: {SETUP}")
