"""The content of reactieschema.yaml, as it is written."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Discriminator, Field, Tag

from processors.clocks import read_clock
from processors.faults import Path
from schemas.base import Frozen, Name
from schemas.vocabulary import Action, Manner

Sentence = Annotated[str, Field(min_length=3, max_length=500)]

TOPIC_DEPARTMENTS: Final = "topic"
"""Among an outcome's departments: those that the message's topics belong to."""


ClockSpec = Annotated[Any, AfterValidator(read_clock)]
"""How a clock counts: see clocks.read_clock, which makes a Clock of it."""


class LabelSpec(Frozen):
    """A name for people."""

    nl: str = Field(min_length=1, max_length=100, description="In Dutch")
    en: str = Field(min_length=1, max_length=100, description="In English")


class OutcomeSpec(Frozen):
    """What the city does with a message. Silence is an outcome too, with a reason."""

    label: LabelSpec = Field(description="Its name for people")
    action: Action = Field(description="React, refer, hide, … or not")
    manner: Manner = Field(default=Manner.geen, description="In public or in private; `geen` when nothing is said")
    voice: Name | None = Field(default=None, description="As whom the city speaks")
    clock: Name | None = Field(default=None, description="Which clock says by when")
    ruling: Name | None = Field(default=None, description="Which clock says by when a formal complaint is ruled on")
    template: Name | None = Field(default=None, description="Reply template to start from")
    departments: tuple[Name, ...] = Field(
        default=(), description="Who gets it, first one first; `topic` stands for the departments of its topics"
    )
    human: bool = Field(default=False, description="A person must look")
    reason: Sentence = Field(description="Why, in one Dutch sentence")


class Otherwise(Frozen):
    """The end of a chain of questions: where everything goes that got no `ja`."""

    anders: Name = Field(description="Id of an outcome, or of a question elsewhere in the tree")


class Question(Frozen):
    """One question of the tree, as a colleague would ask it."""

    id: Name = Field(description="Its id, in every path that passes here")
    vraag: Sentence = Field(description="The question")
    waarom: Sentence = Field(description="Why we ask it")
    als: Any = Field(description="The condition under which the answer is ja; see condition_reader")
    ja: "Branch" = Field(description="An outcome, a question elsewhere, or a chain of further questions")
    nee: "Branch | None" = Field(default=None, description="The same; left out, the next question of this chain")


def _kind_of_line(line: Any) -> str:
    ends = "anders" in line if isinstance(line, Mapping) else isinstance(line, Otherwise)
    return "<otherwise>" if ends else "<question>"


def _kind_of_branch(branch: Any) -> str:
    return "<chain>" if isinstance(branch, list | tuple) else "<id>"


Line = Annotated[
    Annotated[Question, Tag("<question>")] | Annotated[Otherwise, Tag("<otherwise>")],
    Discriminator(_kind_of_line),
]
Chain = tuple[Line, ...]
Branch = Annotated[
    Annotated[Name, Tag("<id>")] | Annotated[Chain, Tag("<chain>")],
    Discriminator(_kind_of_branch),
]


class TreeSpec(Frozen):
    """A reactieschema: a chain of questions, read from the top; the first `ja` decides where it goes on."""

    version: Annotated[str, Field(min_length=1, max_length=40)] = Field(description="As the city calls this version")
    sets: dict[Name, Annotated[tuple[str | int | float | bool, ...], Field(min_length=1)]] = Field(
        default_factory=dict, description="Named lists of values, so that nothing is written twice"
    )
    fragments: dict[Name, Any] = Field(
        default_factory=dict, description="Named conditions, used as {fragment: name}, so that nothing is written twice"
    )
    clocks: dict[Name, ClockSpec] = Field(
        default_factory=dict, description="Name to an ISO 8601 duration, {working_hours: 4} or {working_days: 3}"
    )
    tree: Chain = Field(min_length=1, description="The questions")
    outcomes: dict[Name, OutcomeSpec] = Field(min_length=1, description="What the city can do")


Question.model_rebuild()


def placed_questions(chain: Chain, path: Path) -> Iterator[tuple[Question, Path]]:
    """All questions of a chain with their paths, as one reads it aloud."""
    for index, line in enumerate(chain):
        if isinstance(line, Question):
            yield line, (*path, index)
            for answer, branch in (("ja", line.ja), ("nee", line.nee)):
                if isinstance(branch, tuple):
                    yield from placed_questions(branch, (*path, index, answer))
