"""The differences between the questions of two rule sets in sentences."""

from functools import singledispatch

from processors.condition_words import FEATURE_WORDS, Language, enumerated, in_words, number, said, values_in_words
from processors.tree_diff_changes import (
    Bound,
    BranchChanged,
    ConditionChanged,
    Delta,
    Part,
    QuestionAdded,
    QuestionMoved,
    QuestionRemoved,
    Values,
    WordingChanged,
)
from processors.tree_diff_names import question, spot, target


@singledispatch
def about_questions(change: object, language: Language) -> str:
    """A difference in one sentence; TypeError when it is not about questions."""
    raise TypeError(f"{change!r} is not about questions ({language})")


@about_questions.register
def _added(change: QuestionAdded, language: Language) -> str:
    name, where, when = question(change.question), spot(change.spot, language), in_words(change.condition, language)
    leads = target(change.ja, language)
    if language == "nl":
        return f"Nieuwe vraag {name}, {where}: {when}. Ja leidt naar {leads}."
    return f"New question {name}, {where}: {when}. Ja leads to {leads}."


@about_questions.register
def _removed(change: QuestionRemoved, language: Language) -> str:
    name, where = question(change.question), spot(change.spot, language)
    return f"De vraag {name} is weg; ze stond {where}." if language == "nl" else f"Question {name}, {where}, is gone."


@about_questions.register
def _moved(change: QuestionMoved, language: Language) -> str:
    name, where = question(change.question), spot(change.spot, language)
    return f"De vraag {name} staat nu {where}." if language == "nl" else f"Question {name} now stands {where}."


@about_questions.register
def _wording(change: WordingChanged, language: Language) -> str:
    name, old, new = question(change.question), change.old, change.new
    if change.key == "vraag":
        return f"De vraag '{old}' luidt nu {name}." if language == "nl" else f"Question '{old}' is now put as {name}."
    if language == "nl":
        return f"Waarom we {name} vragen, is nu '{new}' (was '{old}')."
    return f"Why we ask {name} is now '{new}' (was '{old}')."


@about_questions.register
def _condition(change: ConditionChanged, language: Language) -> str:
    many = len(change.questions) > 1
    names = enumerated(map(question, change.questions), language)
    what = "; ".join(_delta(delta, language, many=many) for delta in change.deltas)
    if language == "nl":
        return f"De {'vragen' if many else 'vraag'} {names} {what}."
    return f"{'Questions' if many else 'Question'} {names} {what}."


@about_questions.register
def _branch(change: BranchChanged, language: Language) -> str:
    nl = language == "nl"
    was, now = target(change.old, language), target(change.new, language)
    if change.question is None:
        return f"Het schema begint nu bij {now} (was {was})." if nl else f"The tree now starts at {now} (was {was})."
    word, name = "ja" if change.answer else "nee", question(change.question)
    if nl:
        return f"Op de vraag {name} leidt {word} nu naar {now} (was {was})."
    return f"Question {name}: {word} now leads to {now} (was {was})."


def _delta(delta: Delta, language: Language, *, many: bool) -> str:
    nl = language == "nl"
    asks = ("vragen" if many else "vraagt") if nl else ("ask" if many else "asks")
    if isinstance(delta, Values):
        return _values(delta, language, asks)
    if isinstance(delta, Part):
        return _part(delta, language, asks, many=many)
    if isinstance(delta, Bound):
        name, old, new = said(FEATURE_WORDS[delta.feature], language), number(delta.old), number(delta.new)
        if nl:
            return f"{'leggen' if many else 'legt'} de grens voor {name} nu op {new} (was {old})"
        return f"now {'have' if many else 'has'} a threshold of {new} for {name} (was {old})"
    was, now = in_words(delta.old, language), in_words(delta.new, language)
    return f"{asks} nu: {now} (was: {was})" if nl else f"now {asks}: {now} (was: {was})"


def _values(delta: Values, language: Language, asks: str) -> str:
    added, removed = (values_in_words(delta.feature, values, language) for values in (delta.added, delta.removed))
    if language == "nl":
        parts = [f"{asks} nu ook naar {added}", f"{asks} niet meer naar {removed}"]
    else:
        stops = "no longer ask" if asks == "ask" else "no longer asks"
        parts = [f"now also {asks} for {added}", f"{stops} for {removed}"]
    return enumerated(
        (part for part, values in zip(parts, (delta.added, delta.removed), strict=True) if values), language
    )


def _part(delta: Part, language: Language, asks: str, *, many: bool) -> str:
    what = in_words(delta.condition, language)
    if language == "nl":
        again = "nu ook" if delta.came else "niet meer"
        if delta.extra:
            return f"{asks} {again} of dit geldt: {what}"
        return f"{'krijgen' if many else 'krijgt'} {again} ja bij: {what}"
    again = "now also" if delta.came else "no longer"
    if delta.extra:
        return f"{again} {asks} whether this holds: {what}"
    return f"{again} {'get' if many else 'gets'} ja for: {what}"
