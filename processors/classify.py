"""What a message is about: signals and a linear model, judged together; its language, places and personal data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final, NamedTuple, Self

from processors.columns import INTENTS, TONES, TOPICS, Floats
from processors.judge import NONE, Judgement, judge
from processors.language import UNDETERMINED, LanguageIdentifier
from processors.model import Model
from processors.personal import find_personal
from processors.places import Gazetteer
from processors.signals_match import Matcher
from processors.signals_words import words
from processors.votes import ABUSE, DANGER, OF_INTENT, OF_TOPIC, Vote, features, totals
from schemas.base import canonical
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency

BY_MODEL: Final = "model"
"""What stands among `raised_by` when the model would have raised it alone."""

_EMOJI_ONLY: Final = 0.8
_ACUUT, _HOOG, _NORMAAL, _LAAG = Urgency.acuut, Urgency.hoog, Urgency.normaal, Urgency.laag
"""Looked up here, as a member of an enumeration is slow to look up in Python 3.11."""

_REACTIE, _SPAM, _OVERIG = Intent.reactie, Intent.spam, Topic.overig
_PHOTOGRAPHED: Final = [
    *(OF_TOPIC[Topic.afval], OF_TOPIC[Topic.sluikstort], OF_TOPIC[Topic.ongedierte], OF_TOPIC[Topic.groen]),
    *(OF_TOPIC[Topic.wegdek], OF_TOPIC[Topic.verlichting], OF_TOPIC[Topic.water]),
]

_DIGITS: Final = 3
"""Of a confidence; what the tree has seen before it answers at once, and finer differences mean nothing."""

_MOST_REASONS: Final = 20

_COLUMN: Final = {Intent.noodgeval: DANGER, Intent.misbruik: ABUSE}


@dataclass(frozen=True, slots=True)
class Classifier:
    """All that understands the messages of one city. `model` names it: the model's name and a hash of the signals."""

    model: str
    _model: Model
    _matcher: Matcher
    _identifier: LanguageIdentifier
    _gazetteer: Gazetteer
    _abstain_below: float

    @classmethod
    def compile(
        cls,
        matcher: Matcher,
        languages: Sequence[str],
        model: Model,
        gazetteer: Gazetteer,
        *,
        abstain_below: float,
    ) -> Self:
        """Made once for a city; `languages` are ISO 639-1, the likeliest first.

        Raises ValueError for a language that cannot be told from the others.
        """
        content = canonical({"signals": matcher.signals.model_dump(mode="json"), "languages": list(languages)})
        return cls(
            f"{model.name}+signals:{sha256(content).hexdigest()[:12]}",
            model,
            matcher,
            LanguageIdentifier(languages),
            gazetteer,
            abstain_below,
        )

    def deciding(self) -> Self:
        """The same, which names a topic however unsure it is: for who measures it."""
        return replace(self, _abstain_below=0.0)

    def classify(self, messages: Sequence[Message], texts: Sequence[str]) -> list[Classification]:
        """One classification for each message, in the order given; `texts` are the messages' own words (`clean`).

        Any text has an answer. `abstained` where the topic is less sure than the city wants; the topic is then
        `overig`.
        """
        found = [words(text) for _, text in zip(messages, texts, strict=True)]
        votes = [self._matcher.find(each) for each in found]
        summed = totals(votes)
        _add_pictures(summed, messages)
        scores = self._model.scores(texts, found, features(summed))
        judged = judge(scores, summed, self._model.calibration, self._abstain_below)
        each = map(_Judged, *_columns(judged))
        return [self._one(*row) for row in zip(texts, found, votes, each, strict=True)]

    def _one(self, text: str, found: list[str], votes: list[Vote], judged: "_Judged") -> Classification:
        language = self._identifier.identify(text, found)
        column = _COLUMN.get(judged.intent)
        if language == UNDETERMINED and column is None and not any(word.isalnum() for word in found):
            judged = judged.as_emoji() if found else judged.as_nothing()
        # Checked construction: with this many fields it is quicker than pydantic's model_construct.
        return Classification(
            intent=judged.intent,
            intent_confidence=judged.intent_confidence,
            topic=judged.topic,
            topic_confidence=judged.topic_confidence,
            topic2=judged.second,
            sentiment=judged.tone,
            urgency=judged.urgency,
            language=language,
            abstained=judged.abstained,
            signals=tuple(sorted({vote.id for vote in votes})),
            raised_by=() if column is None else _raised_by(votes, column, by_model=judged.by_model),
            places=self._gazetteer.find(text, found),
            personal=find_personal(text),
            model=self.model,
        )


class _Judged(NamedTuple):
    """The judgement of one message."""

    intent: Intent
    intent_confidence: float
    topic: Topic
    topic_confidence: float
    second: Topic | None
    tone: Sentiment
    urgency: Urgency
    abstained: bool
    by_model: bool

    def as_emoji(self) -> Self:
        """What only emoji say: a reaction to something, of this tone."""
        return self._replace(
            intent=_REACTIE,
            intent_confidence=_EMOJI_ONLY,
            topic=_OVERIG,
            topic_confidence=0.0,
            second=None,
            urgency=_LAAG,
            abstained=False,
        )

    def as_nothing(self) -> Self:
        """What is said without words and emoji: nothing but perhaps a question mark, so a person looks."""
        return self._replace(topic=_OVERIG, topic_confidence=0.0, second=None, abstained=self.intent is not _SPAM)


def _add_pictures(summed: Floats, messages: Sequence[Message]) -> None:
    """Somebody who sends a picture of something in the street reports it."""
    for row, message in enumerate(messages):
        if message.attachments and summed[row, _PHOTOGRAPHED].any():
            summed[row, OF_INTENT[Intent.melding]] += 1.0


def _raised_by(votes: Sequence[Vote], column: int, *, by_model: bool) -> tuple[str, ...]:
    signals = sorted({vote.id for vote in votes if column in vote.columns})
    return (*signals, BY_MODEL)[:_MOST_REASONS] if by_model else tuple(signals[:_MOST_REASONS])


def _columns(judged: Judgement) -> Iterator[list[Any]]:
    """The judgements as the classification has them: numbers are quicker to take from lists than from arrays."""
    yield [INTENTS[number] for number in judged.intent.tolist()]
    yield judged.intent_confidence.astype(float).round(_DIGITS).tolist()
    yield [TOPICS[number] for number in judged.topic.tolist()]
    yield judged.topic_confidence.astype(float).round(_DIGITS).tolist()
    yield [None if number == NONE else TOPICS[number] for number in judged.second.tolist()]
    yield [TONES[number] for number in judged.tone.tolist()]
    yield [
        _ACUUT if acute else _HOOG if high else _NORMAAL if ordinary else _LAAG
        for acute, high, ordinary in zip(
            judged.acute.tolist(), judged.high.tolist(), judged.ordinary.tolist(), strict=True
        )
    ]
    yield judged.abstained.tolist()
    yield judged.model_raised.tolist()
