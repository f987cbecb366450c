"""`stadsgesprek rules test`: whether the reactieschema does with the city's cases what it must."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from processors.cases import CasesReport, Ran, run_cases
from processors.tree import Tree
from stadsgesprek.cli.exits import Exit
from stadsgesprek.cli.rules.packs import PackName, named
from stadsgesprek.pack.cases import read_cases
from stadsgesprek.pack.document import Document


def test(
    pack: PackName = None,  # noqa: PT028  (a command, not a test)
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,  # noqa: PT028
) -> None:
    """Take the cases of gevallen.yaml through the reactieschema.

    Ends with 1 when a case goes elsewhere, and when an outcome has no hit or no near miss. A branch that no case
    walked is a warning.

    Example: stadsgesprek rules test antwerpen
    """
    read = named(pack)
    cases, document = read_cases(read)
    report = run_cases(cases, read.city)
    if as_json:
        typer.echo(orjson.dumps(_plain(report, document), option=orjson.OPT_INDENT_2))
    else:
        _show(report, document, read.city.tree)
    raise typer.Exit(Exit.DONE if report.passed else Exit.NO)


def _show(report: CasesReport, document: Document, tree: Tree) -> None:
    console = Console()
    outcomes = (
        (id, outcome.label.nl, report.hits[id], report.near_misses[id]) for id, outcome in tree.outcomes.items()
    )
    console.print(_table(("Outcome", "hits", "near misses"), outcomes, "bold red", console.width))
    questions = ((id, tree.nodes[id].vraag, *counts) for id, counts in report.branches.items())
    console.print(_table(("Question", "ja", "nee"), questions, "bold yellow", console.width))
    for line in (*_warnings(report, tree), *_complaints(report, document, tree)):
        console.print(line, soft_wrap=True)
    branches = 2 * len(report.branches)
    console.print(
        f"{len(report.ran)} cases, {len(report.failed)} failed; {report.silent} are tests of silence; "
        f"{len(report.hits) - len(report.untested)} of {len(report.hits)} outcomes tested; "
        f"{branches - len(report.unwalked)} of {branches} branches walked",
        highlight=False,
        soft_wrap=True,
    )


def _table(head: tuple[str, str, str], rows: Iterable[tuple[str, str, int, int]], nothing: str, width: int) -> Table:
    """One line for each; where the screen is narrow, what it is about is cut."""
    lines = list(rows)
    ids = max((len(id) for id, *_ in lines), default=0)
    room = max(width - max(ids, len(head[0])) - sum(2 + len(name) for name in head[1:]) - 2, 10)
    table = Table(head[0], "", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in head[1:]:
        table.add_column(name, justify="right")
    for id, about, *counts in lines:
        text = Text(about, style="dim")
        text.truncate(room, overflow="ellipsis")
        table.add_row(id, text, *(Text(str(count), style="" if count else nothing) for count in counts))
    return table


def _warnings(report: CasesReport, tree: Tree) -> Iterator[Text]:
    for id, answer in report.unwalked:
        about = f"no case answers {_answer(answer)} to {_asked(id, tree)}"
        yield Text.assemble(("warning: ", "bold yellow"), about)


def _complaints(report: CasesReport, document: Document, tree: Tree) -> Iterator[Text]:
    for id in report.untested:
        lacks = [name for name, counts in (("hit", report.hits), ("near miss", report.near_misses)) if not counts[id]]
        yield Text.assemble(("untested: ", "bold red"), f"the outcome {id} has no {' and no '.join(lacks)}")
    for ran in report.failed:
        yield Text.assemble(("failed: ", "bold red"), f"{_place(ran, document)}: {ran.case.title(ran.index)}")
        yield Text(f"  must get {ran.case.uitkomst}, got {ran.landed}")
        if ran.case.pad is not None:
            yield Text(f"  must go  {_way(ran.case.pad)}")
        yield Text(f"  went     {_way(ran.way)}")
        if ran.left is not None:
            saw = ", ".join(f"{name} = {_value(value)}" for name, value in ran.left.saw.items())
            yield Text(f"  left the way at {_asked(ran.left.node, tree)}: {_answer(ran.left.answer)}; it saw {saw}")


def _plain(report: CasesReport, document: Document) -> dict[str, Any]:
    return {
        "passed": report.passed,
        "cases": len(report.ran),
        "silent": report.silent,
        "failed": [
            {
                "place": _place(ran, document),
                "case": ran.case.title(ran.index),
                "expected": ran.case.uitkomst,
                "expected_way": ran.case.pad,
                "landed": ran.landed,
                "way": ran.way,
                "left": None if ran.left is None else ran.left.model_dump(mode="json"),
            }
            for ran in report.failed
        ],
        "untested": report.untested,
        "outcomes": {id: {"hits": hits, "near_misses": report.near_misses[id]} for id, hits in report.hits.items()},
        "questions": {id: {"ja": ja, "nee": nee} for id, (ja, nee) in report.branches.items()},
        "unwalked": [{"question": id, "answer": _answer(answer)} for id, answer in report.unwalked],
    }


def _place(ran: Ran, document: Document) -> str:
    return f"{document.file}:{document.line(('gevallen', ran.index))}"


def _asked(id: str, tree: Tree) -> str:
    return f"'{tree.nodes[id].vraag}' ({id})"


def _answer(answer: bool) -> str:
    return "ja" if answer else "nee"


def _way(questions: Iterable[str]) -> str:
    return " > ".join(questions) or "by nee all the way"


def _value(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)
