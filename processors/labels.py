"""Names for people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A name in Dutch and in English."""

    nl: str
    en: str
