"""A condition of the reactieschema as a sentence, in Dutch or English, with the city's own names for its values."""

from typing import Final

from processors.condition_words import in_order
from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf
from processors.features import FEATURES
from processors.thresholds import SHARES
from stadsgesprek.console.site import Speech

_LIST_OF_FEATURE: Final = {"topic2": "topic"}
_SIGN_WORDS: Final = {">=": "at-least", ">": "more", "<=": "at-most", "<": "less"}

Plain = str | bool | int | float | None


def condition_text(condition: Condition, speech: Speech) -> str:
    """When the answer is `ja`; names every feature that the condition looks at."""
    text = _Reader(speech).read(condition)
    return text[:1].upper() + text[1:]


class _Reader:
    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._words = speech.words

    def read(self, condition: Condition, *, inner: bool = False) -> str:
        """The words of a condition; an `inner` list gets brackets."""
        match condition:
            case AllOf(parts):
                return self._list("and", parts, inner=inner, empty="always")
            case AnyOf(parts):
                return self._list("or", parts, inner=inner, empty="never")
            case Not(OneOf() | HasSignal() as part):
                return self._one(part, holds=False)
            case Not(part):
                return self._words("condition.not", part=self.read(part))
            case OneOf() | HasSignal():
                return self._one(condition, holds=True)
            case Compare(feature, sign, bound):
                return self._words(
                    f"condition.{_SIGN_WORDS[sign]}", subject=self.subject(feature), value=self._number(feature, bound)
                )

    def _list(self, word: str, parts: tuple[Condition, ...], *, inner: bool, empty: str) -> str:
        if not parts:
            return self._words(f"condition.{empty}")
        if len(parts) == 1:
            return self.read(parts[0], inner=inner)
        text = f" {self._words(f'condition.{word}')} ".join(self.read(part, inner=True) for part in parts)
        return f"({text})" if inner else text

    def _one(self, condition: OneOf | HasSignal, *, holds: bool) -> str:
        if isinstance(condition, HasSignal):
            return self._signals(condition.asked, holds=holds)
        feature = condition.feature
        if FEATURES[feature].kind == "flag" and len(condition.values) == 1:
            yes = (True in condition.values) is holds
            return self._words(f"condition.flag.{feature}.{'yes' if yes else 'no'}")  # a test sees to it
        values = [self._value(feature, value) for value in in_order(feature, condition.values)]
        key = "is" if holds else "is-not"
        joined = self._joined(values, "or" if holds else "nor") if values else self._words("condition.nothing")
        return self._words(f"condition.{key}", subject=self.subject(feature), values=joined)

    def _signals(self, asked: tuple[str, ...], *, holds: bool) -> str:
        names = self._joined([self._quoted(each) for each in asked], "or") or self._words("condition.nothing")
        return self._words("condition.signals" if holds else "condition.no-signals", names=names)

    def subject(self, feature: str) -> str:
        """What a feature is called in a sentence."""
        return self._words.get(f"condition.subject.{feature}", feature)

    def _value(self, feature: str, value: Plain) -> str:
        if value is None:
            return self._words("condition.unknown")
        if isinstance(value, bool):
            return self._words("value.yes" if value else "value.no")
        if isinstance(value, int | float):
            return self._number(feature, value)
        return self._quoted(self._speech.labels(_LIST_OF_FEATURE.get(feature, feature), value))

    def _number(self, feature: str, value: float) -> str:
        if feature in SHARES and 0 <= value <= 1:
            return self._speech.format.percent(value)
        if isinstance(value, int) or value.is_integer():
            return self._speech.format.number(int(value))
        return repr(value).replace(".", self._words("format.point"))

    def _quoted(self, text: str) -> str:
        return self._words("condition.quoted", text=text)

    def _joined(self, names: list[str], word: str) -> str:
        *first, last = names or [""]
        return f"{', '.join(first)} {self._words(f'condition.{word}')} {last}" if first else last
