"""What a reactieschema may name of the rest of its pack."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The ids, kind by kind."""

    signals: Collection[str]
    departments: Collection[str]
    languages: Collection[str]
    voices: Collection[str]
    templates: Collection[str]
