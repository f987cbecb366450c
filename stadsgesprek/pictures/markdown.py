"""The tree as text in Markdown: a list in a list, with reasons and conditions; then every outcome."""

import re
from collections.abc import Iterator

from processors.tree import Outcome
from stadsgesprek.pictures.faces import action_line
from stadsgesprek.pictures.facts import facts
from stadsgesprek.pictures.outline import Branch, Place
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.words import condition_text


def markdown(scene: Scene) -> str:
    """The document (CommonMark). A chain of questions is a list; what follows a `ja` is a list inside it."""
    return "\n".join(_lines(scene)).rstrip("\n") + "\n"


def escaped(text: object) -> str:
    """Text on one line in which nothing is mark-up; it never stands at the start of a line."""
    return re.sub(r"([\\`*_\[\]<>#|&~$])", r"\\\1", " ".join(str(text).split()))


def _lines(scene: Scene) -> Iterator[str]:
    words = scene.speech.words
    yield f"# {escaped(scene.title)}"
    for sentence in (scene.subtitle, words("picture.how"), *scene.notes):
        yield f"\n{escaped(sentence)}"
    yield f"\n## {escaped(words('picture.questions'))}\n"
    for place in scene.places:
        yield from _question(place, scene) if place.kind == "question" else _end(place, scene)
    yield f"\n## {escaped(words('picture.cards'))}"
    for outcome in scene.tree.outcomes.values():
        yield from _outcome(outcome, scene)


def _question(place: Place, scene: Scene) -> Iterator[str]:
    words, node = scene.speech.words, scene.tree.nodes[place.id]
    indent = "    " * place.level
    answers = " ".join(filter(None, (_passed((node.id, True), scene), _passed((node.id, False), scene))))
    vraag = f"**{place.number}. {escaped(node.vraag)}**"
    yield f'{indent}- <a id="vraag-{node.id}"></a>{vraag}{answers and " " + answers}  '
    yield f"{indent}  {escaped(words('picture.why'))}: {escaped(node.waarom)}  "
    yield f"{indent}  {escaped(words('picture.condition'))}: {escaped(condition_text(node.condition, scene.speech))}"
    if scene.ends[node.id, True] == node.ja:
        yield f"{indent}  - **{words('way.yes')}**:"


def _end(place: Place, scene: Scene) -> Iterator[str]:
    words = scene.speech.words
    if place.kind == "jump":
        to = f"[{escaped(words('picture.jump', n=scene.numbers[place.id]))}](#vraag-{place.id})"
    else:
        outcome = scene.tree.outcomes[place.id]
        name = escaped(scene.speech.labels.pick(outcome.label))
        to = f"[{name}](#afloop-{outcome.id}) ({escaped(action_line(outcome, scene))})"
    if place.branch is not None and place.branch[1]:
        yield f"{'    ' * (place.level - 1)}  - **{words('way.yes')}** → {to}"
    else:
        yield f"{'    ' * place.level}- **{words('picture.otherwise')}** → {to}"


def _passed(branch: Branch, scene: Scene) -> str:
    """How many took a branch, and whether it is on the message's way."""
    words = scene.speech.words
    answer = words("way.yes" if branch[1] else "way.no").lower()
    parts = [f"{scene.speech.format.number(scene.counts.of(branch))}×"] if scene.counts else []
    parts += [f"**{words('picture.went')}**"] if scene.way and branch in scene.way.branches else []
    return f"({escaped(answer)}: {', '.join(parts)})" if parts else ""


def _outcome(outcome: Outcome, scene: Scene) -> Iterator[str]:
    name, action = scene.speech.labels.pick(outcome.label), scene.speech.labels("action", outcome.action)
    yield f'\n### <a id="afloop-{outcome.id}"></a>{escaped(name)}\n'
    yield f"**{escaped(action)}.** {escaped(outcome.reason)}\n"
    for term, text in facts(outcome, scene.speech):
        yield f"- {escaped(term)}: {escaped(text)}"
