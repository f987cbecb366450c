"""Colours of the pictures: the same on a light and a dark page, as each picture has a ground of its own."""

from typing import Final

GROUND: Final = "#ffffff"
INK: Final = "#1b1b1b"
QUIET: Final = "#595959"
LINE: Final = "#c9c9c9"
RIGHT: Final = (11, 83, 148)
WRONG: Final = (178, 58, 9)
"""Blue and orange can be told apart by people who do not see red and green."""

Colour = tuple[int, int, int]

_DARK_BELOW: Final = 0.179
"""The luminance on which black and white are told apart as well: 4.58 times as light, or as dark."""


def shade(colour: Colour, part: float) -> str:
    """From nearly white (0) to the full colour (1)."""
    return "#" + "".join(f"{each:02x}" for each in _mixed(colour, part))


def ink_on(colour: Colour, part: float) -> str:
    """Black or white: what can best be read on that shade (WCAG 2.2, 1.4.3)."""
    shares = [each / 255 for each in _mixed(colour, part)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < _DARK_BELOW else "#000000"


def _mixed(colour: Colour, part: float) -> list[int]:
    strength = 0.06 + 0.94 * part
    return [round(255 + (each - 255) * strength) for each in colour]
