"""What the analysis says of a pack's reactieschema, with the lines that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from processors.analysis import Finding, Report, check
from processors.faults import Fault, Path
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
    paths = dict(_questions(document.data["tree"], ("tree",)))

    def problem(finding: Finding) -> Problem:
        path = paths.get(finding.at, ("outcomes", finding.at))
        example = f"; for instance {finding.example}" if finding.example else ""
        return placed(document, Fault(path, finding.what, finding.hint + example))

    return Findings(tuple(sorted(map(problem, report.errors))), tuple(sorted(map(problem, report.warnings))), report)


def _questions(chain: list[Any], path: Path) -> Iterator[tuple[str, Path]]:
    """Each question of a chain that is good by itself, with the path of its id."""
    for index, line in enumerate(chain):
        if "id" in line:
            here = (*path, index)
            yield line["id"], (*here, "id")
            for answer in ("ja", "nee"):
                if isinstance(line.get(answer), list):
                    yield from _questions(line[answer], (*here, answer))
