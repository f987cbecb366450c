"""Conditions in words, for a person who compares two versions of a reactieschema."""

from collections.abc import Iterable
from typing import Final, Literal, TypeVar

from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf
from processors.features import FEATURES
from processors.labels import Label

Language = Literal["nl", "en"]
Value = TypeVar("Value")

FEATURE_WORDS: Final = {
    "intent": Label("bedoeling", "intent"),
    "intent_confidence": Label("zekerheid over de bedoeling", "confidence in the intent"),
    "topic": Label("onderwerp", "topic"),
    "topic2": Label("tweede onderwerp", "second topic"),
    "topic_confidence": Label("zekerheid over het onderwerp", "confidence in the topic"),
    "sentiment": Label("toon", "tone"),
    "urgency": Label("dringendheid", "urgency"),
    "language": Label("taal", "language"),
    "channel": Label("kanaal", "channel"),
    "visibility": Label("zichtbaarheid", "visibility"),
    "followers": Label("volgers", "followers"),
    "contacts": Label("eerdere contacten", "earlier contacts"),
    "account_days": Label("dagen dat de account bestaat", "days that the account exists"),
    "attachments": Label("bijlagen", "attachments"),
    "length": Label("tekens", "characters"),
    "words": Label("woorden", "words"),
    "weekday": Label("dag", "day"),
    "hour": Label("uur", "hour"),
    "signals": Label("signaal", "signal"),
}
"""Feature to the noun for it; the flags have sentences instead."""

FLAG_WORDS: Final = {
    "abstained": (Label("we twijfelen", "we are not sure"), Label("we twijfelen niet", "we are sure")),
    "personal_data": (
        Label("er staan persoonlijke gegevens in", "it holds personal data"),
        Label("er staan geen persoonlijke gegevens in", "it holds no personal data"),
    ),
    "from_city": (
        Label("de stad schreef het zelf", "the city wrote it"),
        Label("iemand anders dan de stad schreef het", "somebody other than the city wrote it"),
    ),
    "reply": (
        Label("het antwoordt op een bericht", "it answers a message"),
        Label("het antwoordt op geen bericht", "it answers no message"),
    ),
    "reply_to_city": (
        Label("het antwoordt op de stad", "it answers the city"),
        Label("het antwoordt niet op de stad", "it does not answer the city"),
    ),
    "crisis": (Label("er is een crisis", "there is a crisis"), Label("er is geen crisis", "there is no crisis")),
    "office_hours": (
        Label("binnen de werkuren", "within working hours"),
        Label("buiten de werkuren", "outside working hours"),
    ),
}
"""Flag to what is said of it when it is true, and when it is false."""

_SIGNS: Final = {
    ">=": Label("minstens", "at least"),
    ">": Label("meer dan", "more than"),
    "<=": Label("hoogstens", "at most"),
    "<": Label("minder dan", "less than"),
}
_AND, _OR = Label("en", "and"), Label("of", "or")
_NOT, _UNKNOWN = Label("niet", "not"), Label("onbekend", "unknown")
_ALWAYS, _NEVER = Label("altijd", "always"), Label("nooit", "never")


def in_words(condition: Condition, language: Language) -> str:
    """A condition as part of a sentence: `onderwerp wegdek of verlichting en woorden: minder dan 8`."""
    match condition:
        case OneOf(feature, values):
            return values_in_words(feature, values, language)
        case HasSignal(asked=asked):
            return values_in_words("signals", asked, language)
        case Compare(feature, sign, bound):
            return f"{said(FEATURE_WORDS[feature], language)}: {said(_SIGNS[sign], language)} {number(bound)}"
        case Not(part):
            return f"{said(_NOT, language)} ({in_words(part, language)})"
        case AllOf(parts):
            return _joined(parts, _AND, language) or said(_ALWAYS, language)
        case AnyOf(parts):
            return _joined(parts, _OR, language) or said(_NEVER, language)


def values_in_words(feature: str, values: Iterable[object], language: Language) -> str:
    """These values of a feature: `onderwerp wegdek of verlichting`."""
    ordered = in_order(feature, values)
    if feature in FLAG_WORDS:
        when_true, when_false = FLAG_WORDS[feature]
        return enumerated((said(when_true if value else when_false, language) for value in ordered), language, _OR)
    names = (said(_UNKNOWN, language) if value is None else _plain(value) for value in ordered)
    return f"{said(FEATURE_WORDS[feature], language)} {enumerated(names, language, _OR)}"


def enumerated(parts: Iterable[str], language: Language, last: Label = _AND) -> str:
    """`a, b en c`."""
    *first, end = [*parts] or [said(_NEVER, language)]
    return f"{', '.join(first)} {said(last, language)} {end}" if first else end


def in_order(feature: str, values: Iterable[Value]) -> list[Value]:
    """In the order of the closed list, else of size or alphabet; what is unknown comes last."""
    known = FEATURES[feature].values
    return sorted(
        values,
        key=lambda value: (
            value is None,
            known.index(str(value)) if value in known else 0,
            value if isinstance(value, int | float) else 0,
            str(value),
        ),
    )


def said(label: Label, language: Language) -> str:
    """A label in the reader's language."""
    return label.nl if language == "nl" else label.en


def number(value: float) -> str:
    """A number with all its digits: `10000`, `0.85`."""
    return str(int(value)) if value == int(value) else repr(value)


def _joined(parts: tuple[Condition, ...], word: Label, language: Language) -> str:
    texts = (
        f"({in_words(part, language)})" if isinstance(part, AllOf | AnyOf) else in_words(part, language)
        for part in parts
    )
    return f" {said(word, language)} ".join(texts)


def _plain(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)
