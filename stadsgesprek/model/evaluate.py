"""Measures a model on labelled messages and writes what came of it: card, pictures, the surest errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from processors.classify import Classifier
from stadsgesprek.model import confusion, reliability, worst
from stadsgesprek.model.card import data_sheets, extent, rewritten, sections
from stadsgesprek.model.classes import class_sheets, group_sheets
from stadsgesprek.model.cost import Cost
from stadsgesprek.model.examples import Example
from stadsgesprek.model.goals import Goal, goals, sheet, understanding
from stadsgesprek.model.sheet import Sheet
from stadsgesprek.model.tried import Tried

CARD: Final = "model.md"
ERRORS: Final = "model-errors.md"
_PICTURES: Final = "images"


@dataclass(frozen=True)
class Evaluation:
    """All figures of one model on one test part."""

    model: str
    """The classifier's name: the model's, and a hash of the signals."""

    data: str
    """The hash of the test part."""

    train: Sequence[Example]
    tried: Tried
    goals: list[Goal]
    dutch: list[Goal]
    classes: list[Sheet]
    groups: list[Sheet]

    @property
    def missed(self) -> list[str]:
        """The goals that are not reached."""
        return [goal.name for goal in self.goals if goal.reached is False]

    def write(self, docs: Path) -> None:
        """Rewrite the figures of the card in this folder, the pictures and the errors. Raises CardError."""
        card = docs / CARD
        text = rewritten(card.read_text("utf-8"), self._figures())
        pictures = {
            "confusie-intent.svg": confusion.picture(self.tried.intent),
            "confusie-topic.svg": confusion.picture(self.tried.topic),
            "kalibratie.svg": reliability.picture([self.tried.intent, self.tried.topic]),
        }
        (docs / _PICTURES).mkdir(exist_ok=True)
        for name, content in pictures.items():
            (docs / _PICTURES / name).write_text(content, "utf-8")
        (docs / ERRORS).write_text(worst.page(worst.worst(self.tried), self._of), "utf-8")
        card.write_text(text, "utf-8")

    @property
    def _of(self) -> str:
        return f"Model `{self.model}`, test data `{self.data}`."

    def _figures(self) -> str:
        missed = "; ".join(self.missed)
        return "\n\n".join(
            [
                f"{self._of} Intervals are of 95 %: Wilson's of rates, a bootstrap of 1,000 draws of the others. Of "
                "speed, memory and load time they are the least and the most of three starts, each with one thread.",
                f"### Goals\n\n{sheet(self.goals).markdown()}",
                f"**Not reached:** {missed}." if missed else "All goals are reached.",
                f"### Dutch alone\n\n{sheet(self.dutch).markdown()}",
                "### Calibration\n\n![How often the model is right, by how sure it is](images/kalibratie.svg)",
                "### What is taken for what\n\n![Confusion matrix of the intents](images/confusie-intent.svg)\n\n"
                "![Confusion matrix of the topics](images/confusie-topic.svg)\n\n"
                f"The errors of which it was surest: [{ERRORS}]({ERRORS}).",
                sections("Each class", self.classes),
                sections("Each kind of message", self.groups),
                f"### Data\n\nTraining: {extent(self.train)}. Test: {extent(self.tried.examples)}.",
                sections("How many of what", list(data_sheets(self.train, self.tried.examples))),
            ]
        )


def evaluate(
    classifier: Classifier, train: Sequence[Example], test: Sequence[Example], *, data: str, cost: Cost
) -> Evaluation:
    """The figures of a classifier on the test part whose hash is `data`."""
    tried = Tried.of(test, classifier)
    return Evaluation(
        model=tried.abstaining[0].model,
        data=data,
        train=train,
        tried=tried,
        goals=goals(tried, cost),
        dutch=list(understanding(tried.only(lambda example: example.language == "nl"))),
        classes=list(class_sheets(tried)),
        groups=list(group_sheets(tried)),
    )
