"""The files of a pack, as bytes: what is stored, sent and hashed when a pack is put in force."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from stadsgesprek.pack.document import MAX_BYTES
from stadsgesprek.pack.problem import PackError, Problem

CITY: Final = "city.yaml"
TREE: Final = "reactieschema.yaml"
SIGNALS: Final = "signals.yaml"
REPLIES: Final = "antwoorden.yaml"
CASES: Final = "gevallen.yaml"
PLACES: Final = "plaatsen.csv"

FILES: Final = (CITY, TREE, SIGNALS, REPLIES, CASES, PLACES)
"""What a pack holds; without cases, or without places, it is a pack as well."""


def read_files(folder: Path) -> dict[str, bytes]:
    """Name to content of those of a pack's files that are there. Raises PackError when one cannot be read."""
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    for name in FILES:
        try:
            with (folder / name).open("rb") as file:
                files[name] = file.read(MAX_BYTES + 1)  # a byte too many is told by who reads it
        except FileNotFoundError:
            continue  # told with everything else that is wrong, by who needs it
        except OSError as error:
            problems.append(Problem(name, None, f"cannot be read: {error.strerror}", "look at its permissions"))
    if problems:
        raise PackError(problems)
    return files


def pack_hash(files: Mapping[str, bytes]) -> str:
    """12 hexadecimal digits of the content of all files."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(b"%d:%b%d:%b" % (len(name), name.encode(), len(files[name]), files[name]))
    return digest.hexdigest()[:12]
