"""The text of a reactieschema.yaml with the questions of a table, and all else from the one that it was made of."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from stadsgesprek.dmn.meaning import Question
from stadsgesprek.pack.document import Document
from stadsgesprek.pack.problem import PackError, Problem

_ONLY_FOR_CONDITIONS: Final = frozenset({"sets", "fragments"})
_PLAIN: Final = re.compile(r"[A-Za-z][\w.*-]*(?: [\w.*-]+)*")
_WORDS: Final = frozenset({"true", "false", "null"})
_HEADER: Final = """\
# Het reactieschema, gelezen uit een DMN-beslissingstabel.
#
# Elke regel van de tabel is hier één vraag; de eerste waarop het antwoord ja is, beslist. Verzamelingen en fragmenten
# zijn uitgeschreven. Versie, termijnen en uitkomsten komen uit het reactieschema dat er al was.
"""


def schema_text(content: bytes, document: Document, questions: Sequence[Question]) -> str:
    """The file in which the tree is these questions. Raises PackError when its keys do not stand on lines of their own.

    `content` and `document` are those of the reactieschema that the outcomes and clocks come from.
    """
    lines = content.decode("utf-8-sig").splitlines()
    starts = {key: document.lines[(key,)] - 1 for key in document.data}
    order = sorted(starts, key=lambda key: starts[key])
    if any(not re.match(rf"[\"']?{re.escape(key)}[\"']?\s*:", lines[starts[key]]) for key in order):
        hint = "write version:, clocks:, tree: and outcomes: each at the start of a line"
        raise PackError([Problem(document.file, 1, "its keys do not start lines of their own", hint)])
    firsts = [starts[order[0]], *(_above(lines, starts[key]) for key in order[1:])]
    parts = [_HEADER]
    for key, first, end in zip(order, firsts, [*firsts[1:], len(lines)], strict=True):
        if key == "tree":
            parts.append("\n".join(["tree:", *_tree(questions)]) + "\n")
        elif key not in _ONLY_FOR_CONDITIONS:
            parts.append("\n".join(lines[first:end]).rstrip() + "\n")
    return "\n".join(parts)


def _above(lines: Sequence[str], start: int) -> int:
    """Where the comment begins that stands right above a key."""
    while lines[start - 1].startswith("#"):
        start -= 1
    return start


def _tree(questions: Sequence[Question]) -> Iterator[str]:
    for question in questions:
        if question.als is None:
            yield f"  # {question.vraag}"
            yield f"  - anders: {question.outcome}"
            continue
        yield f"  - id: {_scalar(question.id)}"
        yield f"    vraag: {_scalar(question.vraag)}"
        yield f"    waarom: {_scalar(question.waarom)}"
        yield "    als:"
        for key, value in question.als.items():
            yield f"      {_scalar(key)}: {_flow(value)}"
        yield f"    ja: {_scalar(question.outcome)}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A value on one line; text without quotes where YAML takes it for the same text everywhere."""
    if not isinstance(value, str):
        return json.dumps(value)  # numbers, true, false and null are written as in JSON
    if _PLAIN.fullmatch(value) and value not in _WORDS:
        return value
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value)
