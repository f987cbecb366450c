"""Yesterday's records can be read today, and every field has an example."""

import json
from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from schemas.examples import Example, examples, published_checksums
from schemas.generate import MODELS, json_schema

EXAMPLES = list(examples())


def test_a_published_example_never_changes() -> None:
    assert {example.file: example.checksum for example in EXAMPLES} == published_checksums()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file)
def test_each_example_is_read_and_written_with_all_that_it_held(example: Example) -> None:
    record = MODELS[example.kind].model_validate_json(example.content)
    written = record.model_dump_json()
    assert list(_lost(json.loads(example.content), json.loads(written))) == []
    assert MODELS[example.kind].model_validate_json(written) == record
    Draft202012Validator(json_schema(example.kind)).validate(json.loads(example.content))


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_has_a_value_in_some_example(kind: str) -> None:
    shown = {path for example in examples(kind) for path in _paths(json.loads(example.content))}
    assert set(_fields(MODELS[kind])) - shown == set()


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_is_described(kind: str) -> None:
    described = {name: field.description for name, field in MODELS[kind].model_fields.items()}
    assert [name for name, description in described.items() if not description] == []


@pytest.mark.parametrize("kind", MODELS)
def test_unknown_fields_and_changes_are_refused(kind: str) -> None:
    example = next(examples(kind))
    with pytest.raises(ValueError, match="tikfout"):
        MODELS[kind].model_validate({**json.loads(example.content), "tikfout": 1})
    record = MODELS[kind].model_validate_json(example.content)
    with pytest.raises(ValueError, match="frozen"):
        setattr(record, next(iter(MODELS[kind].model_fields)), None)


def _lost(before: Any, after: Any, above: str = "") -> Iterator[str]:
    """Where `after` lacks or changes something of `before`; it may have fields that came later."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name, inner in before.items():
            yield from _lost(inner, after.get(name, "nothing"), f"{above}.{name}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _lost(one, other, f"{above}[{index}]")
    elif before != after:
        yield above


def _paths(value: Any, above: str = "") -> Iterator[str]:
    """The paths of all fields that have a value; a list is as its elements."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if inner is not None:
                yield f"{above}.{name}"
                yield from _paths(inner, f"{above}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, above)


def _fields(model: type[BaseModel], above: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"{above}.{name}"
        for inner in _models(field.annotation):
            yield from _fields(inner, f"{above}.{name}")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if get_origin(annotation) in {Union, UnionType, tuple}:
        for argument in get_args(annotation):
            yield from _models(argument)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
