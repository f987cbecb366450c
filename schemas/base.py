"""The base of every record on the wire."""

from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Instant = AwareDatetime
"""A point in time with its offset; a naive time is refused."""

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-._][a-z0-9]+)*$", max_length=64)]
"""An id that a city pack chooses: a department, an outcome, a node, a signal."""


class Frozen(BaseModel):
    """Immutable, and strict about unknown fields: a typo never becomes silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def canonical(value: BaseModel | Mapping[str, Any]) -> bytes:
    """One byte string for one value: JSON with sorted keys, so that equal values compare and hash alike."""
    data = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
