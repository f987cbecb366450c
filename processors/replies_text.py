"""One text of a reply template, read into parts: words, fields such as {link}, and a choice of tone {je|u}.

A field that is not known takes its line out of the reply, so that no sentence stands there with a hole in it. A line
with {openbaar} is said only where everybody reads along, one with {persoonlijk} only where nobody does.
"""

import re
from dataclasses import dataclass
from typing import Final

from processors.faults import Fault, Path, unknown
from processors.replies_fields import REPLY_FIELDS

MAX_TEXT: Final = 2000
"""Characters of one text: a letter, and more than any channel needs."""


@dataclass(frozen=True, slots=True)
class Toned:
    """Words for people addressed with je, and the same for those addressed with u."""

    je: str
    u: str


@dataclass(frozen=True, slots=True)
class Named:
    """A field, to be filled in."""

    field: str


Part = str | Toned | Named


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `public` says in which replies it stands: True in public ones, False in private ones, None in all."""

    parts: tuple[Part, ...]
    public: bool | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it names."""
        return tuple(part.field for part in self.parts if isinstance(part, Named))


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language."""

    lines: tuple[Line, ...]

    def said(self, public: bool) -> tuple[Line, ...]:
        """The lines of a public reply, or of a private one."""
        return tuple(line for line in self.lines if line.public in {None, public})

    def fields(self, public: bool) -> tuple[str, ...]:
        """The fields in a public reply, or in a private one, each once, in the order of REPLY_FIELDS."""
        found = {name for line in self.said(public) for name in line.fields}
        return tuple(name for name in REPLY_FIELDS if name in found)


def read_text(text: str, path: Path, faults: list[Fault]) -> Text:
    """The parts of a text; what is wrong with it is noted in `faults`, each once."""
    if len(text) > MAX_TEXT:
        faults.append(Fault(path, f"the text has {len(text)} characters", f"at most {MAX_TEXT}; say it shorter"))
        return Text(())
    if not text.strip():
        faults.append(Fault(path, "the text is empty", "write it, or take it out"))
        return Text(())
    found: dict[Fault, None] = {}
    whole = Text(tuple(_line(line, path, found) for line in text.strip().splitlines()))
    if not found and not all(any(map(_stands, whole.said(public))) for public in (True, False)):
        what = "every line has a field that a message may lack, or is not said everywhere, so that nothing may be left"
        found[Fault(path, what, "add a line with words and no such field")] = None
    faults += found
    return whole


def _stands(line: Line) -> bool:
    """Whether a line says something for every message, in both tones."""
    je = "".join(part.je if isinstance(part, Toned) else _shown(part) for part in line.parts)
    u = "".join(part.u if isinstance(part, Toned) else _shown(part) for part in line.parts)
    return bool(je.strip() and u.strip()) and all(REPLY_FIELDS[name].always for name in line.fields)


def _shown(part: Part) -> str:
    return part if isinstance(part, str) else "…"


_PIECE: Final = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_ONLY: Final = {"openbaar": True, "persoonlijk": False}


def _line(line: str, path: Path, found: dict[Fault, None]) -> Line:
    parts: list[Part] = []
    only: set[bool] = set()
    for piece in _PIECE.finditer(line):
        inside, words, loose = piece.groups()
        if words is not None:
            parts.append(words)
        elif loose is not None:
            what = f"the brace {loose} has no partner on its line"
            found[Fault(path, what, "write a field such as {link}, or a choice of tone such as {je|u}")] = None
        elif inside in _ONLY:
            only.add(_ONLY[inside])
        elif isinstance(part := _braced(inside, path), Fault):
            found[part] = None
        else:
            parts.append(part)
    if len(only) > 1:
        found[Fault(path, "a line is both {openbaar} and {persoonlijk}", "without either it is said everywhere")] = None
    return Line(tuple(parts), next(iter(only), None))


def _braced(inside: str, path: Path) -> Part | Fault:
    if "|" not in inside:
        return Named(inside) if inside in REPLY_FIELDS else unknown(path, "field", inside, [*REPLY_FIELDS, *_ONLY])
    informal, _, formal = inside.partition("|")
    shown = f"{{{inside[:40]}}}"
    if "|" in formal:
        return Fault(path, f"{shown} has more than two parts", "first for je, then for u: {je|u}")
    if informal == formal:
        return Fault(path, f"{shown} says the same twice", "first for je, then for u: {je|u}")
    return Toned(informal, formal)
