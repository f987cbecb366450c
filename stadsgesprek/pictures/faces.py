"""What stands in each box of the picture, in lines that fit."""

from dataclasses import dataclass
from typing import Final

from processors.tree import Outcome
from stadsgesprek.pictures.facts import clock_text
from stadsgesprek.pictures.layout import END_WIDTH, QUESTION_WIDTH
from stadsgesprek.pictures.outline import Place
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.text import wrapped

SIZE: Final = 15.0
LEADING: Final = 19.0
SMALL: Final = 12.0
SMALL_LEADING: Final = 16.0
PAD: Final = 12.0
LEFT: Final = 38.0
"""Room on the left of a box, for the number of a question or the sign of an action."""

_MOST_SMALL: Final = 2


@dataclass(frozen=True, slots=True)
class Face:
    """The text of a box: small lines above, then the large ones. `lang` is of the large ones."""

    small: tuple[str, ...]
    lines: tuple[str, ...]
    lang: str

    @property
    def height(self) -> float:
        """Of its box."""
        return 2 * PAD + len(self.small) * SMALL_LEADING + len(self.lines) * LEADING - 4


def face(place: Place, scene: Scene) -> Face:
    """The text of a place."""
    words, label = scene.speech.words, scene.speech.labels
    if place.kind == "question":
        room = QUESTION_WIDTH - LEFT - PAD
        # The outermost questions are the headlines of the picture.
        return Face((), wrapped(scene.tree.nodes[place.id].vraag, room, SIZE, bold=place.level == 0), "nl")
    room = END_WIDTH - LEFT - PAD
    if place.kind == "jump":
        text = words("picture.jump", n=scene.numbers[place.id])
        return Face((), wrapped(text, room, SIZE, bold=True), words.language)
    outcome = scene.tree.outcomes[place.id]
    small = wrapped(action_line(outcome, scene), room, SMALL)[:_MOST_SMALL]
    return Face(small, wrapped(label.pick(outcome.label), room, SIZE, bold=True), words.language)


def action_line(outcome: Outcome, scene: Scene) -> str:
    """What the city does, and by when."""
    action = scene.speech.labels("action", outcome.action)
    return action if outcome.clock is None else f"{action} · {clock_text(outcome.clock, scene.speech)}"


def spoken(place: Place, scene: Scene) -> str:
    """The name of a box for who hears it: what it says, and where its answers lead."""
    words, label, tree = scene.speech.words, scene.speech.labels, scene.tree
    if place.kind == "question":
        node = tree.nodes[place.id]
        return words(
            "picture.spoken-question",
            n=place.number,
            vraag=node.vraag,
            ja=_target(node.ja, scene),
            nee=_target(node.nee, scene),
        )
    if place.kind == "jump":
        return words("picture.spoken-jump", n=scene.numbers[place.id], vraag=tree.nodes[place.id].vraag)
    outcome = tree.outcomes[place.id]
    return words("picture.spoken-outcome", label=label.pick(outcome.label), action=action_line(outcome, scene))


def _target(id: str, scene: Scene) -> str:
    if id in scene.numbers:
        return scene.speech.words("schema.to-question", n=scene.numbers[id])
    return scene.speech.labels.pick(scene.tree.outcomes[id].label)
