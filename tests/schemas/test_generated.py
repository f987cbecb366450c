"""What is generated from the schemas is in step with them, valid, and names no orphan."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from schemas.generate import MODELS, ROOT, asyncapi, json_schema, outputs
from schemas.topics import FIXED, catalogue

_SPECIFICATION = Path(__file__).parent / "vendor" / "asyncapi-3.0.0.schema.json"


@pytest.mark.parametrize("path", outputs())
def test_the_files_are_as_generated(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == outputs()[path], "run: make generate"


@pytest.mark.parametrize("kind", MODELS)
def test_each_json_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(kind))


def test_the_asyncapi_document_follows_the_specification() -> None:
    specification = json.loads(_SPECIFICATION.read_text("utf-8"))
    problems = list(Draft7Validator(specification).iter_errors(asyncapi()))
    assert [f"{'/'.join(map(str, problem.absolute_path))}: {problem.message[:200]}" for problem in problems] == []


def test_every_topic_is_written_and_read_and_has_an_example() -> None:
    topics = catalogue(["sport", "loketten"])
    assert [topic.name for topic in topics][-2:] == ["feed.loketten", "feed.sport"]
    for topic in topics:
        assert topic.producers, topic.name
        assert topic.consumers, topic.name
        assert MODELS[topic.kind] is topic.model
    assert len({topic.name for topic in topics}) == len(FIXED) + 2
