"""How each picture of the card begins: its size, what it shows in words, and its ground."""

from collections.abc import Iterator
from html import escape

from stadsgesprek.model.colours import GROUND


def opening(width: float, height: float, *, size: int, title: str, description: str) -> Iterator[str]:
    """The first lines of an SVG with text of so many pixels; title and description are for who does not see it."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="{size}">'
    )
    yield f'<title id="title">{escape(title)}</title>'
    yield f'<desc id="desc">{escape(description)}</desc>'
    yield f'<rect width="{width:g}" height="{height:g}" rx="10" fill="{GROUND}"/>'
