"""A place as a city lists it."""

from dataclasses import dataclass

from schemas.place import PlaceKind, Point


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One row of plaatsen.csv. A name that several districts have is one entry for each."""

    name: str
    kind: PlaceKind
    district: str | None = None
    postcode: str | None = None
    point: Point | None = None
    also: tuple[str, ...] = ()
    """Other names; each is found as it stands, whatever `cue` says of the name."""

    cue: bool = False
    """The bare name is a word or a surname as well: it counts only with a capital, after a word that says where."""
