"""A cursor comes back as it went, and nothing else passes for one."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.elastic.cursor import cursor, place
from streams.query import CursorError

_times = st.datetimes(datetime(2000, 1, 1), datetime(2098, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(_times, st.uuids())
def test_a_cursor_comes_back(time: datetime, id: UUID) -> None:
    last = [time.isoformat().replace("+00:00", "Z"), str(id)]
    assert place(cursor(last)) == last


_json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20) | st.just("elastic-1"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(st.text(max_size=80) | _json.map(lambda value: urlsafe_b64encode(orjson.dumps(value)).decode()))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(CursorError):
        place(text)


@pytest.mark.parametrize("last", [["2026-03-24", "x"], ["x", str(UUID(int=1))], [1, 2], ["2026-03-24"], [None, None]])
def test_what_looks_like_one_is_refused(last: list[Any]) -> None:
    with pytest.raises(CursorError):
        place(cursor(last))
