"""Which pack a command is about, as its argument."""

from typing import Annotated

import typer

from stadsgesprek.cli.rules.chosen import PACK_HELP, chosen
from stadsgesprek.pack import Pack
from stadsgesprek.settings import load

PackName = Annotated[str | None, typer.Argument(metavar="PACK", help=f"{PACK_HELP}; without it the setting city.")]


def named(pack: str | None) -> Pack:
    """The pack of that name; without one, that of the settings. Raises PackError and EngineAwayError."""
    return chosen(load(), pack)
