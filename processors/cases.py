"""Runs the cases of a city: what became of each, and which branches of the reactieschema they walked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from processors.cases_rows import case_rows
from processors.cases_spec import CaseSpec, CasesSpec
from processors.city import City
from processors.features import FeatureRow
from processors.tree import Tree
from schemas.decision import Step
from schemas.vocabulary import SILENT


@dataclass(frozen=True, slots=True)
class Ran:
    """One case, run. `left` is the first question that took it off the way it had to go; None when it went well."""

    case: CaseSpec
    index: int
    row: FeatureRow
    landed: str
    path: tuple[Step, ...]
    left: Step | None

    @property
    def way(self) -> tuple[str, ...]:
        """The questions answered ja."""
        return tuple(step.node for step in self.path if step.answer)

    @property
    def good(self) -> bool:
        """It got the outcome that it must get, along the way that it must go."""
        return self.landed == self.case.uitkomst and self.case.pad in (None, self.way)


@dataclass(frozen=True, slots=True)
class CasesReport:
    """What the cases say of a tree.

    `hits` and `near_misses` count the good cases of each outcome; `branches` counts, for each question, all cases that
    went on by ja and by nee; `silent` counts the good cases that must get silence.
    """

    ran: tuple[Ran, ...]
    hits: Mapping[str, int]
    near_misses: Mapping[str, int]
    branches: Mapping[str, tuple[int, int]]
    silent: int

    @property
    def failed(self) -> tuple[Ran, ...]:
        """The cases that went elsewhere."""
        return tuple(each for each in self.ran if not each.good)

    @property
    def untested(self) -> tuple[str, ...]:
        """The outcomes without a hit or without a near miss."""
        return tuple(id for id, hits in self.hits.items() if not hits or not self.near_misses[id])

    @property
    def unwalked(self) -> tuple[tuple[str, bool], ...]:
        """The branches that no case took: question and answer."""
        return tuple(
            (id, answer)
            for id, counts in self.branches.items()
            for answer, count in zip((True, False), counts, strict=True)
            if not count
        )

    @property
    def passed(self) -> bool:
        """Every case went well and every outcome is tested. A branch that nobody walked is only a warning."""
        return not self.failed and not self.untested


def run_cases(cases: CasesSpec, city: City) -> CasesReport:
    """Takes each case through the tree. The cases are good: `case_faults` has nothing to say of them."""
    tree = city.tree
    ran = tuple(
        _run(case, index, row, tree)
        for index, (case, row) in enumerate(zip(cases.gevallen, case_rows(cases, city), strict=True))
    )
    good = [each.case for each in ran if each.good]
    hits = Counter(case.uitkomst for case in good)
    near_misses = Counter(case.bijna for case in good)
    walked = Counter((step.node, step.answer) for each in ran for step in each.path)
    return CasesReport(
        ran,
        {id: hits[id] for id in tree.outcomes},
        {id: near_misses[id] for id in tree.outcomes},
        {id: (walked[id, True], walked[id, False]) for id in tree.nodes},
        sum(tree.outcomes[case.uitkomst].action in SILENT for case in good),
    )


def _run(case: CaseSpec, index: int, row: FeatureRow, tree: Tree) -> Ran:
    outcome, path = tree.decide(row)
    ran = Ran(case, index, row, outcome.id, path, None)
    if ran.good:
        return ran
    off = _off_the_way(path, case.pad) or _out_of_reach(path, case.uitkomst, tree)
    return Ran(case, index, row, outcome.id, path, off)


def _off_the_way(path: Sequence[Step], way: Sequence[str] | None) -> Step | None:
    """The first step that is not the next of a way, which names the questions answered ja."""
    if way is None:
        return None
    left = list(way)
    for step in path:
        if step.answer != (step.node in left[:1]):
            return step
        if step.answer:
            left.pop(0)
    return None


def _out_of_reach(path: Sequence[Step], outcome: str, tree: Tree) -> Step | None:
    """The first step after which no way leads to an outcome."""
    for step in path:
        node = tree.nodes[step.node]
        if not _leads(tree, node.ja if step.answer else node.nee, outcome):
            return step
    return None


def _leads(tree: Tree, start: str, outcome: str) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        id = todo.pop()
        if id == outcome:
            return True
        if id not in seen and id in tree.nodes:
            seen.add(id)
            todo += [tree.nodes[id].ja, tree.nodes[id].nee]
    return False
