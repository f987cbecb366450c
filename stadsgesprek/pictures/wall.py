"""The page for the wall: the picture on A3 sheets side by side, then every outcome as a card on A4; one file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from schemas.vocabulary import Action
from stadsgesprek.pictures.faces import action_line
from stadsgesprek.pictures.facts import facts
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.svg import Inline, inline, style
from stadsgesprek.pictures.svg_parts import xml

_FOLDER: Final = Path(__file__).parent
_SHAPE: Final = 400 / 254  # of an A3 sheet on its side, without margins and heading
_TALL: Final = 1880.0  # pixels on such a sheet, so that its text is close to 6 points high: to be read from close by


def html(scene: Scene) -> str:
    """The page."""
    picture = inline(scene, tall=_TALL)
    return _template().render(
        scene=scene,
        t=scene.speech.words,
        label=scene.speech.labels,
        picture=Markup(picture.text),  # noqa: S704  (it escapes its texts itself)
        sheets=_sheets(picture),
        style=Markup(style() + (_FOLDER / "wall.css").read_text("utf-8")),  # noqa: S704  (files of ours)
        actions=list(Action),
        cards=[
            (each, action_line(each, scene), list(facts(each, scene.speech))) for each in scene.tree.outcomes.values()
        ],
        clean=lambda text: Markup(xml(text)),  # noqa: S704  (escaped)
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Which part of the picture a sheet shows, and how much of the sheet's width that takes."""

    view_box: str
    share: float


def _sheets(picture: Inline) -> list[_Sheet]:
    """Sheets that hang side by side: whole columns, as many as fit on one, all on the same scale."""
    drawn = picture.layout
    groups: list[tuple[float, float]] = []
    for left, right in drawn.columns:
        if groups and right - groups[-1][0] <= _TALL * _SHAPE:
            groups[-1] = groups[-1][0], right
        else:
            groups.append((left, right))
    tall = _TALL if len(groups) > 1 else drawn.height  # a picture that fits on one sheet fills it
    widest = max(tall * _SHAPE, *(right - left for left, right in groups))
    return [
        _Sheet(f"{left:g} 0 {right - left:g} {drawn.height:g}", 100 * (right - left) / widest) for left, right in groups
    ]


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("wall.html.jinja")
