"""Trees of any size, as balanced as the closed lists allow, to see what the number of questions costs."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from processors.conditions import OneOf
from processors.features import FEATURES
from processors.labels import Label
from processors.tree import Node, Outcome, Tree
from schemas.vocabulary import Action, Manner

_ASKED = ("topic", "intent", "channel", "urgency", "sentiment", "visibility")
"""Each is asked until one value is left, then the next one."""


@dataclass(slots=True)
class _Part:
    """What still has to be told apart at one place of the tree, where `above` leads to by `answer`."""

    values: tuple[Sequence[str], ...]
    above: "_Question | None" = None
    answer: bool = False


@dataclass(slots=True)
class _Question:
    id: str
    condition: OneOf
    ja: str = "eind"
    nee: str = "eind"


@dataclass(slots=True)
class _Growing:
    questions: dict[str, _Question] = field(default_factory=dict)

    def ask(self, part: _Part) -> list[_Part]:
        """One more question at this place, by halves; what is left to ask behind both its answers."""
        index = next(index for index, values in enumerate(part.values) if len(values) > 1)
        values = part.values[index]
        half = len(values) // 2
        question = _Question(f"v{len(self.questions)}", OneOf(_ASKED[index], frozenset(values[:half])))
        self.questions[question.id] = question
        if part.above is not None and part.answer:
            part.above.ja = question.id
        elif part.above is not None:
            part.above.nee = question.id
        return [
            _Part((*part.values[:index], some, *part.values[index + 1 :]), question, answer)
            for answer, some in ((True, values[:half]), (False, values[half:]))
        ]


def balanced(questions: int) -> Tree:
    """A tree of so many questions, at most 90,000; its only outcome is silence."""
    growing = _Growing()
    waiting = deque([_Part(tuple(FEATURES[name].values for name in _ASKED))])
    while len(growing.questions) < questions:
        waiting.extend(growing.ask(waiting.popleft()))
    nodes = {
        each.id: Node(each.id, "Is het zo?", "Om te meten.", each.condition, each.ja, each.nee)
        for each in growing.questions.values()
    }
    silence = Outcome(
        id="eind",
        label=Label("Eind", "End"),
        action=Action.niet_reageren,
        manner=Manner.geen,
        voice=None,
        clock=None,
        clock_name=None,
        ruling=None,
        template=None,
        departments=(),
        human=False,
        reason="Om te meten.",
    )
    return Tree(version="bench", hash="bench", root="v0", nodes=nodes, outcomes={silence.id: silence})
