"""`stadsgesprek rules diff`: what is different between two packs, in words."""

from typing import Annotated

import typer

from processors.tree_diff import differences
from processors.tree_diff_words import sentence
from stadsgesprek.cli.exits import Exit
from stadsgesprek.cli.rules.chosen import PACK_HELP
from stadsgesprek.cli.rules.packs import named
from stadsgesprek.pack.compare import rules_of


def diff(
    old: Annotated[str, typer.Argument(help=f"As it was: {PACK_HELP}.")],
    new: Annotated[str, typer.Argument(help="As it is to be: the same.")],
) -> None:
    """Say what is different between two packs.

    Rules are compared as they work: another layout, or another way to write the same condition, is no difference.
    Ends with 0 when nothing is different, else with 1, like diff.

    Example: stadsgesprek rules diff antwerpen ./nieuw
    """
    found = differences(rules_of(named(old)), rules_of(named(new)))
    for change in found:
        typer.echo(sentence(change, "en"))
    if not found:
        typer.echo("no difference")
    raise typer.Exit(Exit.NO if found else Exit.DONE)
