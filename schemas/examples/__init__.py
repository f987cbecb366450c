"""An example of each record as it travels, one JSON file an example: `<kind>.v1.<what>.json`.

A published example never changes: whoever wrote such a record yesterday must be able to read it tomorrow. Add a file
for a new case, and its checksum to `SHA256SUMS`.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Example:
    """One example file."""

    file: str
    kind: str
    content: bytes

    @property
    def checksum(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def examples(kind: str | None = None) -> Iterator[Example]:
    """All examples, or those of one kind of record, by file name."""
    for entry in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".json"):
            found = Example(entry.name, entry.name.partition(".")[0], entry.read_bytes())
            if kind is None or found.kind == kind:
                yield found


def published_checksums() -> dict[str, str]:
    """File name to checksum, as `sha256sum` writes them."""
    lines = (files(__name__) / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
