"""Changes to a pack's file that leave the rest of it as people wrote it: comments, order, layout."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from processors.faults import Path, shown
from stadsgesprek.pack.document import DocumentError, read_document

Plain = str | bool | int | float | tuple[str, ...]

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Text that is itself without quotes, in a list too; anything else is quoted as JSON writes it, which YAML reads.
_UNQUOTED: Final = re.compile(r"[^\W\d_](?:[\w /.()+-]*[\w.)])?")
_WORDS: Final = frozenset({"true", "false", "null"})


class EditError(ValueError):
    """A change that cannot be made in this file; the text says where and why."""


def edited(content: bytes, changes: Mapping[Path, Plain | None]) -> bytes:
    """The file with these values at these paths; None takes a key out, a path whose last key is new adds it.

    Only the values themselves are rewritten. Raises EditError for a path that leads nowhere, and DocumentError when
    the file is not YAML as packs use it.
    """
    before = read_document("", content).data
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    wanted = before
    for path, value in changes.items():
        try:
            text = _changed(text, path, value)
        except yaml.YAMLError:  # a character that YAML does not allow, written by the change before
            raise EditError("the change has a character that cannot be written") from None
        wanted = _replaced(wanted, path, value)
    after = text.encode()
    try:
        same = read_document("", after).data == wanted
    except DocumentError as error:
        raise EditError(f"the change cannot be written: {error}") from None
    if not same:
        raise EditError("the change cannot be written without changing something else; edit the file by hand")
    return after


def _changed(text: str, path: Path, value: Plain | None) -> str:
    root = yaml.compose(text, Loader=_LOADER)
    above, last = _at(root, path[:-1], path), path[-1]
    if isinstance(above, yaml.SequenceNode) and isinstance(last, int) and last < len(above.value) and value is not None:
        return _put(text, above.value[last], above, value)
    if not isinstance(above, yaml.MappingNode) or not isinstance(last, str):
        raise EditError(f"{_dotted(path)}: leads nowhere")
    for key, node in above.value:
        if key.value == last:
            return _without(text, above, key, node) if value is None else _put(text, node, above, value)
    return text if value is None else _with(text, above, last, value)


def _at(node: Any, path: Path, whole: Path) -> Any:
    for part in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            found = [inner for key, inner in pairs if key.value == part]
            if not found:
                raise EditError(f"{_dotted(whole)}: leads nowhere")
            (node,) = found
    return node


def _put(text: str, node: Any, above: Any, value: Plain) -> str:
    written = _written(value, _indent(above), flow=bool(above.flow_style))
    return text[: node.start_mark.index] + written + text[_end(node, text) :]


def _with(text: str, above: Any, key: str, value: Plain) -> str:
    """A new key, as the last one of its mapping."""
    written = f"{_scalar(key)}: {_written(value, _indent(above), flow=bool(above.flow_style))}"
    if above.flow_style:
        end = above.end_mark.index - 1
        return f"{text[:end]}{', ' if above.value else ''}{written}{text[end:]}"
    end = text.find("\n", _end(above, text))
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{' ' * _indent(above)}{written}{text[end:]}"


def _without(text: str, above: Any, key: Any, node: Any) -> str:
    """Without the lines of a key."""
    if above.flow_style or len(above.value) == 1:
        raise EditError(f"{shown(key.value)} cannot be taken out here; edit the file by hand")
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = text.find("\n", _end(node, text))
    return text[:start] + ("" if end < 0 else text[end + 1 :])


def _end(node: Any, text: str) -> int:
    """Where the last character of a value stands; the parser's own mark of a block lies at what follows it."""
    if isinstance(node, yaml.ScalarNode):
        return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)


def _indent(above: Any) -> int:
    first = above.value[0] if above.value else above
    mark = (first[0] if isinstance(first, tuple) else first).start_mark
    return int(mark.column)


def _written(value: Plain, indent: int, *, flow: bool) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_scalar, value))}]"
    if isinstance(value, str) and "\n" in value and not flow and _fits_a_block(value):
        lines = [" " * (indent + 2) + line if line else "" for line in value.split("\n")]
        return "\n".join(["|-", *lines])
    return _scalar(value)


def _fits_a_block(value: str) -> bool:
    """A literal block keeps what it is given, but for space at its edges, and has no way to write other controls."""
    lines = value.split("\n")
    return value == value.strip() and all(line == line.rstrip() and line.isprintable() for line in lines)


def _scalar(value: str | bool | int | float) -> str:
    if isinstance(value, str) and _UNQUOTED.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def _replaced(data: Any, path: Path, value: Plain | None) -> Any:
    """The data with the change made, without touching what was given."""
    if not path:
        return list(value) if isinstance(value, tuple) else value
    first, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(first, int):
        return [*data[:first], _replaced(data[first], rest, value), *data[first + 1 :]]
    if value is None and not rest:
        return {key: inner for key, inner in data.items() if key != first}
    return {**data, first: _replaced(data.get(first), rest, value)}


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))
