"""`stadsgesprek doctor`: is everything there, and if not, what to do."""

import typer
from rich.console import Console
from rich.text import Text

from stadsgesprek.cli.exits import Exit
from stadsgesprek.doctor import findings
from stadsgesprek.settings import load


def doctor() -> None:
    """Check each setting and dependency: in order, or what is wrong and what to do. Shows no secret.

    Exit code 1 when something must be mended first.
    """
    out = Console(soft_wrap=True)
    wrong = False
    for finding in findings(load()):
        mark, style = ("ok", "green") if finding.wrong is None else ("!!", "yellow" if finding.warning else "red")
        out.print(Text(f"{mark}  ", style), Text(finding.what), sep="")
        for line in (finding.wrong or "").splitlines():
            out.print(Text(f"    {line}", style))
        wrong = wrong or (finding.wrong is not None and not finding.warning)
    raise typer.Exit(Exit.NO if wrong else Exit.DONE)
