"""The model card: what stands between the marks is written by `evaluate`, the rest by people."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from stadsgesprek.model.examples import Example
from stadsgesprek.model.sheet import Sheet

START: Final = "<!-- figures -->"
END: Final = "<!-- /figures -->"

_KINDS: Final[dict[str, Callable[[Example], str]]] = {
    "intent": lambda example: str(example.intent),
    "topic": lambda example: str(example.topic),
    "urgency": lambda example: str(example.urgency),
    "sentiment": lambda example: str(example.sentiment),
    "language": lambda example: example.language,
    "register": lambda example: "not noted" if example.register_ is None else str(example.register_),
    "channel": lambda example: str(example.channel),
    "hand": lambda example: example.author,
}


class CardError(Exception):
    """A card without the marks between which the figures belong."""


def rewritten(card: str, figures: str) -> str:
    """The card with these figures; what stands outside the marks stays. Raises CardError."""
    before, start, rest = card.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end or START in after or END in after:
        raise CardError(
            f"the model card must hold one {START} and behind it one {END}; what stands between is replaced"
        )
    return f"{before}{START}\n\n{figures.strip()}\n\n{END}{after}"


def data_hash(folder: Path) -> str:
    """Names the labelled messages of a folder by their content."""
    content = sha256()
    for file in sorted(folder.glob("*.jsonl")):
        content.update(b"%b %d\n" % (file.name.encode(), file.stat().st_size))
        content.update(file.read_bytes())
    return content.hexdigest()[:12]


def data_sheets(train: Sequence[Example], test: Sequence[Example]) -> Iterator[Sheet]:
    """How many messages of each kind there are."""
    for name, kind in _KINDS.items():
        in_train, in_test = Counter(map(kind, train)), Counter(map(kind, test))
        yield Sheet(
            f"Messages of each {name}",
            (name, "training", "test"),
            [
                (each, f"{in_train[each]:,}", f"{in_test[each]:,}")
                for each in sorted({*in_train, *in_test}, key=lambda each: (-in_train[each] - in_test[each], each))
            ],
        )


def extent(examples: Sequence[Example]) -> str:
    """How many messages, by whose hands, from when to when."""
    dates = [example.date for example in examples]
    hands = ", ".join(sorted({example.author for example in examples}))
    return f"{len(examples):,} messages by {hands}, written from {min(dates)} to {max(dates)}"


def sections(title: str, sheets: Sequence[Sheet]) -> str:
    """Tables below each other under one heading."""
    return "\n\n".join([f"### {title}", *(f"**{sheet.title}**\n\n{sheet.markdown()}" for sheet in sheets)])
