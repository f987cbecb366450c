"""The sentences that go with a picture: what was counted, and what could not be drawn."""

from datetime import datetime

from schemas.decision import Decision
from stadsgesprek.console.site import Speech
from stadsgesprek.pictures.counts import Counts
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.way import Way


def count_notes(counts: Counts, since: datetime | None, speech: Speech) -> tuple[str, ...]:
    """How many were counted since when, and how many of them went along ways that are not in the tree."""
    words, fmt = speech.words, speech.format
    start = words("picture.counted-all") if since is None else words("picture.counted-since", moment=fmt.full(since))
    counted = words("picture.counted", n=fmt.number(counts.total), since=start)
    if not counts.elsewhere:
        return (counted,)
    return (counted, words.number("picture.elsewhere", counts.elsewhere, fmt.number(counts.elsewhere)))


def way_notes(scene: Scene, decision: Decision, way: Way | None) -> tuple[str, ...]:
    """Which message's way is drawn; when other rules decided it along a way that is not here, that way in words."""
    words = scene.speech.words
    if way is not None:
        label = scene.speech.labels.pick(scene.tree.outcomes[way.outcome].label)
        return *scene.notes, words("picture.way", id=decision.message, outcome=label)
    steps = [_step(number, step.node, step.answer, scene) for number, step in enumerate(decision.path, 1)]
    outcome = scene.speech.labels("outcome", decision.outcome)
    elsewhere = words(
        "picture.way-elsewhere", id=decision.message, version=decision.rules_version, hash=decision.rules[:12]
    )
    return *scene.notes, elsewhere, f"{' '.join(steps)} → {outcome}"


def _step(number: int, id: str, answer: bool, scene: Scene) -> str:
    """One question on the way; by its id, when the tree no longer has it."""
    words, node = scene.speech.words, scene.tree.nodes.get(id)
    said = words("way.yes" if answer else "way.no").lower()
    return words("picture.step", n=number, vraag=node.vraag if node else f"{id}:", answer=f"{said}.")
