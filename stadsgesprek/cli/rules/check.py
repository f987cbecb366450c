"""`stadsgesprek rules check`: all that is wrong with a pack, before anybody decides by it."""

from collections.abc import Iterable
from time import perf_counter

import typer
from rich.console import Console
from rich.text import Text

from stadsgesprek.cli.exits import Exit
from stadsgesprek.cli.rules.chosen import chosen_files
from stadsgesprek.cli.rules.packs import PackName
from stadsgesprek.pack import PackError, Problem, compiled
from stadsgesprek.pack.findings import findings
from stadsgesprek.settings import load


def check(pack: PackName = None) -> None:
    """Say all that is wrong with a pack, each with its file, line and what to do.

    First whether its files can be read and what they name exists; then, of all messages that can come, which questions
    and outcomes none gets to, which questions are always answered nee, and which invariants an outcome breaks. Ends
    with 1 when there is an error; a warning is for you to judge.

    Example: stadsgesprek rules check antwerpen
    """
    console = Console()
    started = perf_counter()
    files = chosen_files(load(), pack)
    try:
        read = compiled(files)
    except PackError as error:
        _say(console, "error", "bold red", error.problems)
        typer.echo(f"{_counted(len(error.problems), 'error')}; mend them, and the questions are looked at as well")
        raise typer.Exit(Exit.NO) from None
    found = findings(read)
    _say(console, "warning", "bold yellow", found.warnings)
    _say(console, "error", "bold red", found.errors)
    tree = read.city.tree
    typer.echo(
        f"{_counted(len(tree.nodes), 'question')}, {_counted(len(tree.outcomes), 'outcome')}; {found.report.summary}; "
        f"{_counted(len(found.errors), 'error')}, {_counted(len(found.warnings), 'warning')} "
        f"in {perf_counter() - started:.1f} s"
    )
    raise typer.Exit(Exit.NO if found.errors else Exit.DONE)


def _say(console: Console, kind: str, style: str, problems: Iterable[Problem]) -> None:
    for problem in problems:
        console.print(Text.assemble((f"{kind}: ", style), str(problem)), soft_wrap=True)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
