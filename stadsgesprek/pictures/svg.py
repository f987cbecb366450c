"""The picture as SVG 2: links that a keyboard reaches, dark and light, no scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from schemas.vocabulary import Action
from stadsgesprek.pictures.faces import SIZE, Face, face
from stadsgesprek.pictures.layout import MARGIN, Layout, layout
from stadsgesprek.pictures.scene import SHEET, Scene
from stadsgesprek.pictures.signs import SIGNS
from stadsgesprek.pictures.svg_parts import boxes_and_lines, xml
from stadsgesprek.pictures.text import width, wrapped

STYLE_FILE: Final = Path(__file__).with_name("reactieschema.css")
_HEAD: Final = 104.0
_NOTE: Final = 22.0
_TITLE: Final = 34.0


@cache
def style() -> str:
    """The styles of the picture."""
    return STYLE_FILE.read_text("utf-8")


def svg(scene: Scene, *, shape: float | None = SHEET) -> str:
    """The picture as a file, with a heading. A `shape` folds it into columns; without, it is one tall column.

    Boxes have the id `vak-` and their key. Each links to itself, and a jump to its question.
    """
    faces = _faces(scene)
    drawn = layout(scene.places, lambda place: faces[place.key].height, shape=shape)
    notes = [line for note in scene.notes for line in wrapped(note, drawn.width - 2 * MARGIN, SIZE)]
    head = _HEAD + _NOTE * len(notes)
    wide, high = drawn.width, drawn.height + head
    parts = [
        *_opening(scene, wide, high),
        f"<style>{style()}</style>",
        f'<rect class="ground" width="{wide:g}" height="{high:g}"/>',
        *_heading(scene, notes),
        f'<g transform="translate(0 {head:g})">',
        *boxes_and_lines(drawn, faces, scene, "#vak-", None),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture for within a page that has reactieschema.css: its text, and how it was laid out."""

    text: str
    layout: Layout


def inline(scene: Scene, *, tall: float | None = None) -> Inline:
    """The picture for a page: one column, or columns of this height. Boxes link to `vraag-` or `afloop-` and their id.

    It has no styles of its own: a page's policy may forbid styles in the text.
    """
    faces = _faces(scene)
    drawn = layout(scene.places, lambda place: faces[place.key].height, tall=tall)
    parts = [
        *_opening(scene, drawn.width, drawn.height),
        f'<g id="schema-all" class="reactieschema{_went_class(scene)}">',
        *boxes_and_lines(drawn, faces, scene, "#vraag-", "#afloop-"),
        "</g>",
        "</svg>",
    ]
    return Inline("\n".join(parts) + "\n", drawn)


def _faces(scene: Scene) -> dict[str, Face]:
    return {place.key: face(place, scene) for place in scene.places}


def _opening(scene: Scene, wide: float, high: float) -> Iterator[str]:
    classes, language = f"reactieschema{_went_class(scene)}", scene.speech.words.language
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" '
        f'height="{high:g}" role="graphics-document document" lang="{language}" '
        'aria-labelledby="schema-title" aria-describedby="schema-desc">'
    )
    yield f'<title id="schema-title">{xml(scene.title)}</title>'
    about = " ".join((scene.subtitle, scene.speech.words("picture.how"), *scene.notes))
    yield f'<desc id="schema-desc">{xml(about)}</desc>'
    yield "<defs>"
    for action, sign in SIGNS.items():
        yield f'<symbol id="teken-{action}" viewBox="0 0 24 24">{sign}</symbol>'
    yield "</defs>"


def _went_class(scene: Scene) -> str:
    return " has-way" if scene.way else ""


def _heading(scene: Scene, notes: list[str]) -> Iterator[str]:
    yield f'<g aria-hidden="true"><text class="title" x="{MARGIN:g}" y="58">{xml(scene.title)}</text>'
    yield f'<text class="small" x="{MARGIN:g}" y="86">{xml(scene.subtitle)}</text>'
    for line, note in enumerate(notes):
        yield f'<text class="small" x="{MARGIN:g}" y="{86 + _NOTE * (line + 1):g}">{xml(note)}</text>'
    x = MARGIN + width(scene.title, _TITLE, bold=True) + 48
    for action in Action:
        label = scene.speech.labels("action", action)
        yield (
            f'<g class="end {action}"><rect class="sign" x="{x:g}" y="36" width="26" height="26" rx="6"/>'
            f'<use href="#teken-{action}" x="{x + 4:g}" y="40" width="18" height="18"/>'
            f'<text class="small" x="{x + 34:g}" y="54">{xml(label)}</text></g>'
        )
        x += 34 + width(label, SIZE) + 26
    yield "</g>"
