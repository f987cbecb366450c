"""How a comparison names things: questions in the city's own words, outcomes and values in the reader's."""

from datetime import timedelta

from processors.clocks import Elapsed, WorkingDays, WorkingHours
from processors.condition_words import Language, enumerated, number, said
from processors.labels import Label
from processors.tree_diff_changes import Asked, Ended, Spot, Target


def question(asked: Asked) -> str:
    """`'Is er iets stuk?' (melding)`."""
    return f"'{asked.vraag}' ({asked.id})"


def outcome(ended: Ended, language: Language) -> str:
    """`'Melding doorgeven' (melding-doorgeven)`."""
    return f"'{said(ended.label, language)}' ({ended.id})"


def target(to: Target, language: Language) -> str:
    """Where an answer leads."""
    if isinstance(to, Asked):
        return f"{'de vraag' if language == 'nl' else 'question'} {question(to)}"
    return f"{'de uitkomst' if language == 'nl' else 'outcome'} {outcome(to, language)}"


def spot(at: Spot, language: Language) -> str:
    """Where a question stands."""
    nl = language == "nl"
    first, after = ("vooraan", "na") if nl else ("first", "after")
    where = first if at.after is None else f"{after} {question(at.after)}"
    if at.under is None:
        return where
    word = "ja" if at.answer else "nee"
    return f"{where} {'onder' if nl else 'under'} {word} {'van' if nl else 'of'} {question(at.under)}"


def value(of: object, language: Language) -> str:
    """A field of an outcome."""
    nl = language == "nl"
    match of:
        case None:
            text = "geen" if nl else "none"
        case Label():
            text = f"'{of.nl}' / '{of.en}'"
        case WorkingHours(hours):
            text = counted(hours, Label("werkuur", "working hour"), Label("werkuren", "working hours"), language)
        case WorkingDays(days):
            text = counted(days, Label("werkdag", "working day"), Label("werkdagen", "working days"), language)
        case Elapsed(duration):
            text = _duration(duration, language)
        case _:
            text = f"'{of}'" if " " in str(of) else str(of)
    return text


def counted(count: float, one: Label, many: Label, language: Language) -> str:
    """`1 werkuur`, `4 werkuren`."""
    return f"{number(count)} {said(one if count == 1 else many, language)}"


def _duration(length: timedelta, language: Language) -> str:
    hours, seconds = divmod(length.seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    counts = (
        (length.days, Label("dag", "day"), Label("dagen", "days")),
        (hours, Label("uur", "hour"), Label("uur", "hours")),
        (minutes, Label("minuut", "minute"), Label("minuten", "minutes")),
        (seconds, Label("seconde", "second"), Label("seconden", "seconds")),
    )
    parts = [counted(count, one, many, language) for count, one, many in counts if count]
    return enumerated(parts, language) if parts else ("meteen" if language == "nl" else "at once")
