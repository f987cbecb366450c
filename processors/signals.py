"""The signals of a city: phrases, and what a message is likely to be when one of them stands in it."""

from collections import deque
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from processors.signals_phrases import texts
from processors.signals_words import words
from processors.votes import EMERGENCY_TOPICS
from schemas.base import Frozen, Name
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency


class Signal(Frozen):
    """What its phrases vote for. One without a vote is reported, for the decision tree to ask for.

    Of phrases inside each other the longest counts, on what it votes on. A signal without a vote takes the intent from
    the phrases inside its own: so `brandend actueel` is no danger.

    Raises pydantic.ValidationError for a phrase without words, a phrase that stands twice, and for danger
    (`intent: noodgeval`) that is not of topic zorg or veiligheid.
    """

    topic: Topic | None = Field(default=None, description="The topic it votes for")
    intent: Intent | None = Field(default=None, description="The intent; noodgeval is danger, misbruik is abuse")
    sentiment: Literal[Sentiment.negatief, Sentiment.positief] | None = Field(default=None, description="The tone")
    urgency: Literal[Urgency.hoog] | None = Field(default=None, description="hoog: somebody must act today")
    weight: float = Field(default=1.0, gt=0, le=10, description="How much each of its phrases counts")
    negatable: bool = Field(
        default=False, description="A phrase does not count with geen, niet, nooit, … among the three words before it"
    )
    phrases: tuple[Annotated[str, Field(max_length=1000)], ...] = Field(
        min_length=1,
        description="Whole words, in any case, with or without accents and punctuation; or one emoji. "
        "`<list>`, `(this|that)`, `part*`, `*part` and `^first` as processors.signals_phrases has them",
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        seen: dict[tuple[bool, bool, tuple[str, ...]], str] = {}
        for phrase in self.phrases:
            found = words(phrase)
            if not found:
                raise ValueError(f"phrases: {phrase!r} has no word; write letters, digits or an emoji")
            key = (phrase[0] in "*^", phrase[-1] == "*", tuple(found))
            if key in seen:
                raise ValueError(f"phrases: {phrase!r} is the same as {seen[key]!r}; take one away")
            seen[key] = phrase
        if self.intent is Intent.noodgeval and self.topic not in EMERGENCY_TOPICS:
            raise ValueError("topic: a signal of noodgeval must have topic zorg or veiligheid")
        return self


class SignalSet(Frozen):
    """The content of signals.yaml: signal id to signal, and the lists that their phrases use.

    A map and not a list, so that the place of every validation error names the signal.
    """

    lists: dict[Name, tuple[Annotated[str, Field(min_length=1, max_length=100)], ...]] = Field(
        default={}, description="Words that phrases take one of, by the name that they write in angle brackets"
    )
    signals: dict[Name, Signal] = Field(min_length=1, description="Id, for instance gevaar.brand, to the signal")

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for id, signal in self.signals.items():
            for phrase in signal.phrases:
                try:
                    deque(texts(phrase, self.lists), maxlen=0)
                except ValueError as problem:
                    raise ValueError(f"signals.{id}: {problem}") from None
        return self
