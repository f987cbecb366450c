"""Lines of a file or a pipe, without ever holding one that is too large."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_PIECE = 65_536
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end. `size` is its length in bytes; `body` has as many of them as were asked for."""

    number: int
    body: bytes
    size: int


def read_lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """Each line, numbered from 1, with `limit` bytes of it at most. The mark before a file's UTF-8 is no part of it."""
    number = 0
    while piece := stream.readline(limit + 2):  # room for a line's end
        number += 1
        body = piece.rstrip(b"\r\n")
        if number == 1:
            body = body.removeprefix(_BOM)
        size = len(body)
        while not piece.endswith(b"\n") and (piece := stream.readline(_PIECE)):
            size += len(piece)
        yield Line(number, body[:limit], size)
