"""Other rules tried on what the record store holds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from processors.replay import Replay, Rules, replay
from processors.stored_features import Decided
from streams.ports import RecordReader
from streams.query import Facet, Query

Progress = Callable[[int, int], None]
"""Called now and then with the messages that are done, and with how many there are to do."""

_STEP: Final = 1_000


def replayed(
    reader: RecordReader, query: Query, old: Rules, new: Rules, progress: Progress, *, most: int | None = None
) -> Replay:
    """What `new` would have done differently from `old` with the decided messages that match.

    With `most` it stops after the so many newest, and `Replay.unseen` says how many it left. Raises StoreError.
    """
    total = sum(bucket.count for bucket in reader.count(query, Facet.outcome))
    wanted = total if most is None else min(total, most)
    messages = islice(reader.decided(query), most)
    found = replay(_told(messages, wanted, progress), old, new)
    if most is None:
        return found
    return replace(found, unseen=max(0, total - found.total - found.without_features))


def _told(messages: Iterable[Decided], wanted: int, progress: Progress) -> Iterator[Decided]:
    done = 0
    progress(done, wanted)
    for done, message in enumerate(messages, 1):
        if done % _STEP == 0:
            progress(done, wanted)
        yield message
    progress(done, wanted)
