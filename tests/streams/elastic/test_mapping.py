"""The mapping has every field of a record, each with a type that fits, and no other."""

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from deploy.engines import ElasticsearchServer
from schemas.base import Instant
from schemas.examples import examples
from schemas.record import Current, Record
from streams.elastic.documents import document, record_of
from streams.elastic.setup import load
from tests.streams.elastic.records import FOLDER, Records

_KEPT = {"result", "feedback"}
_BESIDE = {"words", "features"}
"""Made from the record, and not in the source."""

_MAPPINGS: dict[str, Any] = load(FOLDER, "mappings.component.json", "stadsgesprek")["template"]["mappings"]
_RECORD: dict[str, dict[str, Any]] = _MAPPINGS["properties"]
_CURRENT: dict[str, dict[str, Any]] = _RECORD["current"]["properties"]


def fitting(schema: dict[str, Any]) -> set[str]:
    """The field types that fit a property of a JSON Schema; None beside it and lists make no difference."""
    [kind] = [each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"]
    if kind.get("type") == "object" and set(kind["properties"]) == {"lat", "lon"}:
        return {"geo_point"}
    if kind.get("type") == "array":
        return fitting(kind["items"])
    if kind.get("format") == "date-time":
        return {"date", "date_nanos"}
    return {"boolean": {"boolean"}, "integer": {"long"}, "string": {"keyword"}}[kind["type"]]


def properties(model: type[BaseModel]) -> dict[str, dict[str, Any]]:
    """The properties of a model's JSON Schema, references followed."""
    schema = model.model_json_schema(mode="serialization")

    def resolved(part: Any) -> Any:
        if isinstance(part, dict):
            if "$ref" in part:
                return resolved(schema["$defs"][part["$ref"].rpartition("/")[2]])
            return {key: resolved(value) for key, value in part.items()}
        return [resolved(each) for each in part] if isinstance(part, list) else part

    found: dict[str, dict[str, Any]] = resolved(schema["properties"])
    return found


def test_every_field_of_a_record_is_there_and_no_other() -> None:
    assert set(_RECORD) == {*Record.model_fields, *_BESIDE}
    assert set(_CURRENT) == set(Current.model_fields)
    assert _MAPPINGS["dynamic"] == "strict"


@pytest.mark.parametrize("name", Current.model_fields)
def test_a_current_field_has_a_type_that_fits(name: str) -> None:
    assert _CURRENT[name]["type"] in fitting(properties(Current)[name])


def test_what_is_only_kept_is_not_indexed() -> None:
    assert {name for name, field in _RECORD.items() if field.get("enabled") is False} == _KEPT
    assert _RECORD["id"]["type"] == "keyword"
    assert _RECORD["published"]["type"] in fitting(properties(Record)["published"])


def test_times_that_are_searched_are_kept_to_the_microsecond_that_they_have() -> None:
    assert datetime_fields() >= {"deadline"}
    assert {_RECORD["published"]["type"], _CURRENT["deadline"]["type"]} == {"date_nanos"}


def datetime_fields() -> set[str]:
    """Fields of Current that hold a time."""
    return {
        name
        for name, field in Current.model_fields.items()
        if Instant in (field.annotation, *get_args(field.annotation))
    }


def test_what_is_made_from_the_record_is_not_kept_twice() -> None:
    assert set(_MAPPINGS["_source"]["excludes"]) == _BESIDE
    assert _RECORD["features"] == {"type": "keyword", "index": False}


def test_the_server_takes_the_examples_whole_and_keeps_them_alone(
    elasticsearch: ElasticsearchServer, records: Records
) -> None:
    index = records.indices.first("2026-03")
    for example in examples("record"):
        record = Record.model_validate_json(example.content)
        records.client.bulk(
            operations=[{"create": {"_index": index, "_id": str(record.id)}}, document(record)]  # type: ignore[list-item]
        )
        _, found = elasticsearch.request("GET", f"/{index}/_doc/{record.id}")
        assert found["_source"].keys().isdisjoint(_BESIDE), example.file
        assert record_of(found["_source"]) == record
