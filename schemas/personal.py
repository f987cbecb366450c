"""Personal data in a message."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen


class PersonalKind(StrEnum):
    """What sort of personal data it is."""

    email = "e-mail"
    telefoon = "telefoon"
    rekening = "rekening"
    rijksregister = "rijksregister"
    nummerplaat = "nummerplaat"
    naam = "naam"


class PersonalData(Frozen):
    """Where in a message's own text personal data stands; never what it is."""

    kind: PersonalKind = Field(description="What sort", examples=["telefoon"])
    start: int = Field(ge=0, description="Of the first character in the text", examples=[31])
    end: int = Field(gt=0, description="Behind the last character", examples=[43])
