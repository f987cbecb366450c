"""A new model of the delivered messages and what colleagues corrected, beside the one in force."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from processors.classify import Classifier
from processors.model import Model
from stadsgesprek.model import artefact
from stadsgesprek.model.compare import Comparison
from stadsgesprek.model.corrections import Corrections
from stadsgesprek.model.examples import Example
from stadsgesprek.model.train import train
from stadsgesprek.model.tried import Tried
from stadsgesprek.pack import Pack, compiled

WEIGHT: Final = 2
"""How often a correction counts beside a delivered message. It is real, and in this city's own words; but it is one
person's word about one message that was misunderstood, and such messages are not what most messages are like. So it
weighs more than an invented one, and not so much that a few mistaken clicks change what a word means."""

PREVIOUS: Final = ".previous"


@dataclass(frozen=True)
class Learned:
    """A new model, and how it does beside the one in force."""

    model: Model
    content: bytes
    """The model as a file."""

    test: Comparison
    """On the delivered test part."""

    kept_apart: Comparison
    """On corrections that it did not learn from."""

    @property
    def refused(self) -> list[str]:
        """What it does worse; empty when it may take the place of the model in force."""
        return [
            *self.test.worse(),
            *(f"{each} (corrections that were kept apart)" for each in self.kept_apart.less_right()),
        ]


def learn(pack: Pack, found: Corrections, delivered: Sequence[Example], test: Sequence[Example]) -> Learned:
    """Train on what was delivered and corrected, and compare with the model of the pack, which is in force."""
    # Side by side, so that what is held out to calibrate on holds a correction wholly or not at all.
    corrected = [each for each in found.to_learn for _ in range(WEIGHT)]
    content = artefact.dump(train([*delivered, *corrected], pack.matcher))
    model = artefact.read(content, "the new model")  # as a process will, with numbers of 16 bits
    old, new = pack.city.classifier, compiled(pack.files, before=pack, model=model).city.classifier
    return Learned(model, content, _compared(test, old, new), _compared(found.kept_apart, old, new))


def write(content: bytes, file: Path) -> None:
    """Put a model in this file, at once or not at all; the one that was there is kept beside it. Raises ModelError."""
    aside = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        if file.exists():
            shutil.copy2(file, f"{file}{PREVIOUS}")
        aside.replace(file)
    except OSError as error:
        raise artefact.ModelError(f"{file}: cannot be written ({error.strerror}); the model in force stays") from None


def _compared(examples: Sequence[Example], old: Classifier, new: Classifier) -> Comparison:
    return Comparison(Tried.of(examples, old), Tried.of(examples, new))
