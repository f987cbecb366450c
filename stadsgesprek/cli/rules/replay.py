"""`stadsgesprek rules replay`: what would have been different with other rules."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from processors.replay import Change, Move, Replay
from stadsgesprek.cli.bar import counting_bar
from stadsgesprek.cli.rules.chosen import IN_FORCE, PACK_HELP, chosen, chosen_files
from stadsgesprek.cli.since import SINCE_HELP, since
from stadsgesprek.pack import Pack, compiled
from stadsgesprek.replay import replayed
from stadsgesprek.settings import ConsoleSettings, Settings, load
from stadsgesprek.wiring import reader
from streams.query import Query


def replay(
    against: Annotated[str, typer.Option(metavar="PACK", help=f"The rules to try. {PACK_HELP}.")],
    back: Annotated[str, typer.Option("--since", help=SINCE_HELP)] = "7d",
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Say what would have been different with other rules, beside those in force.

    Both are asked about every stored message, on the features that were stored with its decision. So what depends on
    signals, on working hours or on the crisis mode is as it was found then.

    Example: stadsgesprek rules replay --against ./nieuw --since 7d
    """
    settings = load()
    old = chosen(settings, IN_FORCE)
    new = compiled(chosen_files(settings, against), before=old)
    now = datetime.now(UTC).astimezone(old.city.timezone)
    try:
        start = since(back, now, old.city.timezone)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from None
    with reader(settings) as records, counting_bar("replay") as told:
        found = replayed(records, Query(since=start, until=now), old.city, new.city, told)
    if as_json:
        typer.echo(orjson.dumps(_plain(found, old, new, start, now), option=orjson.OPT_INDENT_2))
    else:
        _show(found, old, new, settings, start)


def _show(found: Replay, old: Pack, new: Pack, settings: Settings, start: datetime) -> None:
    out = Console(highlight=False, soft_wrap=True)
    out.print(f"In force: {_named(old)}. Against: {_named(new)}.")
    out.print(
        f"{found.total:,} messages since {start:%Y-%m-%d %H:%M}: {found.total - found.unchanged:,} would have been "
        f"handled otherwise, {found.unchanged:,} not."
    )
    for line in _notes(found, old, new):
        out.print(Text.assemble(("note: ", "bold yellow"), line))
    if found.moves:
        out.print()
        out.print(_moves(found.moves))
        out.print()
        out.print(_loads(found))
        for line in _examples(found.moves, settings.console):
            out.print(Text(line))


def _named(pack: Pack) -> str:
    return f"{pack.city.tree.version} ({pack.hash})"


def _notes(found: Replay, old: Pack, new: Pack) -> Iterator[str]:
    if found.without_features:
        yield f"{found.without_features:,} messages more were decided before features were stored, and not compared"
    for name, count in found.lacking.items():
        yield f"{count:,} messages were stored without {name}, which the rules looked at: compared as if it was unknown"
    if found.otherwise:
        yield f"{found.otherwise:,} messages got another outcome at the time than the rules in force give now"
    if old.signals != new.signals:
        yield "signals.yaml is another one: signals are those that were found at the time"


def _moves(moves: Iterable[Move]) -> Table:
    table = _table("Outcome", "against", "messages")
    for move in moves:
        new = Text("the same, which does something else", "italic") if move.new == move.old else Text(move.new)
        table.add_row(Text(move.old), new, f"{move.count:,}")
    return table


def _loads(found: Replay) -> Table:
    """Most changed first."""
    table = _table("Load", "in force", "against", "difference")
    for name, change in sorted(found.departments.items(), key=lambda each: -abs(each[1].after - each[1].before)):
        table.add_row(Text(name), *_cells(change))
    table.add_section()
    table.add_row(Text("a person must look", "italic"), *_cells(found.human))
    table.add_row(Text("silence", "italic"), *_cells(found.silent))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="left" if first == "Outcome" and name == "against" else "right", overflow="fold")
    return table


def _cells(change: Change) -> tuple[str, Text, Text]:
    difference = change.after - change.before
    style = "" if difference == 0 else "bold"
    return (
        f"{change.before:,}",
        Text(f"{change.after:,}", style),
        Text(f"{difference:+,}" if difference else "0", style),
    )


def _examples(moves: Iterable[Move], console: ConsoleSettings) -> Iterator[str]:
    """Where the console shows them."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(console.host, console.host)  # noqa: S104  (reads a setting)
    address = f"http://{f'[{host}]' if ':' in host else host}:{console.port}"
    for move in moves:
        yield f"\n{move.old} → {move.new}"
        for id in move.examples:
            yield f"  {address}/berichten/{id}"


def _plain(found: Replay, old: Pack, new: Pack, start: datetime, now: datetime) -> dict[str, object]:
    return {
        "since": start,
        "until": now,
        "in_force": {"version": old.city.tree.version, "hash": old.hash},
        "against": {"version": new.city.tree.version, "hash": new.hash},
        "other_signals": old.signals != new.signals,
        **asdict(found),
    }
