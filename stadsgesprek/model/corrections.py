"""What colleagues corrected, as messages to learn from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from processors.fold import corrections as corrections_of
from processors.mask import mask
from schemas.record import Current, Record
from schemas.vocabulary import Intent, Topic, Urgency
from stadsgesprek.model.examples import Example
from streams.ports import RecordReader
from streams.query import Query

AUTHOR: Final = "verbeteringen"
"""The hand of all corrections: who made them is nobody's business here."""

_LABELS: Final = frozenset({"intent", "topic", "urgency", "sentiment"})
_PAGE: Final = 500
_KEPT_APART: Final = 5
"""Of so many corrections one is not learned from, but kept to try the model on."""

Progress = Callable[[int, int], None]
"""Called now and then with the records that were read, and with how many there are."""


class Corrected(NamedTuple):
    """A message as it now stands, after what a colleague knew better."""

    id: UUID
    example: Example

    @property
    def kept_apart(self) -> bool:
        """Whether it is kept to try the model on: always the same ones, as the identity is a hash."""
        return self.id.int % _KEPT_APART == 0


@dataclass(frozen=True)
class Corrections:
    """All of them, in the order of their ids; and those that cannot be learned from, each with the reason.

    `elsewhere` counts messages of which colleagues only corrected who must deal with them.
    """

    usable: tuple[Corrected, ...]
    left_out: tuple[tuple[UUID, str], ...]
    elsewhere: int

    @property
    def to_learn(self) -> tuple[Example, ...]:
        """What is learned from."""
        return tuple(each.example for each in self.usable if not each.kept_apart)

    @property
    def kept_apart(self) -> tuple[Example, ...]:
        """What the model is tried on."""
        return tuple(each.example for each in self.usable if each.kept_apart)


def corrections(reader: RecordReader, tested: Sequence[Example], progress: Progress) -> Corrections:
    """The corrections among all stored records; `tested` are the messages that a model is measured on.

    No question of the port tells corrected records from others, so every record is read. Raises StoreError.
    """
    usable: list[Corrected] = []
    left_out: list[tuple[UUID, str]] = []
    elsewhere = 0
    # Of one text the newest correction counts, and records come newest first.
    seen = {example.text: "is among the messages that models are tried on" for example in tested}
    for record in _every(reader, progress):
        fields = corrected_fields(record)
        if not fields:
            elsewhere += any(act.correction is not None for act in record.feedback)
            continue
        found = corrected(record, fields)
        reason = found if isinstance(found, str) else seen.get(found.text)
        if isinstance(found, str) or reason is not None:
            left_out.append((record.id, str(reason)))
        else:
            seen[found.text] = "has the same text as a later message that was corrected"
            usable.append(Corrected(record.id, found))
    return Corrections(tuple(sorted(usable)), tuple(sorted(left_out)), elsewhere)


def corrected_fields(record: Record) -> frozenset[str]:
    """Which labels colleagues corrected; who must deal with it is not the model's to say."""
    return _LABELS & corrections_of(record.feedback).keys()


def corrected(record: Record, fields: frozenset[str]) -> Example | str:
    """The message with the labels that hold now, or why it cannot be learned from."""
    current, result = record.current, record.result
    if current is None or result is None or current.deleted:
        return "was taken back by its writer"
    text = mask(result.text)  # also where a record was stored before personal data was masked
    if not text.strip():
        return "has no text"
    if current.abstained and "topic" not in fields and current.intent is not Intent.spam:
        return "topic: was not understood, and nobody corrected it"
    act = max(each.at for each in record.feedback if each.correction is not None)
    try:
        return Example(
            text=text,
            channel=current.channel,
            author=AUTHOR,
            date=act.date(),
            **_labels(current, fields),
        )
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False, include_context=False)[0]
        return str(problem["msg"]).removeprefix("Value error, ")


def _labels(current: Current, fields: frozenset[str]) -> dict[str, Any]:
    """What holds now. What a corrected intent alone decides need not be corrected as well."""
    topic, urgency = current.topic, current.urgency
    if current.intent is Intent.noodgeval and "urgency" not in fields:
        urgency = Urgency.acuut
    if current.intent is Intent.spam and "topic" not in fields:
        topic = Topic.overig
    return {
        "intent": current.intent,
        "topic": topic,
        "topic2": None if current.topic2 is topic else current.topic2,
        "urgency": urgency,
        "sentiment": current.sentiment,
        "language": current.language,
    }


def _every(reader: RecordReader, progress: Progress) -> Iterator[Record]:
    after, done = None, 0
    while True:
        page = reader.search(Query(), size=_PAGE, after=after)
        yield from page.records
        done += len(page.records)
        progress(done, max(done, page.total))
        after = page.after
        if after is None:
            return
