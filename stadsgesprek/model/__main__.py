"""`python -m stadsgesprek.model` (`make model`, `make evaluate`): train the delivered model, measure it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console

from processors.signals import SignalSet
from processors.signals_match import Matcher
from stadsgesprek.model import artefact
from stadsgesprek.model.card import CardError, data_hash
from stadsgesprek.model.cost import cost
from stadsgesprek.model.evaluate import CARD, Evaluation, evaluate
from stadsgesprek.model.examples import TEST, TRAIN, DataError, delivered
from stadsgesprek.model.goals import sheet
from stadsgesprek.pack import builtin, compiled, read_files
from stadsgesprek.pack.document import read_document
from stadsgesprek.pack.files import SIGNALS
from stadsgesprek.pack.validation import validated

_DOCS: Final = Path(__file__).parents[2] / "docs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do it, and say the figures. Returns an exit code; a goal that is not reached is told, and no error."""
    parser = argparse.ArgumentParser(prog="python -m stadsgesprek.model", description="The delivered model.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("train", help="train it anew from the delivered data, and measure it")
    commands.add_parser("evaluate", help="measure it on the test part, and rewrite the figures of its card")
    command = parser.parse_args(arguments).command
    try:
        if command == "train":
            _train()
        _show(_evaluation(), Console(soft_wrap=True, highlight=False))
    except (DataError, CardError, artefact.ModelError) as error:
        print(f"stadsgesprek.model: {error}", file=sys.stderr)
        return 1
    return 0


def _train() -> None:
    from stadsgesprek.model.train import train  # noqa: PLC0415  (measuring needs no scikit-learn)

    # Not the whole pack: it needs the model that is to be made.
    document = read_document(SIGNALS, (builtin("antwerpen") / SIGNALS).read_bytes())
    model = train(delivered(TRAIN), Matcher.compile(validated(SignalSet, document)))
    artefact.DELIVERED.write_bytes(artefact.dump(model))
    print(f"{artefact.DELIVERED.name}: {model.name}, {artefact.DELIVERED.stat().st_size / 1e6:.1f} MB")


def _evaluation() -> Evaluation:
    test = delivered(TEST)
    if not test:
        raise DataError(f"{TEST}: holds no labelled messages (*.jsonl)")
    model = artefact.load(artefact.DELIVERED)
    evaluation = evaluate(
        compiled(read_files(builtin("antwerpen")), model=model).city.classifier,
        delivered(TRAIN),
        test,
        data=data_hash(TEST),
        cost=cost(artefact.DELIVERED, test),
    )
    evaluation.write(_DOCS)
    return evaluation


def _show(evaluation: Evaluation, console: Console) -> None:
    for each in (*evaluation.classes, *evaluation.groups, sheet(evaluation.goals)):
        console.print(each.table())
        console.print()
    console.print(
        f"{evaluation.model} on the test part {evaluation.data}; written: docs/{CARD}, its pictures and errors"
    )
    if evaluation.missed:
        console.print(f"[bold red]not reached:[/] {'; '.join(evaluation.missed)}")


if __name__ == "__main__":
    sys.exit(main())
