"""`stadsgesprek rules log`: who put which pack in force, and when."""

from datetime import UTC, datetime
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.rules import RulesEntry
from stadsgesprek.inforce import deciding
from stadsgesprek.settings import load
from stadsgesprek.wiring import rules_entries


def log(
    as_json: Annotated[bool, typer.Option("--json", help="A JSON line each, without the pack's files.")] = False,
) -> None:
    """List what was put in force, oldest first: when, by whom, which version, from when, and what decides now.

    Nothing ever leaves this list. While it is empty, the pack of the setting city decides.
    """
    entries = rules_entries(load())
    now = datetime.now(UTC)
    found = deciding(entries, now)
    current = None if found is None else found[0].id
    if not entries:
        typer.echo("nothing was put in force; the pack of the setting city decides", err=True)
        return
    if as_json:
        for entry in entries:
            line = entry.model_dump(mode="json", exclude={"files"}) | {"state": _state(entry, current, now)}
            typer.echo(orjson.dumps(line))
        return
    table = Table("", "put", "by", "version", "hash", "from", "note", box=None, pad_edge=False)
    zone = None if found is None else found[1].city.timezone
    for entry in entries:
        state = _state(entry, current, now)
        table.add_row(
            Text(state, style="bold green" if state == "decides" else ""),
            f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}",
            Text(entry.by),
            Text(entry.version),
            Text(entry.hash),
            f"{entry.effective.astimezone(zone):%Y-%m-%d %H:%M}",
            Text(entry.note or ""),
        )
    Console().print(table)


def _state(entry: RulesEntry, current: object, now: datetime) -> str:
    if entry.id == current:
        return "decides"
    return "to come" if entry.effective > now else ""
