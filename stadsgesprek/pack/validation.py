"""A pydantic model from a document, and pydantic's complaints as problems with a line, in a person's words."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from processors.faults import Fault, nearest, shown
from stadsgesprek.pack.document import Document
from stadsgesprek.pack.problem import PackError, Problem

_Spec = TypeVar("_Spec", bound=BaseModel)

_EXPECTED: Final = {
    "string_type": "text, with quotes around it if it looks like a number, true, false or null",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
}
"""Kind of complaint to what should stand there; of the other kinds pydantic's own words do."""


def validated(model: type[_Spec], document: Document) -> _Spec:
    """The model of a document's content. Raises PackError."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        known = _keys(model)
        details = [each for each in error.errors(include_url=False) if not _echo(each)]
        raise PackError(_problem(document, each, known) for each in details) from None


def placed(document: Document, fault: Fault) -> Problem:
    """A fault with its file and line."""
    return Problem(document.file, document.line(fault.path), fault.what, fault.hint)


def _problem(document: Document, error: ErrorDetails, known: frozenset[str]) -> Problem:
    # Parts in angle brackets name a branch of a union, `[key]` says that the key itself is meant: no places in a file.
    path = tuple(part for part in error["loc"] if not str(part).startswith(("<", "[")))
    name = str(path[-1]) if path else "the file"
    what, hint = _in_words(error, name, known)
    return Problem(document.file, document.line(path), what, hint)


def _in_words(error: ErrorDetails, name: str, known: frozenset[str]) -> tuple[str, str]:
    kind, found, message = error["type"], error["input"], error["msg"].removeprefix("Value error, ")
    match kind:
        case "missing":
            what, hint = f"{name} is missing", "add it"
        case "extra_forbidden":
            what, hint = f"{name[:60]!r} is not a key that can stand here", nearest(name, known) or "check its indent"
        case "value_error":
            subject = "" if isinstance(found, Mapping | list) else f"{shown(found)} "
            what, hint = f"{name}: {subject}{message}", ""
        case "string_pattern_mismatch":
            what = f"{name}: {shown(found)} has characters that cannot stand here"
            hint = f"it must match {error.get('ctx', {}).get('pattern', '')}"
        case "enum" | "literal_error":
            choices = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
            what = f"{name}: {_stands(found)} is not known"
            hint = nearest(str(found), choices.split(", ")) or f"one of {choices}"
        case _ if kind in _EXPECTED:
            what, hint = f"{name}: found {_stands(found)}", f"expected {_EXPECTED[kind]}"
        case _:
            what, hint = f"{name}: found {_stands(found)}", message[0].lower() + message[1:]
    return what, hint


def _stands(found: Any) -> str:
    """What stands in the file, in words."""
    if isinstance(found, Mapping):
        return "a mapping"
    if isinstance(found, list | tuple):
        return "a list"
    return "nothing" if found is None else shown(found)


def _echo(error: ErrorDetails) -> bool:
    """A list that pydantic finds empty only because it refused its parts, each of which has its own complaint."""
    return error["type"] == "too_short" and bool(error["input"])


def _keys(model: type[BaseModel]) -> frozenset[str]:
    """All keys that can stand anywhere in such a file."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(key for part in parts for key in part.get("properties", ()))
