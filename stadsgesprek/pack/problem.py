"""What is wrong in a pack, for the person who edits it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong. `line` counts from 1; None where the whole file is meant. `hint` may be ""."""

    file: str
    line: int | None
    what: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}" + (f"; {self.hint}" if self.hint else "")


class PackError(Exception):
    """A pack that cannot be used. `problems` holds all that was found, by file and line; the text a line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = set(problems)
        self.problems = tuple(sorted(found, key=lambda each: (each.file, each.line or 0, each.what)))
        super().__init__("\n".join(map(str, self.problems)))
