"""Rebuilds the index from the record: the events fill new indices, which then take the place of the old ones at once.

Meanwhile the live workers go on writing to the old indices. What they write there until the swap is also in the tail of
the record, which is folded into the new indices after it; a fold takes the same event twice without harm.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from elasticsearch import ApiError, Elasticsearch

from processors.fold import Event
from streams.batches import batches
from streams.elastic.client import NotNowError, host, store_errors
from streams.elastic.indices import Indices, Target, make_index, month_and_generation, month_of, rebuilt
from streams.elastic.writer import ElasticWriter
from streams.ports import StoreError

_AT_ONCE: Final = 2_000
_SWAPS: Final = 10

_log = logging.getLogger(__name__)


def rebuild(
    client: Elasticsearch,
    prefix: str,
    events: Iterable[Event],
    tail: Callable[[], Iterable[Event]],
    *,
    complete_since: datetime | None = None,
) -> list[str]:
    """Rebuild every month of which there are events; a line for each month, what became of it.

    `tail` is called after the swap, and gives all events that reached the record since `events` was begun, up to its
    end at the moment of the call. `complete_since` is for a record that has lost its oldest events to retention: the
    month in which it lies and older ones are not replaced, since what they hold is nowhere else; their events are
    folded into them. A month without events is kept as it is.

    Raises StoreError. Before the swap nothing has changed then; after it the new indices stand, without the whole tail:
    rebuild again. What a rebuild that was cut off left behind, the next one removes.
    """
    found = _found(client, prefix)
    number = max((each.generation for each in found), default=1) + 1
    generation = _Generation(client, prefix, number, complete_since)
    _remove(client, [each.name for each in found if not each.aliases])
    count = _write(ElasticWriter(generation), events)
    _swap(generation)
    count += _write(ElasticWriter(Indices(client, prefix)), tail())
    found = _found(client, prefix)
    _remove(client, [each.name for each in generation.replaced(found)])
    _log.info("rebuilt %d months from %d events", len(generation.made), count)
    months = sorted({each.month for each in found})
    return [f"{month}: {'rebuilt' if month in generation.made else 'kept'}" for month in months]


@dataclass(frozen=True, slots=True)
class _Index:
    """An index that is there; generation 1 is a worker's."""

    name: str
    month: str
    generation: int
    aliases: frozenset[str]


class _Generation(Indices):
    """The indices that a rebuild fills, one a month, made when its first event comes."""

    def __init__(self, client: Elasticsearch, prefix: str, number: int, complete_since: datetime | None) -> None:
        super().__init__(client, prefix)
        self.made: dict[str, str] = {}
        self._number = number
        self._incomplete = month_of(complete_since) if complete_since else ""

    def target(self, month: str) -> Target:
        if month <= self._incomplete:
            return super().target(month)
        return Target(rebuilt(self.prefix, month, self._number), is_alias=False)

    def make(self, months: Iterable[str]) -> None:
        for month in sorted(months):
            target = self.target(month)
            if target.is_alias:
                super().make([month])
            elif month in self.made or not make_index(self.client, target.name):
                raise StoreError(f"index {target.name} is of another rebuild, or was removed by one: run one at a time")
            else:
                self.made[month] = target.name

    def replaced(self, found: Iterable[_Index]) -> list[_Index]:
        """Those that a new one stands for."""
        return [each for each in found if each.month in self.made and each.name != self.made[each.month]]

    def moves(self, found: Sequence[_Index]) -> list[dict[str, Any]]:
        """What is to be done to the aliases; nothing when all are where they belong."""
        removed = [(each.name, alias) for each in self.replaced(found) for alias in sorted(each.aliases)]
        there = {(each.name, alias) for each in found for alias in each.aliases}
        added = [
            {"index": name, "alias": alias, **more}
            for month, name in self.made.items()
            for alias, more in ((self.prefix, {}), (self.alias(month), {"is_write_index": True}))
            if (name, alias) not in there
        ]
        return [
            *({"remove": {"index": name, "alias": alias}} for name, alias in removed),
            *({"add": each} for each in added),
        ]


def _write(writer: ElasticWriter, events: Iterable[Event]) -> int:
    number = 0
    for some in batches(events, _AT_ONCE):
        writer.write(some)
        number += len(some)
    return number


def _swap(generation: _Generation) -> None:
    """Move the aliases, all in one step. A worker may make a month's index meanwhile: then look again."""
    client = generation.client
    with store_errors(client):
        if generation.made:
            client.indices.refresh(index=list(generation.made.values()))
        for _ in range(_SWAPS):
            moves = generation.moves(_found(client, generation.prefix))
            if not moves:
                return
            try:
                client.indices.update_aliases(actions=moves)
            except ApiError as error:
                if error.meta.status != 500:  # a second write index shows as a fault of the server
                    raise
    raise NotNowError(f"Elasticsearch at {host(client)}: the aliases cannot be moved; nothing has changed, try again")


def _found(client: Elasticsearch, prefix: str) -> list[_Index]:
    """Every index of this prefix, and not of one that begins the same."""
    with store_errors(client):
        answer = client.indices.get(index=Indices(client, prefix).all, features="aliases")
    return [
        _Index(name, *parts, aliases=frozenset(each["aliases"]))
        for name, each in answer.items()
        if (parts := month_and_generation(prefix, name))
    ]


def _remove(client: Elasticsearch, indices: list[str]) -> None:
    with store_errors(client):
        if indices:
            client.indices.delete(index=indices, ignore_unavailable=True)
