"""`stadsgesprek learn`: a new model, of what colleagues corrected."""

from typing import Annotated

import typer
from rich.console import Console

from stadsgesprek.cli.bar import counting_bar
from stadsgesprek.cli.exits import Exit
from stadsgesprek.model.corrections import Corrections, corrections
from stadsgesprek.model.examples import TEST, TRAIN, Example, delivered
from stadsgesprek.settings import Settings, load
from stadsgesprek.wiring import deciding_pack, model_file, reader

_TRAINS_WITH = ("sklearn", "scipy", "joblib")


def learn(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Train and compare, but write nothing.")] = False,
) -> None:
    """Learn from the corrections in the console: train a new model, and compare it with the one in force.

    Both are tried on the delivered test part, and on every fifth correction, which is not learned from. A model that
    does worse on anything that matters is refused, with the names of what got worse, and the exit code is 1. One that
    does not is written to the setting `model` (`model.npz` in the data folder), beside the one before it.

    Example: stadsgesprek learn --dry-run
    """
    raise typer.Exit(learn_from(load(), delivered(TRAIN), delivered(TEST), dry_run=dry_run))


def learn_from(settings: Settings, train: tuple[Example, ...], test: tuple[Example, ...], *, dry_run: bool) -> Exit:
    """The command on these labelled messages. Raises ModelError, PackError and EngineAwayError."""
    try:
        from stadsgesprek.model.learn import PREVIOUS, write  # noqa: PLC0415  (an extra)
        from stadsgesprek.model.learn import learn as trained  # noqa: PLC0415
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _TRAINS_WITH:
            raise
        typer.echo("stadsgesprek: learning needs scikit-learn: install stadsgesprek[learn]", err=True)
        return Exit.USAGE
    out = Console(soft_wrap=True, highlight=False)
    # The file that the setting names is yet to be made the first time.
    before = settings if model_file(settings).exists() else settings.model_copy(update={"model": None})
    pack = deciding_pack(before)
    with reader(settings) as records, counting_bar("records") as told:
        found = corrections(records, test, told)
    _say(found, out)
    if not found.to_learn:
        out.print("Nothing to learn from: the model in force stays.")
        return Exit.NO
    with out.status("training; this takes a few minutes"):
        learned = trained(pack, found, train, test)
    out.print(f"In force: {pack.model.name}. New: {learned.model.name}.\n")
    for name, comparison in (
        ("The delivered test part", learned.test),
        ("Corrections that were kept apart", learned.kept_apart),
    ):
        out.print(comparison.sheet(name).table())
        out.print()
    if learned.refused:
        out.print("[bold red]Refused[/], the model in force stays. Worse than it:")
        for each in learned.refused:
            out.print(f"  {each}", markup=False)
        return Exit.NO
    if dry_run:
        out.print("It may take the place of the model in force; nothing was written (--dry-run).")
        return Exit.DONE
    file = model_file(settings)
    write(learned.content, file)
    out.print(f"Written: {file}; the one before it, if any, is {file.name}{PREVIOUS}.", markup=False)
    out.print(
        "Running processes go on with the model they have: restart them (run, work route, console). To go back, put "
        f"{file.name}{PREVIOUS} in its place.",
        markup=False,
    )
    return Exit.DONE


def _say(found: Corrections, out: Console) -> None:
    out.print(
        f"{len(found.usable):,} corrections: {len(found.to_learn):,} to learn from, {len(found.kept_apart):,} kept "
        f"apart; {len(found.left_out):,} left out."
    )
    for id, reason in found.left_out:
        out.print(f"  {id}: {reason}", markup=False)
    if found.elsewhere:
        out.print(f"{found.elsewhere:,} more say only who must deal with a message; a model does not learn that.")
