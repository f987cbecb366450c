"""What the analysis says of a pack's reactieschema, with the lines that it is about."""

from dataclasses import dataclass

from processors.analysis import Finding, Report, check
from processors.faults import Fault
from processors.tree_spec import placed_questions
from stadsgesprek.pack.files import TREE
from stadsgesprek.pack.load import Pack
from stadsgesprek.pack.problem import Problem
from stadsgesprek.pack.validation import placed


@dataclass(frozen=True, slots=True)
class Findings:
    """With errors a pack must not be put in force; warnings are for its maker to judge."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    report: Report


def findings(pack: Pack) -> Findings:
    """What is never reached, what is always answered alike, and what breaks an invariant."""
    report = check(pack.city.tree, pack.city_spec)
    document = pack.documents[TREE]
    paths = {question.id: (*path, "id") for question, path in placed_questions(pack.tree_spec.tree, ("tree",))}

    def problem(finding: Finding) -> Problem:
        path = paths.get(finding.at, ("outcomes", finding.at))
        example = f"; for instance {finding.example}" if finding.example else ""
        return placed(document, Fault(path, finding.what, finding.hint + example))

    return Findings(tuple(sorted(map(problem, report.errors))), tuple(sorted(map(problem, report.warnings))), report)
