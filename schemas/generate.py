"""Writes what others read of the schemas: a JSON Schema for each record, an AsyncAPI 3 document, the list of topics.

`python -m schemas.generate`; a test fails when the files are not what this writes.
"""

import json
from pathlib import Path
from typing import Any, Final

from schemas.alert import Alert
from schemas.base import Frozen
from schemas.cloudevents import event_type
from schemas.examples import examples
from schemas.record import Record
from schemas.topics import FIXED, FOREVER, TopicSpec, feed_topic

ROOT: Final = Path(__file__).resolve().parent.parent

_FEED: Final = feed_topic("{department}")

MODELS: Final[dict[str, type[Frozen]]] = {
    **{spec.kind: spec.model for spec in (*FIXED, _FEED)},
    "record": Record,
    "alert": Alert,
}
"""Kind to model: what travels, what the index holds, and the alerts that a watch will send."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def outputs() -> dict[str, str]:
    """Every generated file: path below the project's root to content."""
    return {
        **{f"schemas/published/{kind}.v1.schema.json": _json(json_schema(kind)) for kind in MODELS},
        "schemas/published/asyncapi.json": _json(asyncapi()),
        "docs/topics.md": topics_page(),
    }


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of record, as it stands on the wire."""
    return {
        "$schema": _DIALECT,
        "$id": f"urn:stadsgesprek:{kind}:v1",
        **MODELS[kind].model_json_schema(mode="serialization"),
    }


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3.0 document: https://www.asyncapi.com/docs/reference/specification/v3.0.0."""
    specs = (*FIXED, _FEED)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Stadsgesprek",
            "version": "1.0.0",
            "description": "Every public contact with a city: understood, decided on and sent to a department. "
            "Events are CloudEvents 1.0 in Kafka's binary mode.",
        },
        "defaultContentType": "application/json",
        "channels": {_slug(spec): _channel(spec) for spec in specs},
        "operations": _operations(specs),
        "components": {
            "messages": {spec.kind: _message(spec) for spec in specs},
            "messageTraits": {"cloudevent": {"headers": _HEADERS}},
        },
    }


_HEADERS: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["ce_specversion", "ce_id", "ce_source", "ce_type"],
    "properties": {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": {"type": "string", "description": "One for each event of a source"},
        "ce_source": {"type": "string", "description": "Which part of the product made it"},
        "ce_type": {"type": "string", "description": "Kind and version of the record"},
        "ce_time": {"type": "string", "format": "date-time"},
        "content-type": {"type": "string", "const": "application/json"},
    },
}


def _slug(spec: TopicSpec) -> str:
    return "feed" if spec is _FEED else spec.name


def _channel(spec: TopicSpec) -> dict[str, Any]:
    channel: dict[str, Any] = {
        "address": spec.name,
        "description": spec.about.replace("{department}", "a department"),
        "messages": {spec.kind: {"$ref": f"#/components/messages/{spec.kind}"}},
        "bindings": {
            "kafka": {
                "partitions": spec.partitions,
                "topicConfiguration": {
                    "cleanup.policy": spec.cleanup.split(","),
                    "retention.ms": int(spec.configuration["retention.ms"]),
                    "max.message.bytes": spec.max_event_bytes,
                },
            }
        },
    }
    if spec is _FEED:
        channel["parameters"] = {"department": {"description": "Id of a department of the city"}}
    return channel


def _operations(specs: tuple[TopicSpec, ...]) -> dict[str, Any]:
    """One operation for each part of the product and what it sends or receives."""
    return {
        f"{part} {action}s {_slug(spec)}".replace("{department}", "department").replace(" ", "-"): {
            "action": action,
            "channel": {"$ref": f"#/channels/{_slug(spec)}"},
        }
        for spec in specs
        for action, parts in (("send", spec.producers), ("receive", spec.consumers))
        for part in parts
    }


def _message(spec: TopicSpec) -> dict[str, Any]:
    return {
        "name": event_type(spec.kind),
        "title": spec.kind,
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudevent"}],
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": json_schema(spec.kind),
        },
        "examples": [
            {"name": example.file.removesuffix(".json"), "payload": json.loads(example.content)}
            for example in examples(spec.kind)
        ],
        "bindings": {"kafka": {"key": {"type": "string", "description": spec.key}}},
    }


def topics_page() -> str:
    """The list of topics for people, in Markdown."""
    rows = [
        "| topic | about | key | written by | read by | partitions | kept |",
        "|---|---|---|---|---|---|---|",
    ]
    for spec in (*FIXED, _FEED):
        kept = "always" if spec.retention == FOREVER else f"{spec.retention.days} days"
        kept += ", last of each key" if "compact" in spec.cleanup else ""
        producers, consumers = ", ".join(spec.producers), ", ".join(spec.consumers)
        row = f"| `{spec.name}` | {spec.about} | {spec.key} | {producers} | {consumers} | {spec.partitions} | {kept} |"
        rows.append(row.replace("{department}", "‹department›"))
    table = "\n".join(rows)
    return f"""# Topics

Generated from `schemas/topics.py` by `make generate`. Every event is a CloudEvent 1.0 in Kafka's binary mode: its
attributes in `ce_*` headers, the record as JSON in the body. The JSON Schema of each record and an AsyncAPI 3 document
are in [schemas/published](../schemas/published), examples in [schemas/examples](../schemas/examples).

{table}
"""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the files."""
    for path, content in outputs().items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
