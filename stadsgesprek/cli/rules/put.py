"""`stadsgesprek rules put`: a pack decides from now on, or from a moment to come."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from stadsgesprek.cli.rules.chosen import PACK_HELP, chosen
from stadsgesprek.moment import moment
from stadsgesprek.settings import load
from stadsgesprek.wiring import in_force, rules_log


def put(
    pack: Annotated[str, typer.Argument(help=f"{PACK_HELP}.")],
    by: Annotated[str, typer.Option(help="Who puts it, for the log: a name or a team, 100 characters at most.")],
    at: Annotated[
        str | None, typer.Option(metavar="MOMENT", help='From when, in the city\'s time: "2026-11-30 08:00".')
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why, for the log; 500 characters at most.")] = None,
) -> None:
    """Put a pack in force: checked first, then in the log of rules, then deciding everywhere without a restart.

    To go back, put an earlier one again by its hash; `rules log` shows them.

    Example: stadsgesprek rules put ./stad --at "2026-11-30 08:00" --by webteam
    """
    settings = load()
    found = chosen(settings, pack)
    now = datetime.now(UTC).astimezone(found.city.timezone)
    if not 1 <= len(by.strip()) <= 100:
        raise typer.BadParameter("give 1 to 100 characters", param_hint="--by")
    if note is not None and len(note) > 500:
        raise typer.BadParameter("give 500 characters at most", param_hint="--note")
    try:
        effective = None if at is None else moment(at, found.city.timezone, now)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--at") from None
    with rules_log(settings) as log:
        entry, new = in_force(settings, log, found).put(
            found.files, by=by.strip(), now=now, effective=effective, note=note
        )
    since = entry.effective.astimezone(found.city.timezone)
    when = f"from {since:%Y-%m-%d %H:%M} on" if since > now else f"since {since:%Y-%m-%d %H:%M:%S}"
    typer.echo(f"{entry.version} ({entry.hash}) decides {when}" + ("" if new else ", as it was put before"))
