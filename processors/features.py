"""What a condition of the reactieschema may ask of a message: a closed list, each with its type and its meaning."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency, Visibility

Kind = Literal["choice", "flag", "number", "signals"]


class FeatureRow(NamedTuple):
    """One message as the tree sees it; the fields are the features, in the order of FEATURES."""

    intent: str
    intent_confidence: float
    topic: str
    topic2: str | None
    sentiment: str
    urgency: str
    language: str
    abstained: bool
    channel: str
    visibility: str
    followers: int | None
    reply: bool
    attachments: int
    length: int
    words: int
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """One question that a condition can ask. `values` are the possible answers of a choice from a closed list.

    An `optional` feature may be unknown of a message; a condition asks that with `null`.
    """

    name: str
    kind: Kind
    description: str
    values: tuple[str, ...] = ()
    optional: bool = False

    @property
    def index(self) -> int:
        """Its place in a FeatureRow."""
        return FeatureRow._fields.index(self.name)


def _choice(name: str, values: type[StrEnum], description: str, *, optional: bool = False) -> Feature:
    return Feature(name, "choice", description, tuple(each.value for each in values), optional)


FEATURES: Final = {
    feature.name: feature
    for feature in (
        _choice("intent", Intent, "What the writer wants"),
        Feature("intent_confidence", "number", "How sure the classifier is of the intent, 0 to 1"),
        _choice("topic", Topic, "What must be dealt with"),
        _choice(
            "topic2", Topic, "What else another department must know of; null when there is nothing", optional=True
        ),
        _choice("sentiment", Sentiment, "The tone toward the city"),
        _choice("urgency", Urgency, "How soon somebody must act"),
        # Its values are the city's own languages and `und`; the compiler gets them with the pack.
        Feature("language", "choice", "Language of most of the text: one of the city's languages, or und"),
        Feature("abstained", "flag", "The classifier was not sure enough"),
        _choice("channel", Channel, "Where it was said"),
        _choice("visibility", Visibility, "Who can read it: everybody (public), or the city alone (direct)"),
        Feature("followers", "number", "The author's reach on the channel; null where it is not known", optional=True),
        Feature("reply", "flag", "It answers another message"),
        Feature("attachments", "number", "Pictures, films and documents that came with it"),
        Feature("length", "number", "Characters of the message's own text"),
        Feature("words", "number", "Words of the message's own text, split at white space"),
        Feature("signals", "signals", "Ids of the signals that were found; `gevaar.*` means any that starts so"),
    )
}
"""Name to feature. The documentation of conditions is generated from this list."""


def features(message: Message, text: str, classification: Classification) -> FeatureRow:
    """The features of a message, its own text and what was understood of it."""
    author = message.author
    return FeatureRow(
        classification.intent,
        classification.intent_confidence,
        classification.topic,
        classification.topic2,
        classification.sentiment,
        classification.urgency,
        classification.language,
        classification.abstained,
        message.channel,
        message.visibility,
        None if author is None else author.followers,
        message.in_reply_to is not None,
        len(message.attachments),
        len(text),
        len(text.split()),
        classification.signals,
    )
