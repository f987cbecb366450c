"""XML as a small tree with the line of each element; what could hide or multiply content is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from stadsgesprek.pack.problem import PackError, Problem

MAX_BYTES: Final = 10_000_000
MAX_DEPTH: Final = 50
MAX_ELEMENTS: Final = 1_000_000

_SEPARATOR: Final = " "  # between a namespace and a name: no namespace has one


@dataclass(slots=True)
class Element:
    """One element: its namespace ("" for none) and name, its own text, and the line where it starts."""

    namespace: str
    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        """The children of that name in the element's own namespace."""
        return [each for each in self.children if (each.namespace, each.name) == (self.namespace, name)]

    def words(self, *names: str) -> str:
        """The text of the first descendant along these names; "" when there is none."""
        here = self
        for name in names:
            found = here.all(name)
            if not found:
                return ""
            here = found[0]
        return here.text.strip()

    def walk(self) -> Iterator["Element"]:
        """The element and all in it, in the order of the file."""
        todo = [self]
        while todo:
            here = todo.pop()
            yield here
            todo += reversed(here.children)


def parsed(file: str, content: bytes) -> Element:
    """The root element. Raises PackError at the first thing wrong; `file` names it there."""
    if len(content) > MAX_BYTES:
        raise PackError([Problem(file, None, f"is larger than {MAX_BYTES} bytes", "a decision table is smaller")])
    return _Reader(file).read(content)


class _Reader:
    """Builds the tree from the parser's events. A document type, where entities are declared, ends the reading."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._parser: Any = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._root: Element | None = None
        self._count = 0

    def read(self, content: bytes) -> Element:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            what = f"is not XML: {expat.ErrorString(error.code)}"
            raise PackError([Problem(self._file, error.lineno, what, "save it from the modeller as DMN 1.3")]) from None
        except (ValueError, LookupError):  # an encoding that Python does not have
            raise PackError([Problem(self._file, 1, "is not in a known encoding", "save it as UTF-8")]) from None
        assert self._root is not None  # a document without a root is not XML
        return self._root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            self._refuse(f"has more than {MAX_ELEMENTS} elements", "a decision table has fewer")
        if len(self._open) >= MAX_DEPTH:
            self._refuse(f"is nested deeper than {MAX_DEPTH}", "a decision table is not")
        namespace, _, name = tag.rpartition(_SEPARATOR)
        element = Element(namespace, name, attributes, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)
        self._texts.append([])

    def _end(self, _tag: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def _text(self, text: str) -> None:
        self._texts[-1].append(text)

    def _doctype(self, *_declared: object) -> None:
        self._refuse("has a document type (<!DOCTYPE …>)", "take it out: no DMN tool needs it")

    def _refuse(self, what: str, hint: str) -> None:
        raise PackError([Problem(self._file, self._parser.CurrentLineNumber, what, hint)])
