"""Many things, so many at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items, the last one shorter; reads no further ahead than that (Python 3.12 has it built in)."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
