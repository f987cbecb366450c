"""Fields that older indices do not have yet; such an index refuses the records of this version."""

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch

from streams.elastic.client import store_errors

Properties = dict[str, Any]
"""Field to its definition, as a mapping has them."""


def missing_fields(client: Elasticsearch, where: str, wanted: Properties) -> dict[str, Properties]:
    """Index to what it lacks of these, for each among `where` (a name, alias or pattern) that lacks any.

    Raises StoreError.
    """
    with store_errors(client):
        found = client.indices.get_mapping(index=where)
    lacking = {name: _lacking(wanted, each["mappings"].get("properties", {})) for name, each in sorted(found.items())}
    return {name: properties for name, properties in lacking.items() if properties}


def add_missing_fields(client: Elasticsearch, where: str, wanted: Properties) -> Iterator[str]:
    """Add them, and change nothing else; a line for each index. Raises StoreError."""
    for name, properties in missing_fields(client, where, wanted).items():
        with store_errors(client):
            client.indices.put_mapping(index=name, properties=properties)
        added = ", ".join(paths(properties))
        yield f"mapping: added {added} to {name}; run `stadsgesprek reindex` to fill them for what it holds"


def paths(properties: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """The fields by their whole names; an object is named by the fields in it."""
    for name, field in properties.items():
        if "properties" in field:
            yield from paths(field["properties"], f"{above}{name}.")
        else:
            yield above + name


def _lacking(wanted: Properties, found: Properties) -> Properties:
    lacking: Properties = {}
    for name, field in wanted.items():
        if name not in found:
            lacking[name] = field
        elif "properties" in field and (inner := _lacking(field["properties"], found[name].get("properties", {}))):
            lacking[name] = {"properties": inner}
    return lacking
