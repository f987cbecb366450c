"""What the analysis of a tree found."""

from dataclasses import dataclass
from enum import StrEnum
from math import log10

from processors.features import FeatureRow


class Kind(StrEnum):
    """What can be wrong with a tree that can be walked."""

    question_never_reached = "question-never-reached"
    always_ja = "always-ja"
    always_nee = "always-nee"
    outcome_never_reached = "outcome-never-reached"
    invariant_broken = "invariant-broken"
    part_without_effect = "part-without-effect"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, in words for who edits the tree.

    `at` is the id of the question or outcome; `row` the most ordinary message that shows it (None where none can), and
    `example` that row with its way through the tree in words; `certain` false when it was only not seen among rows
    that were drawn.
    """

    kind: Kind
    at: str
    what: str
    hint: str
    row: FeatureRow | None = None
    example: str = ""
    certain: bool = True

    @property
    def is_error(self) -> bool:
        """Whether the tree must not be put in force with it; else it is a warning.

        A question that is always answered ja decides as it reads, and what it keeps from others is found by itself.
        """
        return self.kind not in {Kind.always_ja, Kind.part_without_effect} and self.certain


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, and how they were come by.

    `exact`: over all `combinations` of what the conditions tell apart in `features` features, without the impossible
    ones; else `drawn` of them were tried. `all_parts`: every part of every condition was looked at.
    """

    findings: tuple[Finding, ...]
    exact: bool
    combinations: int
    features: int
    drawn: int = 0
    all_parts: bool = True

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the tree from being put in force."""
        return tuple(each for each in self.findings if each.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What its maker should know."""
        return tuple(each for each in self.findings if not each.is_error)

    @property
    def summary(self) -> str:
        """How thorough it was, in words."""
        of = f"{_rounded(self.combinations)} combinations of {self.features} features"
        if not self.exact:
            return f"too intricate to be exact: {self.drawn:,} messages drawn from {of}"
        return f"exact over {of}" + ("" if self.all_parts else ", but not all parts of conditions were looked at")


def _rounded(number: int) -> str:
    """12,345 in full, more as 4.1e11."""
    if number < 1_000_000:
        return f"{number:,}"
    exponent = int(log10(number))  # also of numbers with more digits than Python writes out
    digits = str(number // 10 ** (exponent - 2))
    return f"{digits[0]}.{digits[1]}e{exponent - 3 + len(digits)}"
