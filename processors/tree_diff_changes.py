"""The differences between two rule sets, one kind a class. `tree_diff_words` says them."""

from dataclasses import dataclass
from typing import Literal

from processors.conditions import Condition
from processors.labels import Label


@dataclass(frozen=True, slots=True)
class Asked:
    """A question."""

    id: str
    vraag: str


@dataclass(frozen=True, slots=True)
class Ended:
    """An outcome."""

    id: str
    label: Label


Target = Asked | Ended


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a question stands: under an answer of another (or at the top), after another (or first)."""

    under: Asked | None
    answer: bool
    after: Asked | None


# --- What changes within a condition


@dataclass(frozen=True, slots=True)
class Values:
    """Other values of one feature are asked for."""

    feature: str
    added: tuple[object, ...]
    removed: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A number is held against another bound."""

    feature: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class Part:
    """A part came or went. Of an `extra` one, the condition is to hold as well; else it is one more way to hold."""

    condition: Condition
    came: bool
    extra: bool


@dataclass(frozen=True, slots=True)
class Replaced:
    """Another condition."""

    old: Condition
    new: Condition


Delta = Values | Bound | Part | Replaced


# --- What changes in a rule set


@dataclass(frozen=True, slots=True)
class VersionChanged:
    """The city calls it otherwise."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class QuestionAdded:
    """A new question."""

    question: Asked
    spot: Spot
    condition: Condition
    ja: Target


@dataclass(frozen=True, slots=True)
class QuestionRemoved:
    """A question that is gone."""

    question: Asked
    spot: Spot


@dataclass(frozen=True, slots=True)
class QuestionMoved:
    """A question stands elsewhere."""

    question: Asked
    spot: Spot


@dataclass(frozen=True, slots=True)
class WordingChanged:
    """A question, or why it is asked, is put in other words. `question` has the new ones."""

    question: Asked
    key: Literal["vraag", "waarom"]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ConditionChanged:
    """These questions ask something else, all in the same way (as when they share a set or a fragment)."""

    questions: tuple[Asked, ...]
    deltas: tuple[Delta, ...]


@dataclass(frozen=True, slots=True)
class BranchChanged:
    """An answer leads elsewhere. Without a question: the very start."""

    question: Asked | None
    answer: bool
    old: Target
    new: Target


@dataclass(frozen=True, slots=True)
class OutcomeAdded:
    """A new outcome."""

    outcome: Ended


@dataclass(frozen=True, slots=True)
class OutcomeRemoved:
    """An outcome that is gone."""

    outcome: Ended


@dataclass(frozen=True, slots=True)
class OutcomeChanged:
    """A field of these outcomes, in all of them in the same way (as when they share a clock).

    `old` and `new` are its values in processors.tree.Outcome.
    """

    outcomes: tuple[Ended, ...]
    key: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class TemplateChanged:
    """The texts of a reply, and the outcomes that use it (by now, or before it went)."""

    template: str
    outcomes: tuple[Ended, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactChanged:
    """Something else that the city set; None where it is not set. `about` is a kind of tree_diff_words.FACT_WORDS."""

    about: str
    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class SignalChanged:
    """A signal's phrases, counted, and whether what it votes for changed."""

    signal: str
    came: bool
    went: bool
    added: int
    removed: int
    votes: bool


Change = (
    VersionChanged
    | QuestionAdded
    | QuestionRemoved
    | QuestionMoved
    | WordingChanged
    | ConditionChanged
    | BranchChanged
    | OutcomeAdded
    | OutcomeRemoved
    | OutcomeChanged
    | TemplateChanged
    | FactChanged
    | SignalChanged
)
