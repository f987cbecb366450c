"""The boxes and lines of the picture, as SVG."""

from collections.abc import Iterator
from html import escape
from typing import Final

from stadsgesprek.pictures.faces import LEADING, LEFT, PAD, SMALL_LEADING, Face, spoken
from stadsgesprek.pictures.layout import PORT, Box, Edge, Layout
from stadsgesprek.pictures.outline import Branch, end_key
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.text import width

_ANSWER: Final = 13.0
_THIN, _THICK = 1.75, 8.0  # pixels: a branch that nobody took, and one that all took
_NOT_XML: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")


def xml(text: object) -> str:
    """Text for between tags or quotes; a character that XML cannot hold becomes U+FFFD."""
    return escape(str(text).translate(_NOT_XML))


def boxes_and_lines(
    drawn: Layout, faces: dict[str, Face], scene: Scene, question_href: str, outcome_href: str | None
) -> Iterator[str]:
    """Everything that is drawn, lines first, so that boxes lie over them."""
    yield from (_edge(edge, scene) for edge in _went_last(drawn, scene))
    for box in drawn.boxes:
        yield _box(box, faces[box.place.key], scene, _href(box, question_href, outcome_href))
    yield from (_edge_text(edge, scene) for edge in drawn.edges)


def _href(box: Box, question_href: str, outcome_href: str | None) -> str:
    if box.place.kind != "outcome":
        return f"{question_href}{box.place.id}"
    return f"#vak-{box.place.key}" if outcome_href is None else f"{outcome_href}{box.place.id}"


def _box(box: Box, text: Face, scene: Scene, href: str) -> str:
    place, x, y = box.place, box.x, box.y
    classes: list[str] = [place.kind]
    more = ""
    if place.kind == "question":
        classes += ["first"] if place.level == 0 else []
        node = scene.tree.nodes[place.id]
        more = f' data-ja="vak-{scene.ends[node.id, True]}" data-nee="vak-{scene.ends[node.id, False]}"'
    elif place.kind == "outcome":
        classes += ["end", scene.tree.outcomes[place.id].action]
    else:
        classes.append("end")
        more = f' data-naar="vak-{place.id}"'
    if place.branch is not None:
        more += f' data-terug="vak-{place.branch[0]}"'
    if scene.way and (place.branch is None or place.branch in scene.way.branches):
        classes.append("went")
    parts = [
        f'<a id="vak-{place.key}" class="box {" ".join(classes)}" href="{xml(href)}" data-niveau="{place.level + 1}"'
        f'{more} aria-label="{xml(spoken(place, scene))}">',
        f'<rect class="shape" x="{x:g}" y="{y:g}" width="{box.width:g}" height="{box.height:g}" rx="8"/>',
        _sign(box, scene),
    ]
    base = y + PAD - 4
    for number, line in enumerate(text.small, 1):
        at = base + number * SMALL_LEADING - 3
        parts.append(f'<text class="action" x="{x + LEFT:g}" y="{at:g}">{xml(line)}</text>')
    base += len(text.small) * SMALL_LEADING
    for number, line in enumerate(text.lines, 1):
        at = base + number * LEADING - 3
        parts.append(f'<text x="{x + LEFT:g}" y="{at:g}" lang="{text.lang}">{xml(line)}</text>')
    return "\n".join((*parts, "</a>"))  # the white space keeps words of two lines apart for who hears them


def _sign(box: Box, scene: Scene) -> str:
    x, y = box.x, box.y
    if box.place.kind == "question":
        return f'<text class="number" x="{x + LEFT / 2:g}" y="{y + PORT + 3:g}">{box.place.number}</text>'
    if box.place.kind == "jump":
        return f'<path class="turn" d="M{x + 14:g} {y + PORT - 8:g}v8h12m-4 -4l4 4l-4 4"/>'
    action = scene.tree.outcomes[box.place.id].action
    return (
        f'<path class="sign" d="M{x + 28:g} {y:g}H{x + 8:g}a8 8 0 0 0 -8 8V{y + box.height - 8:g}a8 8 0 0 0 8 8'
        f'H{x + 28:g}z"/><use href="#teken-{action}" x="{x + 5:g}" y="{y + PORT - 9:g}" width="18" height="18"/>'
    )


def _went_last(drawn: Layout, scene: Scene) -> list[Edge]:
    """So that the way of a message lies over the other lines."""
    return sorted(drawn.edges, key=lambda edge: _went(edge.branch, scene))


def _went(branch: Branch, scene: Scene) -> bool:
    return scene.way is not None and branch in scene.way.branches


def _edge(edge: Edge, scene: Scene) -> str:
    answer = "ja" if edge.branch[1] else "nee"
    classes = ["edge", answer]
    thick = _THIN
    if scene.counts:
        count = scene.counts.of(edge.branch)
        thick += _THICK * count / max(scene.counts.total, 1)
        classes += [] if count else ["unused"]
    if _went(edge.branch, scene):
        classes.append("went")
    start, *rest = edge.points
    line = f"M{start[0]:g} {start[1]:g}" + "".join(f"L{x:g} {y:g}" for x, y in rest)
    return (
        f'<path id="lijn-{end_key(edge.branch)}" class="{" ".join(classes)}" d="{line}" '
        f'stroke-width="{thick:.2f}" aria-hidden="true"/>'
    )


def _edge_text(edge: Edge, scene: Scene) -> str:
    answer, words = edge.branch[1], scene.speech.words
    word = words("way.yes" if answer else "way.no").lower()
    x, y = edge.points[0]
    x, y = (x + 10, y - 7) if answer else (x + 9, y + 17)
    text = f'<text class="answer" x="{x:g}" y="{y:g}">{xml(word)}</text>'
    if scene.counts:
        x, y = (x, y + 24) if answer else (x + 7 + width(word, _ANSWER, bold=True), y)
        count = scene.speech.format.number(scene.counts.of(edge.branch))
        text += f'<text class="count" x="{x:g}" y="{y:g}">{xml(count)}×</text>'
    went = " went" if _went(edge.branch, scene) else ""
    return f'<g class="said {"ja" if answer else "nee"}{went}" aria-hidden="true">{text}</g>'
