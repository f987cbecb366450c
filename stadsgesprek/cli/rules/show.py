"""`stadsgesprek rules show`: the reactieschema as a picture, a page for the wall or a document."""

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from schemas.decision import Decision
from stadsgesprek.cli.exits import Exit
from stadsgesprek.cli.rules.chosen import PACK_HELP, chosen
from stadsgesprek.cli.since import SINCE_HELP, since
from stadsgesprek.pictures.counts import counts_by_branch
from stadsgesprek.pictures.markdown import markdown
from stadsgesprek.pictures.mermaid import mermaid
from stadsgesprek.pictures.notes import count_notes, way_notes
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.speech import speech_of
from stadsgesprek.pictures.svg import svg
from stadsgesprek.pictures.wall import html
from stadsgesprek.pictures.way import way_of
from stadsgesprek.settings import Settings, load
from stadsgesprek.wiring import reader
from streams.query import Facet, Query


class Format(StrEnum):
    """How the tree is shown."""

    svg = "svg"
    mermaid = "mermaid"
    md = "md"
    html = "html"


_DRAW: Final = {Format.svg: svg, Format.mermaid: mermaid, Format.md: markdown, Format.html: html}


def show(
    pack: Annotated[str | None, typer.Argument(help=f"{PACK_HELP}; else the setting city.")] = None,
    *,
    format: Annotated[Format, typer.Option(help="A picture, a flowchart, a document, or a page to print.")] = Format.md,
    out: Annotated[Path | None, typer.Option(help="The file to write; else standard output.", dir_okay=False)] = None,
    counts: Annotated[bool, typer.Option("--counts", help="How many messages went along each branch.")] = False,
    back: Annotated[str | None, typer.Option("--since", help=f"With --counts. {SINCE_HELP}")] = None,
    message: Annotated[UUID | None, typer.Option(help="Id of a stored message: its way is highlighted.")] = None,
) -> None:
    """Show the reactieschema, for the wall or for who must know it.

    Counts come from the record store; what other rules decided along a way that this tree does not have is said, not
    drawn.

    Example: stadsgesprek rules show --format html --out reactieschema.html
    """
    settings = load()
    city = chosen(settings, pack).city
    if back is not None and not counts:
        raise typer.BadParameter("says how far back to count, so it needs --counts", param_hint="--since")
    scene = Scene(city, speech_of(city, "nl"))
    if counts:
        scene = _counted(scene, settings, back)
    if message is not None:
        scene = _followed(scene, settings, message)
    _write(_DRAW[format](scene), out)


def _counted(scene: Scene, settings: Settings, back: str | None) -> Scene:
    try:
        start = None if back is None else since(back, datetime.now(UTC), scene.city.timezone)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from None
    with reader(settings) as store:
        ways = {bucket.value: bucket.count for bucket in store.count(Query(since=start), Facet.way)}
    counts = counts_by_branch(scene.tree, ways)
    return replace(scene, counts=counts, notes=count_notes(counts, start, scene.speech))


def _followed(scene: Scene, settings: Settings, message: UUID) -> Scene:
    decision = _decision(settings, message)
    way = way_of(scene.tree, decision)
    return replace(scene, way=way, notes=way_notes(scene, decision, way))


def _decision(settings: Settings, message: UUID) -> Decision:
    with reader(settings) as store:
        record = store.get(message)
    decision = record.result.decision if record is not None and record.result is not None else None
    if decision is None:
        why = "there is no such message" if record is None else "nothing was decided on it; it may have been taken back"
        typer.echo(f"stadsgesprek: {message}: {why}", err=True)
        raise typer.Exit(Exit.NO)
    return decision


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        typer.echo(f"stadsgesprek: {out}: cannot be written: {error.strerror}", err=True)
        raise typer.Exit(Exit.USAGE) from None
