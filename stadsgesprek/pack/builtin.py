"""The packs that come with the product."""

from pathlib import Path
from typing import Final

from processors.faults import unknown
from stadsgesprek.pack.problem import PackError, Problem

_CITIES: Final = Path(__file__).resolve().parent.parent / "cities"


def builtin_names() -> tuple[str, ...]:
    """The names of the built-in packs."""
    return tuple(sorted(entry.parent.name for entry in _CITIES.glob("*/city.yaml")))


def builtin(name: str) -> Path:
    """The folder of a built-in pack. Raises PackError when there is none of that name."""
    names = builtin_names()
    if name not in names:
        fault = unknown((), "city", name, names)
        raise PackError([Problem("cities", None, fault.what, f"{fault.hint} Or give the folder of your own pack")])
    return _CITIES / name
