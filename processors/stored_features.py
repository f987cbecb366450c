"""What a record store keeps of a decision for later: all that the rules could look at, to try other rules on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from processors.features import FEATURES, Feature, FeatureRow, Kind
from schemas.decision import Value

_ABSENT: Final = object()
_FITS: Final[Mapping[Kind, tuple[type, ...]]] = {
    "choice": (str, type(None)),
    "flag": (bool,),
    "number": (int, float, type(None)),
    "signals": (tuple, list),
}
_UNKNOWN: Final[Mapping[Kind, Value]] = {"choice": None, "flag": False, "number": None, "signals": ()}


@dataclass(frozen=True, slots=True)
class Decided:
    """A message that was decided on. `features` is None where the decision was stored without them."""

    id: UUID
    published: datetime
    outcome: str
    features: Mapping[str, Value] | None


def row_from(stored: Mapping[str, Value]) -> tuple[FeatureRow, frozenset[str]]:
    """The features as the tree sees them, and the names of those that were not stored or do not fit any more.

    Those are as if unknown: of a number or a choice nothing holds but that it is `null`, a flag is not set, and no
    signal was found. What was stored and is a feature no more is left out.
    """
    values: list[Any] = []
    lacking: list[str] = []
    for name, types, allowed, unknown in _PLAN:
        value = stored.get(name, _ABSENT)
        if isinstance(value, types) and (allowed is None or value in allowed):
            values.append(value)
        else:
            values.append(unknown)
            lacking.append(name)
    values[_SIGNALS] = tuple(values[_SIGNALS])  # JSON has a list
    return FeatureRow._make(values), frozenset(lacking)


def _allowed(feature: Feature) -> frozenset[str | None] | None:
    """The values of a closed list; None where there is no such list."""
    return frozenset([*feature.values, *([None] if feature.optional else [])]) if feature.values else None


_PLAN: Final = tuple(
    (name, _FITS[feature.kind], _allowed(feature), _UNKNOWN[feature.kind]) for name, feature in FEATURES.items()
)
_SIGNALS: Final = FEATURES["signals"].index
