"""What the names found in one text say of each other: which street of several is meant, and where it is."""

from typing import Final, NamedTuple

from processors.places_spec import PlaceEntry
from schemas.place import Place, PlaceKind

AREA: Final = frozenset({PlaceKind.district, PlaceKind.postcode, PlaceKind.wijk})
"""What these are in tells which of the streets of one name is meant."""

_SITUATED: Final = frozenset({"in", ", in", "(in", "(", "te", "op", "à"})
"""Between a place and the district that it is said to be in."""


class Hit(NamedTuple):
    """A name in a text: the entries that have it, and where it starts and ends."""

    entries: tuple[PlaceEntry, ...]
    start: int
    end: int


def resolved(text: str, hits: list[Hit]) -> tuple[Place, ...]:
    """The places that the hits stand for, in their order."""
    if not hits:
        return ()
    areas = {district for hit in hits if (district := _area(hit)) is not None}
    following: list[Hit | None] = [*hits[1:], None]
    return tuple([_place(text, hit, behind, areas) for hit, behind in zip(hits, following, strict=True)])


def _area(hit: Hit) -> str | None:
    """The district that a hit tells of other places in the text."""
    return hit.entries[0].district if len(hit.entries) == 1 and hit.entries[0].kind in AREA else None


def _place(text: str, hit: Hit, behind: Hit | None, areas: set[str]) -> Place:
    entry = hit.entries[0]
    if len(hit.entries) > 1:
        meant = [each for each in hit.entries if each.district in areas]
        if len(meant) != 1:
            return Place(name=entry.name, kind=entry.kind, start=hit.start, end=hit.end)
        entry = meant[0]
    elif behind is not None and entry.kind not in AREA and text[hit.end : behind.start].strip() in _SITUATED:
        there = _area(behind)
        if there is not None and there != entry.district:  # a street of this name that is not in the list
            return Place(name=entry.name, kind=entry.kind, start=hit.start, end=hit.end)
    return Place(
        name=entry.name,
        kind=entry.kind,
        district=entry.district,
        postcode=entry.postcode,
        point=entry.point,
        start=hit.start,
        end=hit.end,
    )
