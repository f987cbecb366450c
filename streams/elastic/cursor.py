"""Where a page of records ends, as text for the next question."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from streams.query import CursorError

_MAKER: Final = "elastic-1"


def cursor(last: Sequence[Any]) -> str:
    """From the sort values of the last record on the page: its time of publication and its id."""
    return urlsafe_b64encode(orjson.dumps([_MAKER, *last])).decode()


def place(after: str) -> list[str]:
    """The sort values that a cursor holds. Raises CursorError for one that this module did not make."""
    try:
        maker, published, id = orjson.loads(urlsafe_b64decode(after))
        datetime.fromisoformat(published)
        if maker == _MAKER and str(UUID(id)) == id:
            return [published, id]
    except (ValueError, TypeError, AttributeError):
        pass
    raise CursorError("after: is not the cursor of a page; take it from the page before")
