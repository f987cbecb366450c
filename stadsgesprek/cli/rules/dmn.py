"""`stadsgesprek rules export` and `rules import`: the reactieschema as a DMN decision table, and back."""

from pathlib import Path
from typing import Annotated

import typer

from stadsgesprek.cli.rules.packs import PackName, named
from stadsgesprek.dmn import MAX_BYTES, TooManyRowsError, exported, imported
from stadsgesprek.pack import Pack, PackError, Problem, compiled
from stadsgesprek.pack.files import TREE

_Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="A new file to write; without it to standard output.")
]


def export(pack: PackName = None, out: _Out = None) -> None:
    """Write the reactieschema as a decision table in DMN 1.3, for Camunda Modeler, Trisotech and others.

    A row for each way to an outcome, in the order of the questions, with the hit policy FIRST.

    Example: stadsgesprek rules export antwerpen --out antwerpen.dmn
    """
    city = named(pack).city
    try:
        content = exported(city.tree, city.id, city.name)
    except TooManyRowsError as error:
        raise typer.BadParameter(str(error), param_hint="PACK") from None
    _write(content, out)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A decision table as `rules export` writes it.")],
    pack: PackName = None,
    out: _Out = None,
) -> None:
    """Make a reactieschema.yaml of a decision table: a question for each row, the first that holds decides.

    Version, clocks and outcomes come from the reactieschema of PACK. What is outside of what export writes is refused,
    all of it at once. What would still have to change before the result can be put in force is said as well.

    Example: stadsgesprek rules import antwerpen.dmn antwerpen --out reactieschema.yaml
    """
    before = named(pack)
    text = imported(file.name, _read(file), before).encode()
    _write(text, out)
    for problem in _left(before, text):
        typer.echo(f"stadsgesprek: still to do: {problem}", err=True)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise PackError([Problem(str(file), None, f"cannot be read: {error.strerror}", "look at its name")]) from None


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        typer.get_binary_stream("stdout").write(content)
        return
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise typer.BadParameter(f"{out} exists already; give another name", param_hint="--out") from None
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}", param_hint="--out") from None
    typer.echo(f"wrote {out}", err=True)


def _left(before: Pack, text: bytes) -> tuple[Problem, ...]:
    """What the pack would be refused for with this reactieschema."""
    try:
        compiled({**before.files, TREE: text}, before=before)
    except PackError as error:
        return error.problems
    return ()
