"""What a message is about, by the signals in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from processors.classify_votes import TopicChoice, choose_intent, choose_sentiment, choose_topic, choose_urgency, tally
from processors.language import UNDETERMINED, LanguageIdentifier
from processors.signals import SignalSet
from processors.signals_match import Matcher
from processors.signals_words import words
from schemas.base import canonical
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Visibility

_URL: Final = re.compile(r"https?://\S+")
_QUESTION_MARK: Final = 1.0
_EMOJI_ONLY: Final = 0.8
_PICTURE: Final = 1.0
_LINK: Final = 0.5
"""What a link adds to advertising."""

_OUTSIDE: Final = 0.25
"""What a thing of `_REPORTED` says by itself: who names it reports it, unless something says otherwise."""

_COUNTER, _DIRECT, _OVERIG = Channel.counter, Visibility.direct, Topic.overig
_NEGATIEF, _POSITIEF = Sentiment.negatief, Sentiment.positief
_VRAAG, _MELDING, _KLACHT, _REACTIE, _SPAM, _NOODGEVAL, _COMPLIMENT = (
    Intent.vraag,
    Intent.melding,
    Intent.klacht,
    Intent.reactie,
    Intent.spam,
    Intent.noodgeval,
    Intent.compliment,
)
"""Looked up here, as a member of an enumeration is slow to look up in Python 3.11."""

_PHOTOGRAPHED: Final = frozenset(
    {Topic.afval, Topic.sluikstort, Topic.ongedierte, Topic.groen, Topic.wegdek, Topic.verlichting, Topic.water}
)
"""Somebody who sends a picture of one of these reports it."""

_REPORTED: Final = _PHOTOGRAPHED - {Topic.groen} | {Topic.verkeer, Topic.overlast, Topic.digitaal}
"""Nobody mentions these to a city because they are well."""

_TALKED_ABOUT: Final = frozenset({Topic.beleid, Topic.cultuur, Topic.toerisme, Topic.sport, Topic.ondernemen})
"""Of these people tell what they like and what not without wanting anything."""

_SERVED: Final = frozenset(
    {Topic.loket, Topic.burgerlijke_stand, Topic.belastingen, Topic.parkeren, Topic.openbaar_vervoer, Topic.zorg}
    | {Topic.vergunningen, Topic.wonen, Topic.welzijn, Topic.kinderopvang, Topic.digitaal}
)
"""Who writes at length about one of these without asking anything tells what went wrong."""

_PLACES: Final = frozenset({Topic.groen, Topic.fiets, Topic.zwembad, Topic.onderwijs, Topic.openbaar_vervoer})
"""A longer text about one of these in which nobody says ik or wij tells the state that it is in."""

_AT_LENGTH: Final = 8
_SPEAKER: Final = frozenset(
    {
        *("ik", "k", "we", "wij", "mij", "me", "mijn", "ons", "onze", "ge", "gij", "je", "jullie", "uw", "u"),
        *("i", "my", "our", "je", "nous", "mon", "ma", "mes", "notre", "ich", "wir", "mein", "meine"),
    }
)

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
        about = choose_topic(counts, _REACTIE)
        language = self._identifier.identify(text, found)
        if language == UNDETERMINED and found and not any(word.isalnum() for word in found):
            intent, sure = _REACTIE, _EMOJI_ONLY
            counts.topics.clear()
            about = TopicChoice()
        else:
            intents = counts.intents
            topic = about.topic
            if _asks(text):
                intents[_VRAAG] = intents.get(_VRAAG, 0.0) + _QUESTION_MARK
            elif topic in _REPORTED:
                intents[_MELDING] = intents.get(_MELDING, 0.0) + _OUTSIDE
            if "://" in text and _SPAM in intents:
                intents[_SPAM] += _LINK
            if message.attachments and not counts.topics.keys().isdisjoint(_PHOTOGRAPHED):
                intents[_MELDING] = intents.get(_MELDING, 0.0) + _PICTURE
            chosen, sure = choose_intent(intents)
            intent = chosen or _usual(message, topic, counts.tones, found)
        if intent is _NOODGEVAL or intent is _SPAM:
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


def _usual(message: Message, topic: Topic, tones: dict[Sentiment, float], found: Sequence[str]) -> Intent:
    """What people want who do not say it: who names a thing in the street reports it; who is only glad or only angry
    about a service praises or complains; who speaks to the city alone, or stands at its counter, and names a subject,
    wants to know something; who tells at length of a service complains; the rest is talk."""
    glad, angry = tones.get(_POSITIEF, 0.0), tones.get(_NEGATIEF, 0.0)
    if topic in _REPORTED and glad <= angry:
        return _MELDING
    if topic is _OVERIG:
        return _REACTIE
    if (glad >= 1.0) is not (angry >= 1.0):
        return _COMPLIMENT if glad > angry else _REACTIE if topic in _TALKED_ABOUT else _KLACHT
    at_length = len(found) >= _AT_LENGTH
    if topic in _PLACES and at_length and _SPEAKER.isdisjoint(found):
        return _MELDING
    if message.channel is _COUNTER or message.visibility is _DIRECT:
        return _VRAAG
    return _KLACHT if topic in _SERVED and at_length else _REACTIE
