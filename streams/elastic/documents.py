"""Records as documents: the record's own JSON, and the words of its text for the search."""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from schemas.record import Record
from streams.ports import StoreError
from streams.words import words


def document(record: Record) -> bytes:
    """One line of JSON. The index keeps all but `words` in the source of the document."""
    text = record.result.text if record.result else ""
    return b'{"words":%b,%b' % (orjson.dumps(" ".join(words(text))), record.model_dump_json().encode()[1:])


def record_of(source: Mapping[str, Any]) -> Record:
    """The record that a document holds. Raises StoreError when this version cannot read it."""
    try:
        return Record.model_validate(source)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise StoreError(
            f"record {source.get('id')} in Elasticsearch cannot be read ({field}): run `stadsgesprek reindex`"
        ) from None
