"""`stadsgesprek dead`: what could not be read, for the people who mend it."""

import sys
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import typer

from schemas.dead_letter import DeadLetter
from stadsgesprek.cli.exits import Exit
from stadsgesprek.settings import load
from stadsgesprek.wiring import dead_letters

app = typer.Typer(help="List, show and replay what could not be read.", no_args_is_help=True, add_completion=False)


@app.command("list")
def list_letters(
    as_json: Annotated[bool, typer.Option("--json", help="A JSON line each, with the bytes in base64.")] = False,
) -> None:
    """List the dead letters, oldest first: id, moment, place, reason. The bytes are shown by `dead show`."""
    with dead_letters(load()) as dead:
        for letter in dead.letters():
            line = f"{letter.id}  {letter.at:%Y-%m-%d %H:%M:%S}  {letter.place}  {letter.reason}"
            typer.echo(letter.model_dump_json() if as_json else line)


@app.command()
def show(
    id: Annotated[UUID, typer.Argument(help="Id of the letter.")],
    raw: Annotated[bool, typer.Option("--raw", help="Only its bytes, as they came.")] = False,
) -> None:
    """Show one dead letter with its bytes (this may be what a citizen wrote: keep it to yourself)."""
    with dead_letters(load()) as dead:
        letter = _found(list(dead.letters()), [id])[0]
    if raw:
        sys.stdout.buffer.write(letter.body)
        return
    for name, value in (("id", letter.id), ("at", letter.at), ("place", letter.place), ("topic", letter.topic)):
        typer.echo(f"{name:8}{value}")
    typer.echo(f"reason  {letter.reason}")
    for header, content in letter.headers.items():
        typer.echo(f"header  {header}: {content}")
    typer.echo()
    # Escaped, so that no control character of a stranger reaches the terminal.
    typer.echo(letter.body.decode("utf-8", errors="backslashreplace").encode("unicode_escape").decode())


@app.command()
def replay(
    ids: Annotated[list[UUID] | None, typer.Argument(help="Ids of letters.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
) -> None:
    """Put dead letters back on their topic, after what made them unreadable was mended; they leave the list."""
    if bool(ids) == every:
        typer.echo("stadsgesprek: give the ids of letters, or --all", err=True)
        raise typer.Exit(Exit.USAGE)
    with dead_letters(load()) as dead:
        there = list(dead.letters())
        for letter in there if every else _found(there, ids or []):
            dead.replay(letter)
            typer.echo(f"{letter.id}  back on {letter.topic}")


def _found(letters: Sequence[DeadLetter], ids: Sequence[UUID]) -> list[DeadLetter]:
    by_id = {letter.id: letter for letter in letters}
    missing = [id for id in ids if id not in by_id]
    if missing:
        typer.echo(f"stadsgesprek: no dead letter {', '.join(map(str, missing))}; see `dead list`", err=True)
        raise typer.Exit(Exit.NO)
    return [by_id[id] for id in ids]
