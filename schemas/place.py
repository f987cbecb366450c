"""Where a message is about."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.base import Frozen, Name

Latitude = Annotated[float, Field(ge=-90, le=90, description="Degrees north, WGS 84", examples=[51.2213])]
Longitude = Annotated[float, Field(ge=-180, le=180, description="Degrees east, WGS 84", examples=[4.3997])]


class PlaceKind(StrEnum):
    """What sort of place it is."""

    straat = "straat"
    plein = "plein"
    kaai = "kaai"
    park = "park"
    wijk = "wijk"
    district = "district"
    postcode = "postcode"
    plek = "plek"


class Point(Frozen):
    """A point on the map."""

    lat: Latitude
    lon: Longitude


class Place(Frozen):
    """A place that a message names, and where in its own text it does."""

    name: str = Field(min_length=1, max_length=200, description="As the city writes it", examples=["Groenplaats"])
    kind: PlaceKind = Field(description="What sort of place", examples=["plein"])
    district: Name | None = Field(
        default=None, description="The district, unless several have this name", examples=["antwerpen"]
    )
    postcode: str | None = Field(default=None, pattern=r"^\d{4}$", description="Postcode", examples=["2000"])
    point: Point | None = Field(default=None, description="Where it is, if known")
    start: int = Field(ge=0, description="Of the first character in the text", examples=[14])
    end: int = Field(gt=0, description="Behind the last character", examples=[25])
