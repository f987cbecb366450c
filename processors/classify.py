"""What a message is about, by the signals in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from processors.classify_votes import choose_intent, choose_sentiment, choose_topic, choose_urgency, tally
from processors.language import UNDETERMINED, LanguageIdentifier
from processors.signals import SignalSet
from processors.signals_match import Matcher
from processors.signals_words import words
from schemas.base import canonical
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Channel, Intent, Topic, Visibility

_URL: Final = re.compile(r"https?://\S+")
_QUESTION_MARK: Final = 1.0
_EMOJI_ONLY: Final = 0.8
_PICTURE: Final = 1.0
_PHOTOGRAPHED: Final = frozenset(
    {Topic.afval, Topic.sluikstort, Topic.ongedierte, Topic.groen, Topic.wegdek, Topic.verlichting, Topic.water}
)
"""Somebody who sends a picture of one of these reports it."""

_REPORTED: Final = _PHOTOGRAPHED - {Topic.groen} | {Topic.verkeer, Topic.overlast, Topic.digitaal}
"""Nobody mentions these to a city because they are well."""

_NEEDS_TOPIC: Final = frozenset({Intent.vraag, Intent.melding, Intent.klacht, Intent.suggestie})
"""Without a topic nobody knows whom these are for; praise and talk may be about nothing in particular."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """Rules over the signals of one city. `model` names it: `signals:` and a hash of the signals and languages."""

    model: str
    _matcher: Matcher
    _identifier: LanguageIdentifier

    @classmethod
    def compile(cls, signals: SignalSet, languages: Sequence[str]) -> Self:
        """Made once for a city; `languages` are ISO 639-1, the likeliest first.

        Raises ValueError for a language that cannot be told from the others.
        """
        content = canonical({"signals": signals.model_dump(mode="json"), "languages": list(languages)})
        return cls(
            f"signals:{sha256(content).hexdigest()[:12]}", Matcher.compile(signals), LanguageIdentifier(languages)
        )

    def classify(self, messages: Sequence[Message], texts: Sequence[str]) -> list[Classification]:
        """One classification for each message, in the order given; `texts` are the messages' own words (`clean`).

        Any text has an answer. `abstained` where nothing was found, where two topics have equally many votes, and
        where somebody wants something done and no topic was found; the topic is then `overig`.
        """
        return [self._one(message, text) for message, text in zip(messages, texts, strict=True)]

    def _one(self, message: Message, text: str) -> Classification:
        found = words(text)
        counts = tally(self._matcher.find(found))
        language = self._identifier.identify(text, found)
        if language == UNDETERMINED and found and not any(word.isalnum() for word in found):
            intent, sure = Intent.reactie, _EMOJI_ONLY
            counts.topics.clear()
        else:
            intents = counts.intents
            if _asks(text):
                intents[Intent.vraag] = intents.get(Intent.vraag, 0.0) + _QUESTION_MARK
            if message.attachments and not counts.topics.keys().isdisjoint(_PHOTOGRAPHED):
                intents[Intent.melding] = intents.get(Intent.melding, 0.0) + _PICTURE
            chosen, sure = choose_intent(intents)
            intent = chosen or _usual(message, choose_topic(counts, Intent.reactie).topic)
        about = choose_topic(counts, intent)
        unknown = not counts.topics and (intent in _NEEDS_TOPIC or sure == 0.0)
        # Checked construction: with this many fields it is quicker than pydantic's model_construct.
        return Classification(
            intent=intent,
            intent_confidence=sure,
            topic=about.topic,
            topic_confidence=about.confidence,
            topic2=about.second,
            sentiment=choose_sentiment(counts.tones, intent),
            urgency=choose_urgency(intent, cue=counts.urgent),
            language=language,
            abstained=about.tied or unknown,
            signals=tuple(sorted(counts.ids)),
            model=self.model,
        )


def _asks(text: str) -> bool:
    if "?" not in text:
        return "؟" in text
    return "?" in _URL.sub("", text) if "://" in text else True


def _usual(message: Message, topic: Topic) -> Intent:
    """What people want who do not say it: who names a thing in the street reports it; who speaks to the city alone, or
    stands at its counter, and names a subject, wants to know something; the rest is talk."""
    if topic in _REPORTED:
        return Intent.melding
    private = message.channel is Channel.counter or message.visibility is Visibility.direct
    return Intent.vraag if private and topic is not Topic.overig else Intent.reactie
