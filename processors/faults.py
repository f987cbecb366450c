"""What is wrong in a pack, and where: found by pure code, shown with file and line by the pack loader."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value in a file's content: keys and indices, from the outside in."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where, what was found against what was expected, and how to mend it (or "")."""

    path: Path
    what: str
    hint: str = ""


class FaultsError(ValueError):
    """A rule set that cannot be used, with all that is wrong in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{'.'.join(map(str, each.path))}: {each.what}" for each in self.faults))


def unknown(path: Path, kind: str, found: object, known: Iterable[str]) -> Fault:
    """The fault of an id that is not in its list, with the nearest one that is."""
    names = sorted(known)
    return Fault(path, f"{shown(found)} is not a known {kind}", nearest(str(found), names) or listed(names))


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean …?`, or "" when nothing known looks like the word."""
    found = difflib.get_close_matches(word[:80], list(known), n=1)
    return f"did you mean {found[0]}?" if found else ""


def listed(names: Iterable[str]) -> str:
    """The possible ids in words, cut off where a list would tire."""
    all_names = list(names)
    if not all_names:
        return "there are none yet"
    more = f", … ({len(all_names)} in all)" if len(all_names) > 12 else ""
    return f"one of {', '.join(all_names[:12])}{more}"


def shown(value: object) -> str:
    """A value as a message shows it: short, on one line."""
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
