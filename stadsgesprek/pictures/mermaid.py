"""The tree as a flowchart in Mermaid's language (https://mermaid.js.org/syntax/flowchart.html)."""

from collections.abc import Iterator
from typing import Final

from schemas.vocabulary import Action
from stadsgesprek.pictures.faces import action_line
from stadsgesprek.pictures.outline import Branch, Place
from stadsgesprek.pictures.scene import Scene

_PLAIN: Final = frozenset(" ,.?!'()/-:")
_COLOURS: Final = {
    Action.reageren: ("#e3f2ea", "#1d6b45"),
    Action.niet_reageren: ("#f1eeea", "#595b63"),
    Action.volgen: ("#efe9f8", "#5d3f96"),
    Action.doorverwijzen: ("#e6edf5", "#2c4a6e"),
    Action.verbergen: ("#fbefd9", "#7d4a00"),
    Action.escaleren: ("#fdecf0", "#b80033"),
}


def mermaid(scene: Scene) -> str:
    """The flowchart. Its nodes are numbered: an id of a pack could be one of Mermaid's words."""
    return "\n".join(_lines(scene)) + "\n"


def escaped(text: str) -> str:
    """Text for between quotes: letters, digits and a few marks; all else as the number of its character."""
    one_line = " ".join(text.split())
    return "".join(each if each.isalnum() or each in _PLAIN else f"#{ord(each)};" for each in one_line)


def _lines(scene: Scene) -> Iterator[str]:
    yield "flowchart TD"
    yield f"  accTitle: {escaped(scene.title)}"
    yield f"  accDescr: {escaped(' '.join((scene.subtitle, *scene.notes)))}"
    ids = _ids(scene)
    for place in scene.places:
        if place.kind == "question":
            yield f'  {ids[place.key]}["{place.number}. {escaped(scene.tree.nodes[place.id].vraag)}"]'
        elif place.kind == "outcome":
            outcome = scene.tree.outcomes[place.id]
            text = f"{escaped(scene.speech.labels.pick(outcome.label))}<br/>{escaped(action_line(outcome, scene))}"
            yield f'  {ids[place.key]}(["{text}"]):::{_class(outcome.action)}'
    styles: list[str] = []
    branches = [place for place in scene.places if place.branch is not None]
    for number, place in enumerate(branches):
        assert place.branch is not None
        to = place.id if place.kind == "jump" else place.key
        yield f'  {ids[place.branch[0]]} -->|"{_answer(place.branch, scene)}"| {ids[to]}'
        styles += _style(number, place.branch, scene)
    for action, (fill, stroke) in _COLOURS.items():
        yield f"  classDef {_class(action)} fill:{fill},stroke:{stroke},color:#17181c"
    yield from styles


def _class(action: Action) -> str:
    return action.replace("-", "_")


def _ids(scene: Scene) -> dict[str, str]:
    """Of each place its id in the flowchart: v1 for the first question, a2 for the end of the second branch."""

    def id(index: int, place: Place) -> str:
        return f"v{place.number}" if place.kind == "question" else f"a{index}"

    return {place.key: id(index, place) for index, place in enumerate(scene.places)}


def _answer(branch: Branch, scene: Scene) -> str:
    words = scene.speech.words
    answer = words("way.yes" if branch[1] else "way.no").lower()
    count = f", {scene.speech.format.number(scene.counts.of(branch))} x" if scene.counts else ""
    return escaped(answer + count)


def _style(number: int, branch: Branch, scene: Scene) -> Iterator[str]:
    if scene.way and branch in scene.way.branches:
        yield f"  linkStyle {number} stroke:#cf0039,stroke-width:5px"
    elif scene.counts and scene.counts.of(branch):
        width = 1.5 + 8 * scene.counts.of(branch) / scene.counts.total
        yield f"  linkStyle {number} stroke-width:{width:.1f}px"
