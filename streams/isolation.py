"""One event that nobody foresaw must not hold up the others."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from streams.envelopes import EventTooLargeError

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Made = TypeVar("Made")


def together_or_apart(
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], list[Made]],
    instead: Callable[[Item, str], list[Made]],
) -> list[Made]:
    """What `work` makes of all items; when it raises, of each by itself.

    For an item with which it raises even then, `instead` makes what takes its place, from the reason in words. Raises
    nothing of what `work` raises.
    """
    try:
        return work(items)
    except Exception:
        return [made for item in items for made in _alone(item, work, instead)]


def _alone(
    item: Item, work: Callable[[Sequence[Item]], list[Made]], instead: Callable[[Item, str], list[Made]]
) -> list[Made]:
    try:
        return work([item])
    except EventTooLargeError as error:
        reason = str(error)
    except Exception as error:  # its text may quote the message
        reason = f"could not be processed ({type(error).__name__}): a fault of stadsgesprek, please report it"
    log.error("%s", reason)
    return instead(item, reason)
