"""A text in pieces, so that a page can mark personal data in it: hidden, or shown to who may see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from processors.mask import PLACEHOLDERS
from processors.personal import find_personal
from schemas.personal import PersonalKind

_KINDS: Final = {placeholder: kind for kind, placeholder in PLACEHOLDERS.items()}
_PLACEHOLDER: Final = re.compile("|".join(map(re.escape, _KINDS)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `kind` of personal data, None of all else. `hidden`: a placeholder stands for it."""

    text: str
    kind: PersonalKind | None = None
    hidden: bool = False


def hidden(text: str) -> tuple[Piece, ...]:
    """The pieces of a masked text."""
    spans = [(each.start(), each.end(), _KINDS[each[0]]) for each in _PLACEHOLDER.finditer(text)]
    return tuple(_pieces(text, spans, hidden=True))


def shown(text: str) -> tuple[Piece, ...]:
    """The pieces of a text as it was written."""
    spans = [(each.start, each.end, each.kind) for each in find_personal(text)]
    return tuple(_pieces(text, spans, hidden=False))


def _pieces(text: str, spans: list[tuple[int, int, PersonalKind]], *, hidden: bool) -> Iterator[Piece]:
    read = 0
    for start, end, kind in spans:
        if start > read:
            yield Piece(text[read:start])
        yield Piece(text[start:end], kind, hidden)
        read = end
    if read < len(text):
        yield Piece(text[read:])
