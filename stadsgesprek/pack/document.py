"""YAML as packs use it: plain data with the line of every value.

The useful part of YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema): mappings, lists, text,
numbers, true, false and null. `no`, `on` and `2026-03-24` are text. What hides or multiplies content is refused:
anchors and aliases, tags, a key that stands twice, a second document.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from processors.faults import Path, shown
from stadsgesprek.pack.problem import Problem

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 50

# libyaml where the wheel has it (ten times as fast), else the same in Python.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}\.[0-9]{0,30}|[0-9]{1,30}(?=[eE]))([eE][-+]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file. `lines` has, for the path of each value, its line (and for a key, the key's)."""

    file: str
    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of a value, or of the nearest thing around it that stands in the file."""
        here: Path = ()
        for part in path:
            if (*here, part) in self.lines:  # a part that names no place, such as the branch of a union, is skipped
                here = (*here, part)
        return self.lines.get(here)


class DocumentError(Exception):
    """A file that is not the YAML that packs use."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def read_document(file: str, content: bytes) -> Document:
    """The document in these bytes; `file` names it in problems. Raises DocumentError at the first thing wrong."""
    if len(content) > MAX_BYTES:
        raise DocumentError(Problem(file, None, f"is larger than {MAX_BYTES} bytes", "a pack is text for people"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DocumentError(Problem(file, line, "is not UTF-8", "save the file as UTF-8")) from None
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"is not YAML: {error.problem or error.context}"
        raise DocumentError(
            Problem(file, mark.line + 1 if mark else None, what, "look at quotes and indents")
        ) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        what = f"is not YAML: {str(error).splitlines()[0]}"
        raise DocumentError(Problem(file, None, what, "take the strange character out")) from None
    if builder.documents == 0:
        raise DocumentError(Problem(file, None, "is empty", "copy this file from a built-in pack and change it"))
    return Document(file, builder.root, builder.lines)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` waits for its value."""

    data: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Builds data from the parser's events, without recursion, so that no nesting is too deep for Python."""

    file: str
    root: Any = None
    documents: int = 0
    lines: dict[Path, int] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0  # the parser always sets it
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._refuse(line, "a second document starts here", "remove the line ---")
            case yaml.AliasEvent():
                self._refuse(line, "an alias (*…)", "write it out, or use a named set")
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_decorated(event, line)
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
            case yaml.ScalarEvent():
                self._refuse_decorated(event, line)
                self._scalar(event, line)

    def _open(self, data: dict[str, Any] | list[Any], line: int) -> None:
        path = self._place(data, line)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(line, f"nested deeper than {MAX_DEPTH}", "refer to a question by its id instead")
        self.stack.append(_Open(data, path))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.data, dict) and top.key is None:
            if event.value in top.data:
                first = self.lines[(*top.path, event.value)]
                self._refuse(line, f"the key {shown(event.value)} stands twice", f"the first is on line {first}")
            top.key = event.value
            self.lines[(*top.path, event.value)] = line
        else:
            self._place(_plain(event.value) if event.implicit[0] else event.value, line)

    def _place(self, value: Any, line: int) -> Path:
        """Puts a value where it belongs; its path."""
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.data, list):
            path = (*top.path, len(top.data))
            top.data.append(value)
            self.lines[path] = line
            return path
        if top.key is None:
            self._refuse(line, "a key that is a mapping or a list", "a key is a word")
        path = (*top.path, top.key or "")
        top.data[top.key or ""] = value
        top.key = None
        return path

    def _refuse_decorated(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            self._refuse(line, f"an anchor (&{event.anchor[:40]})", "write it out, or use a named set")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":  # the latter is how the parser marks quoted text
            self._refuse(line, f"a tag ({tag[:60]})", "write the value without it")

    def _refuse(self, line: int, what: str, hint: str) -> None:
        raise DocumentError(Problem(self.file, line, what, hint))


def _plain(text: str) -> str | bool | int | float | None:
    """The value of text without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
