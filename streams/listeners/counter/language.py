"""Dutch or English, as the reader likes (RFC 9110, section 12.5.4)."""

from typing import Literal

Language = Literal["nl", "en"]


def preferred(accept_language: str, asked: str | None = None) -> Language:
    """What was asked for outright, else the better of the two by `Accept-Language`; Dutch when neither is told."""
    if asked in ("nl", "en"):
        return "en" if asked == "en" else "nl"
    weights = {"nl": 0.0, "en": 0.0}
    for part in accept_language.split(","):
        name, _, parameters = part.strip().partition(";")
        base = name.strip().lower().partition("-")[0]
        if base in weights:
            weights[base] = max(weights[base], _weight(parameters))
    return "en" if weights["en"] > weights["nl"] else "nl"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
