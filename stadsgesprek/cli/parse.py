"""`stadsgesprek parse`: what a channel's raw payload becomes, for people who debug a channel."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from stadsgesprek.cli.exits import Exit
from streams.listeners.parse import FORMATS
from streams.listeners.parse import parse as parse_format

_EXAMPLE_KEY = b"parse shows what would happen; its pseudonyms are no real ones"


def parse(
    channel: Annotated[str, typer.Argument(help=f"The listener's format: {', '.join(FORMATS)}.")],
    files: Annotated[list[Path], typer.Argument(help="Files with raw payloads.", exists=True, dir_okay=False)],
) -> None:
    """Print the messages that a listener would make of these files, as JSON lines.

    What cannot be read is named on standard error, and the exit code is 1. Nothing is sent or stored.

    Example: stadsgesprek parse feed comments.xml
    """
    if channel not in FORMATS:
        typer.echo(f"stadsgesprek: {channel} is not a format; take one of {', '.join(FORMATS)}", err=True)
        raise typer.Exit(Exit.USAGE)
    bad = False
    for file in files:
        parsed = parse_format(channel, file.read_bytes(), key=_EXAMPLE_KEY, now=datetime.now(UTC))
        for message in parsed.messages:
            typer.echo(message.model_dump_json())
        for problem in parsed.problems:
            typer.echo(f"{file}: {problem}", err=True)
            bad = True
    raise typer.Exit(Exit.NO if bad else Exit.DONE)
