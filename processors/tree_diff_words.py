"""The differences between two rule sets in sentences, in Dutch and in English."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Final

from processors.condition_words import Language, enumerated, said
from processors.labels import Label
from processors.tree_diff_changes import (
    Change,
    FactChanged,
    OutcomeAdded,
    OutcomeChanged,
    OutcomeRemoved,
    SignalChanged,
    TemplateChanged,
    VersionChanged,
)
from processors.tree_diff_names import counted, outcome, value
from processors.tree_diff_words_questions import about_questions

FACT_WORDS: Final = {
    "city": Label("de stad", "the city"),
    "department": Label("de dienst", "the department"),
    "topic": Label("het onderwerp", "the topic"),
    "responsible": Label("de dienst voor het onderwerp", "the department for the topic"),
    "link": Label("de pagina over het onderwerp", "the page about the topic"),
    "label": Label("de naam van", "the name of"),
    "voice": Label("de stem", "the voice"),
    "tone": Label("de aanspreking op", "the form of address on"),
    "hours": Label("de werkuren op", "the working hours on"),
    "holidays": Label("de feestdagen", "the holidays"),
    "closed": Label("de sluitingsdag", "the closing day"),
    "crisis": Label("de crisis", "the crisis"),
    "language": Label("de talen", "the languages"),
    "list": Label("de woordenlijst", "the word list"),
}
"""What a city sets beside its tree, as a FactChanged names it."""

FIELD_WORDS: Final = {
    "label": Label("de naam", "the name"),
    "action": Label("wat we doen", "what we do"),
    "manner": Label("hoe we het zeggen", "how we say it"),
    "voice": Label("de stem", "the voice"),
    "clock": Label("de klok", "the clock"),
    "ruling": Label("de termijn voor een uitspraak", "the time for a ruling"),
    "template": Label("het antwoord", "the reply"),
    "departments": Label("de volgorde van de diensten", "the order of departments"),
    "human": Label("of er een mens kijkt", "whether a person looks"),
    "reason": Label("de reden", "the reason"),
}
"""The fields of an outcome."""


def sentence(change: Change, language: Language) -> str:
    """A difference in one sentence."""
    return _say(change, language)


@singledispatch
def _say(change: object, language: Language) -> str:
    return about_questions(change, language)


@_say.register
def _version(change: VersionChanged, language: Language) -> str:
    old, new = change.old, change.new
    return f"De versie heet nu {new} (was {old})." if language == "nl" else f"The version is now {new} (was {old})."


@_say.register
def _added(change: OutcomeAdded, language: Language) -> str:
    return f"{'Nieuwe uitkomst' if language == 'nl' else 'New outcome'} {outcome(change.outcome, language)}."


@_say.register
def _removed(change: OutcomeRemoved, language: Language) -> str:
    name = outcome(change.outcome, language)
    return f"De uitkomst {name} is weg." if language == "nl" else f"Outcome {name} is gone."


@_say.register
def _changed(change: OutcomeChanged, language: Language) -> str:
    one, many = ("Uitkomst", "Uitkomsten") if language == "nl" else ("Outcome", "Outcomes")
    names = enumerated((outcome(each, language) for each in change.outcomes), language)
    return f"{one if len(change.outcomes) == 1 else many} {names}: {_field(change, language)}."


def _field(change: OutcomeChanged, language: Language) -> str:
    nl = language == "nl"
    if change.key == "human":
        if nl:
            return "er kijkt nu een mens" if change.new else "er kijkt geen mens meer"
        return "a person now looks" if change.new else "no person looks any more"
    old, new = change.old, change.new
    if isinstance(old, tuple) and isinstance(new, tuple):
        if set(old) != set(new):
            return _departments(old, new, language)
        old, new = ", ".join(old), ", ".join(new)
    word = "nu" if nl else "now"
    name = said(FIELD_WORDS[change.key], language)
    return f"{name} is {word} {value(new, language)} (was {value(old, language)})"


def _departments(old: Sequence[str], new: Sequence[str], language: Language) -> str:
    added = enumerated((each for each in new if each not in old), language)
    removed = enumerated((each for each in old if each not in new), language)
    if language == "nl":
        parts = [f"gaat nu ook naar {added}", f"gaat niet meer naar {removed}"]
    else:
        parts = [f"now also goes to {added}", f"no longer goes to {removed}"]
    happened = (set(new) - set(old), set(old) - set(new))
    return enumerated((part for part, which in zip(parts, happened, strict=True) if which), language)


@_say.register
def _template(change: TemplateChanged, language: Language) -> str:
    nl = language == "nl"
    kinds = (
        (change.added, "kwam erbij in", "was added in"),
        (change.removed, "is weg in", "is gone in"),
        (change.changed, "is anders in", "is different in"),
    )
    what = enumerated(
        (f"{dutch if nl else english} {enumerated(texts, language)}" for texts, dutch, english in kinds if texts),
        language,
    )
    users = enumerated((outcome(each, language) for each in change.outcomes), language)
    of = f" ({'voor' if nl else 'for'} {users})" if change.outcomes else ""
    return f"{'De tekst van het antwoord' if nl else 'The text of reply'} {change.template}{of} {what}."


@_say.register
def _fact(change: FactChanged, language: Language) -> str:
    nl = language == "nl"
    about = " ".join(filter(None, (said(FACT_WORDS[change.about], language), change.name)))
    if change.old is None:
        return f"{'Nieuw' if nl else 'New'}: {about}: {change.new}."
    if change.new is None:
        return f"{'Weg' if nl else 'Gone'}: {about} (was {change.old})."
    return f"{about[0].upper()}{about[1:]}: {change.new} (was {change.old})."


@_say.register
def _signal(change: SignalChanged, language: Language) -> str:
    nl = language == "nl"
    kinds = (
        (change.came, "is nieuw", "is new"),
        (change.went, "is weg", "is gone"),
        (change.added, f"{_phrases(change.added, language)} erbij", f"{_phrases(change.added, language)} more"),
        (change.removed, f"{_phrases(change.removed, language)} weg", f"{_phrases(change.removed, language)} less"),
        (change.votes, "stemt anders", "votes otherwise"),
    )
    parts = [dutch if nl else english for happened, dutch, english in kinds if happened]
    what = enumerated(parts or ["zinsdelen in een andere volgorde" if nl else "phrases in another order"], language)
    return f"{'Signaal' if nl else 'Signal'} {change.signal}: {what}."


def _phrases(count: int, language: Language) -> str:
    return counted(count, Label("zinsdeel", "phrase"), Label("zinsdelen", "phrases"), language)
