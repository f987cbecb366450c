"""Lines of text in a picture: how wide they are, and where they break.

Widths are those of Helvetica (Adobe's AFM files), which Arial and Liberation Sans share; a picture names those fonts.
"""

from collections.abc import Iterator
from typing import Final

_WIDTHS: Final = {
    191: "'",
    222: "ijl",
    278: " !,./:;I[\\]ft|",
    333: "()-r`",
    355: '"',
    389: "*",
    500: "Jckvxyzsç",
    556: "#$0123456789?L_abdeghnopqu€éèëêáàäâóòöôúùüû",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
}
_WIDTH: Final = {character: width for width, characters in _WIDTHS.items() for character in characters}
_OTHER: Final = 1000  # emoji, Chinese: the square that they stand in
_LETTER: Final = 667
_BOLD: Final = 1.08
_SAFETY: Final = 1.03  # a browser that has none of these fonts takes one that is near


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in pixels, at this font size; rather too much than too little."""
    units = sum(_WIDTH.get(each) or (_LETTER if ord(each) < 0x250 else _OTHER) for each in text)
    return units / 1000 * size * _SAFETY * (_BOLD if bold else 1)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room` pixels, at least one; a word that is too long is cut."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, room, size, bold=bold):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line)


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for character in word:
            if piece and width(piece + character, size, bold=bold) > room:
                yield piece
                piece = ""
            piece += character
        yield piece
