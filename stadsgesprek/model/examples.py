"""Labelled messages: what the model learns from and is measured on."""

import datetime
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from pydantic import Field, ValidationError, model_validator

from processors.votes import EMERGENCY_TOPICS
from schemas.base import Frozen
from schemas.message import MAX_CONTENT
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency

DATA: Final = Path(__file__).parent / "data"
TRAIN, TEST = DATA / "train", DATA / "test"

_MAX_LINE: Final = 8 * MAX_CONTENT


class DataError(Exception):
    """Labelled messages that cannot be used; a line for each problem, with file and line."""


class Register(StrEnum):
    """How a message is written."""

    tussentaal = "tussentaal"
    standaard = "standaard"
    formeel = "formeel"
    leerder = "leerder"
    kort = "kort"
    balienota = "balienota"
    sociaal = "sociaal"


class Example(Frozen):
    """One message with its labels, as the taxonomy has them.

    Raises pydantic.ValidationError for labels that the taxonomy does not allow together.
    """

    text: str = Field(min_length=1, max_length=MAX_CONTENT, description="As people wrote it")
    channel: Channel = Field(description="Where it was said")
    language: str = Field(pattern=r"^([a-z]{2}|und)$", description="ISO 639-1, or und")
    intent: Intent = Field(description="What the writer wants")
    topic: Topic = Field(description="The thing that must be dealt with")
    topic2: Topic | None = Field(default=None, description="Set if another department must know as well")
    urgency: Urgency = Field(description="How soon somebody must act")
    sentiment: Sentiment = Field(description="The tone toward the city")
    register_: Register | None = Field(default=None, alias="register", description="How it is written, if noted")
    author: str = Field(description="Whose hand wrote it; a model is tried on hands that it did not learn from")
    date: datetime.date = Field(description="When it was written")

    @model_validator(mode="after")
    def _allowed(self) -> Self:
        emergency = self.intent is Intent.noodgeval
        if emergency is not (self.urgency is Urgency.acuut):
            raise ValueError("urgency: acuut is for every noodgeval, and for nothing else")
        if emergency and self.topic not in EMERGENCY_TOPICS:
            raise ValueError("topic: of a noodgeval it is zorg or veiligheid")
        if self.intent is Intent.spam and self.topic is not Topic.overig:
            raise ValueError("topic: of spam it is overig")
        if self.topic2 is self.topic:
            raise ValueError("topic2: is the same as topic; leave it out")
        return self


def read_examples(files: Iterable[Path]) -> tuple[Example, ...]:
    """All examples of these files of JSON lines, in order.

    Raises DataError with everything that is wrong, a text that stands twice among it.
    """
    examples: list[Example] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for file in files:
        for place, read in _lines(file):
            if isinstance(read, str):
                problems.append(f"{place}: {read}")
            elif read.text in seen:
                problems.append(f"{place}: text: stands at {seen[read.text]} already; take one away")
            else:
                seen[read.text] = place
                examples.append(read)
    if problems:
        raise DataError("\n".join(problems))
    return tuple(examples)


def delivered(part: Path) -> tuple[Example, ...]:
    """The examples that come with the product: TRAIN or TEST."""
    return read_examples(sorted(part.glob("*.jsonl")))


def _lines(file: Path) -> Iterator[tuple[str, Example | str]]:
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(iter(lambda: lines.readline(_MAX_LINE), b""), start=1):
                if line.strip():
                    yield f"{file.name}:{number}", _example(line)
    except OSError as error:
        raise DataError(f"{file}: cannot be read: {error.strerror}") from None


def _example(line: bytes) -> Example | str:
    try:
        return Example.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}" if where else first["msg"].removeprefix("Value error, ")
