"""Records as documents: the record's own JSON, the words of its text for the search, its features for other rules."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from pydantic import ValidationError

from schemas.decision import Value
from schemas.record import Record
from streams.ports import StoreError
from streams.words import words

_PIECE: Final = 8_000
"""Characters of at most four bytes: the server takes values of up to 32,766 bytes, in any number."""

_NUMBER: Final = 3
"""Digits before each piece; features come from a pack, whose files hold a megabyte at most."""


def document(record: Record) -> bytes:
    """One line of JSON. The index keeps all but `words` and `features` in the source of the document."""
    text = record.result.text if record.result else ""
    decision = record.result.decision if record.result else None
    features = b"" if decision is None or decision.features is None else _pieces(decision.features)
    return b'{"words":%b,%b%b' % (orjson.dumps(" ".join(words(text))), features, record.model_dump_json().encode()[1:])


def record_of(source: Mapping[str, Any]) -> Record:
    """The record that a document holds. Raises StoreError when this version cannot read it."""
    # A month that was made before there were features, and only got the field since, has them in the source.
    source = {name: value for name, value in source.items() if name != "features"}
    try:
        return Record.model_validate(source)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise StoreError(
            f"record {source.get('id')} in Elasticsearch cannot be read ({field}): run `stadsgesprek reindex`"
        ) from None


def features_of(pieces: Sequence[str]) -> Mapping[str, Value]:
    """The features from the values of the field, in whatever order the server gives them."""
    found: dict[str, Value] = orjson.loads("".join([piece[_NUMBER:] for piece in sorted(pieces)]))
    return found


def _pieces(features: Mapping[str, Value]) -> bytes:
    text = orjson.dumps(features).decode()
    starts = range(0, len(text), _PIECE)
    pieces = [f"{number:0{_NUMBER}}{text[start : start + _PIECE]}" for number, start in enumerate(starts)]
    return b'"features":%b,' % orjson.dumps(pieces)
