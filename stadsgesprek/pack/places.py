"""plaatsen.csv: the places of a city, for finding what a message is about.

A table as spreadsheets save it: UTF-8, `;` between the columns, the first line names them. `also` holds other names
with `|` between them; `cue` is `ja` or empty; a decimal comma is read as a point.
"""

import csv
import io
import re
from typing import Final

from processors.faults import listed, nearest, shown
from processors.places_spec import PlaceEntry
from processors.signals_words import words
from schemas.place import PlaceKind, Point
from stadsgesprek.pack.files import PLACES
from stadsgesprek.pack.problem import PackError, Problem

COLUMNS: Final = ("name", "kind", "district", "postcode", "lat", "lon", "also", "cue")

MAX_BYTES: Final = 1_000_000
MAX_ROWS: Final = 10_000
MAX_ALSO: Final = 30
"""Other names of one place."""

_MAX_NAME: Final = 200
_KINDS: Final = {kind.value: kind for kind in PlaceKind}
_CUES: Final = {"": False, "ja": True}
_DISTRICT: Final = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
_POSTCODE: Final = re.compile(r"[0-9]{4}")
_COORDINATE: Final = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{1,15})?")


def read_places(content: bytes) -> tuple[PlaceEntry, ...]:
    """The places in these bytes, in their order. Raises PackError with everything that is wrong."""
    if len(content) > MAX_BYTES:
        raise PackError([Problem(PLACES, None, f"is larger than {MAX_BYTES} bytes", "leave out what nobody writes")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PackError([Problem(PLACES, line, "is not UTF-8", "save it as CSV UTF-8")]) from None
    reading = _Reading()
    try:
        reading.read(text)
    except csv.Error as error:
        reading.problem(f"is not a table: {error}", "close the quote, or write none")
    if reading.problems:
        raise PackError(reading.problems)
    return tuple(reading.entries)


class _Reading:
    """The rows read so far, and what was found wrong in them."""

    def __init__(self) -> None:
        self.entries: list[PlaceEntry] = []
        self.problems: list[Problem] = []
        self._seen: dict[tuple[str, str | None], int] = {}
        self._line = 1

    def problem(self, what: str, hint: str = "") -> None:
        self.problems.append(Problem(PLACES, self._line, what, hint))

    def read(self, text: str) -> None:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
        header = next(rows, [])
        if tuple(cell.strip() for cell in header) != COLUMNS:
            self.problem(f"the first line is {shown(';'.join(header))}", f"it must be {';'.join(COLUMNS)}")
            return
        self._line = 2
        for row in rows:
            if any(cell.strip() for cell in row):
                self._row([cell.strip() for cell in row])
            self._line = rows.line_num + 1
            if len(self.entries) > MAX_ROWS:
                self.problem(f"has more than {MAX_ROWS} places", "leave out what nobody writes")
                return

    def _row(self, row: list[str]) -> None:
        if len(row) != len(COLUMNS):
            self.problem(
                f"has {len(row)} columns where {len(COLUMNS)} were expected",
                "put ; between the columns, also where they are empty",
            )
            return
        name, kind, district, postcode, lat, lon, also, cue = row
        before = len(self.problems)
        others = tuple(other.strip() for other in also.split("|") if other.strip())
        if not words(name) or len(name) > _MAX_NAME:
            self.problem(f"name: {shown(name)} is no name", f"write letters or digits, {_MAX_NAME} at most")
        if kind not in _KINDS:
            self.problem(f"kind: {shown(kind)} is not known", nearest(kind, _KINDS) or listed(_KINDS))
        if district and (len(district) > 64 or not _DISTRICT.fullmatch(district)):
            self.problem(f"district: {shown(district)} is no id", "write small letters, digits and - , as in deurne")
        if postcode and not _POSTCODE.fullmatch(postcode):
            self.problem(f"postcode: {shown(postcode)} is not four digits")
        if kind == "postcode" and name != postcode:
            self.problem(f"name: {shown(name)} is not the postcode of the row", "write it in both columns")
        if cue not in _CUES:
            self.problem(f"cue: {shown(cue)} is not known", "write ja, or nothing")
        if len(others) > MAX_ALSO or any(not words(other) or len(other) > _MAX_NAME for other in others):
            self.problem(
                "also: has a name without letters, one that is too long, or too many",
                f"{MAX_ALSO} names at most, with | between them",
            )
        point = self._point(lat, lon)
        key = (name, district or None)
        if key in self._seen:
            self.problem(f"{shown(name)} stands on line {self._seen[key]} as well", "take one away")
        self._seen[key] = self._line
        if len(self.problems) == before:
            self.entries.append(
                PlaceEntry(name, _KINDS[kind], district or None, postcode or None, point, others, _CUES[cue])
            )

    def _point(self, lat: str, lon: str) -> Point | None:
        if not lat and not lon:
            return None
        if not (_COORDINATE.fullmatch(lat) and _COORDINATE.fullmatch(lon)):
            self.problem(
                f"lat, lon: {shown(lat)}, {shown(lon)} is no point", "write both in degrees, as in 51.22131 and 4.39973"
            )
            return None
        north, east = float(lat.replace(",", ".")), float(lon.replace(",", "."))
        if abs(north) > 90 or abs(east) > 180:
            self.problem(f"lat, lon: {lat}, {lon} is not on the globe", "lat is -90 to 90, lon -180 to 180")
            return None
        return Point(lat=north, lon=east)
