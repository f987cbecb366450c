"""What the city calls its ids, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from processors.city import City
from processors.labels import Label
from schemas.decision import Value
from stadsgesprek.console.format import Format
from stadsgesprek.console.i18n import Words

_LIST_OF_FEATURE = {"topic2": "topic"}
"""The closed list that a feature's values are on, where it is not called like the feature."""


@dataclass(frozen=True, slots=True)
class Labels:
    """An id that nobody gave a name is shown as it is: an old record may have one that the city no longer uses."""

    city: City
    words: Words

    def __call__(self, kind: str, id: str) -> str:
        """The name of an id on one of the lists: intent, topic, departments, language, outcome, …"""
        if kind == "departments":
            return self.of(self.city.departments, id)
        if kind == "language":
            return self.words.get(f"language.{id}", id)
        if kind == "visibility":
            return self.words.get(f"visibility.{id}", id)
        return self.of(self.city.labels.get(kind, {}), id)

    def of(self, labels: Mapping[str, Label], id: str) -> str:
        """The name of an id in one mapping."""
        label = labels.get(id)
        return id if label is None else self.pick(label)

    def pick(self, label: Label) -> str:
        """The label in the page's language."""
        return label.nl if self.words.language == "nl" else label.en

    def feature(self, name: str) -> str:
        """What a feature of the reactieschema is called."""
        return self.words.get(f"feature.{name}", name)

    def value(self, feature: str, value: Value, fmt: Format) -> str:
        """What a question of the reactieschema saw, for people."""
        if value is None:
            return self.words("value.unknown")
        if isinstance(value, bool):
            return self.words("value.yes" if value else "value.no")
        if isinstance(value, float):
            return fmt.percent(value) if feature.endswith("confidence") else fmt.decimal(value)
        if isinstance(value, int):
            return fmt.number(value)
        if isinstance(value, tuple):
            return ", ".join(value) if value else self.words("value.none")
        return self(_LIST_OF_FEATURE.get(feature, feature), value)
