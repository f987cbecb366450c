"""What stands in the log of rules: a pack that somebody put in force, whole, so that every worker can make it."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, model_validator

from schemas.base import Frozen, Instant

MAX_PACK_BYTES: Final = 900_000
"""UTF-8 of all files of a pack together."""


class RulesEntry(Frozen):
    """One pack put in force. Of all entries whose moment has come the latest `effective` decides, the later put wins a
    tie; an entry is never changed or taken away."""

    id: UUID = Field(description="Identity of this entry", examples=["4f0f0a52-3a35-4f6e-9a5c-0a1f2c3d4e5f"])
    at: Instant = Field(description="When it was put", examples=["2026-11-27T16:40:00+01:00"])
    by: str = Field(min_length=1, max_length=100, description="Who put it, in their own words", examples=["webteam"])
    effective: Instant = Field(description="From when it decides", examples=["2026-11-30T08:00:00+01:00"])
    version: str = Field(min_length=1, max_length=40, description="As its reactieschema says", examples=["2026-4"])
    hash: str = Field(pattern=r"^[0-9a-f]{12}$", description="Hash of its files", examples=["3f9a1c0b7d2e"])
    note: str | None = Field(default=None, max_length=500, description="Why, for who reads the log")
    files: dict[Annotated[str, Field(max_length=100)], str] = Field(
        min_length=1, description="Name to text of each file of the pack"
    )

    @property
    def contents(self) -> dict[str, bytes]:
        """Name to content of each file, as a pack is made of them."""
        return {name: text.encode() for name, text in self.files.items()}

    @model_validator(mode="after")
    def _fits(self) -> "RulesEntry":
        size = sum(map(len, self.contents.values()))
        if size > MAX_PACK_BYTES:
            raise ValueError(f"files: are {size} bytes together, {MAX_PACK_BYTES} at most")
        return self
