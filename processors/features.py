"""What a condition of the reactieschema may ask of a message: a closed list, each with its type and its meaning."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from processors.calendar import Calendar
from processors.crisis import Crisis
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency, Visibility, Weekday

Kind = Literal["choice", "flag", "number", "signals"]

_PERSONAL_DATA: Final = "persoonsgegevens."
"""What the ids of the signals start with that find personal data."""

_WEEKDAYS: Final = tuple(day.value for day in Weekday)


class FeatureRow(NamedTuple):
    """One message as the tree sees it; the fields are the features, in the order of FEATURES."""

    intent: str
    intent_confidence: float
    topic: str
    topic2: str | None
    topic_confidence: float
    sentiment: str
    urgency: str
    language: str
    abstained: bool
    personal_data: bool
    channel: str
    visibility: str
    followers: int | None
    contacts: int | None
    account_days: int | None
    from_city: bool
    reply: bool
    reply_to_city: bool
    attachments: int
    length: int
    words: int
    crisis: bool
    office_hours: bool
    weekday: str
    hour: int
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
        Feature("topic_confidence", "number", "How sure the classifier is of the topic, 0 to 1"),
        _choice("sentiment", Sentiment, "The tone toward the city"),
        _choice("urgency", Urgency, "How soon somebody must act"),
        # Its values are the city's own languages and `und`; the compiler gets them with the pack.
        Feature("language", "choice", "Language of most of the text: one of the city's languages, or und"),
        Feature("abstained", "flag", "The classifier was not sure enough"),
        Feature("personal_data", "flag", "Personal data was found in it: a telephone number, an address, …"),
        _choice("channel", Channel, "Where it was said"),
        _choice("visibility", Visibility, "Who can read it: everybody (public), or the city alone (direct)"),
        Feature("followers", "number", "The author's reach on the channel; null where it is not known", optional=True),
        Feature(
            "contacts", "number", "Earlier contacts of the author with the city; null where not known", optional=True
        ),
        Feature("account_days", "number", "Age of the author's account in days; null where not known", optional=True),
        Feature("from_city", "flag", "The city's own account wrote it"),
        Feature("reply", "flag", "It answers another message"),
        Feature("reply_to_city", "flag", "It answers a message of the city"),
        Feature("attachments", "number", "Pictures, films and documents that came with it"),
        Feature("length", "number", "Characters of the message's own text"),
        Feature("words", "number", "Words of the message's own text, split at white space"),
        Feature("crisis", "flag", "It was said while the city's crisis mode was on"),
        Feature("office_hours", "flag", "It was said within the city's working hours"),
        _choice("weekday", Weekday, "The day on which it was said, in the city's time zone"),
        Feature("hour", "number", "The hour in which it was said, 0 to 23, in the city's time zone"),
        Feature("signals", "signals", "Ids of the signals that were found; `gevaar.*` means any that starts so"),
    )
}
"""Name to feature. The documentation of conditions is generated from this list."""


def features(
    message: Message, text: str, classification: Classification, calendar: Calendar, crisis: Crisis | None
) -> FeatureRow:
    """The features of a message, its own text and what was understood of it, at the moment that it was said."""
    author = message.author
    said = message.updated or message.published
    local = said.astimezone(calendar.timezone)
    topic2 = classification.topic2
    signals = classification.signals
    return FeatureRow(
        str(classification.intent),
        classification.intent_confidence,
        str(classification.topic),
        None if topic2 is None else str(topic2),
        classification.topic_confidence,
        str(classification.sentiment),
        str(classification.urgency),
        classification.language,
        classification.abstained,
        bool(classification.personal) or any(signal.startswith(_PERSONAL_DATA) for signal in signals),
        str(message.channel),
        str(message.visibility),
        None if author is None else author.followers,
        None if author is None else author.contacts,
        None if author is None or author.since is None else max((said - author.since).days, 0),
        author is not None and author.city,
        message.in_reply_to is not None,
        message.reply_to_city,
        len(message.attachments),
        len(text),
        len(text.split()),
        crisis is not None and crisis.lasts(said),
        calendar.is_open(said),
        _WEEKDAYS[local.weekday()],
        local.hour,
        signals,
    )
