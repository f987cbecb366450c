"""`stadsgesprek classify`: what messages are about, for scripts."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Annotated
from uuid import UUID

import orjson
import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from processors.city import City
from processors.clean import clean
from schemas.message import MAX_CONTENT, Message
from schemas.vocabulary import Channel, Operation
from stadsgesprek.cli.exits import Exit
from stadsgesprek.settings import load
from stadsgesprek.wiring import tried_city
from streams.batches import batches

_FIELDS = ("intent", "intent_confidence", "topic", "topic2", "sentiment", "urgency", "language", "abstained")
_BATCH = 500
_MAX_LINE = 8 * MAX_CONTENT  # bytes; a character takes at most four, written as an escape up to twelve for two


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="forbid")

    id: str | int
    text: str = Field(max_length=MAX_CONTENT)
    channel: Channel

    def as_message(self) -> Message:
        """A message of which only channel and text are known; not validated, since a script may ask about nothing."""
        return Message.model_construct(
            id=UUID(int=0),
            account="",
            native_id="",
            published=datetime.min.replace(tzinfo=UTC),
            channel=self.channel,
            content=self.text,
            media_type="text/plain",
            operation=Operation.created,
            author=None,
            attachments=(),
            in_reply_to=None,
        )


def classify(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="JSON lines; - is standard input.")] = "-",  # type: ignore[assignment]
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and write JSON lines (the only format).")] = True,  # noqa: ARG001
) -> None:
    """Say what messages are about.

    Reads lines {"id", "text", "channel"}; writes for each the same id with intent, intent_confidence, topic, topic2,
    sentiment, urgency, language and abstained. A line that cannot be read is named on standard error, the others go on,
    and the exit code is 1.

    Example: stadsgesprek classify --jsonl < berichten.jsonl > begrepen.jsonl
    """
    city = tried_city(load())
    lines = _Lines(file)
    for batch in batches(lines, _BATCH):
        for answer in _answers(batch, city):
            sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()
    raise typer.Exit(Exit.NO if lines.bad else Exit.DONE)


class _Lines:
    """The lines that can be read; the others are named on standard error and counted in `bad`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.bad = 0

    def __iter__(self) -> Iterator[Line]:
        for number, raw in enumerate(iter(lambda: self._file.readline(_MAX_LINE + 1), b""), start=1):
            if not raw.strip():
                continue
            try:
                yield Line.model_validate_json(raw)
            except ValidationError as error:
                self.bad += 1
                problem = error.errors(include_input=False, include_url=False)[0]
                where = ".".join(str(part) for part in problem["loc"])
                typer.echo(f"line {number}: {where + ': ' if where else ''}{problem['msg']}", err=True)


def _answers(lines: list[Line], city: City) -> Iterator[bytes]:
    messages = [line.as_message() for line in lines]
    understood = city.classifier.classify(messages, [clean(message) for message in messages])
    for line, classification in zip(lines, understood, strict=True):
        answer = classification.model_dump(mode="json", include=set(_FIELDS))
        yield orjson.dumps({"id": line.id, **{field: answer[field] for field in _FIELDS}})
