"""An outcome in words: by when, to whom, as whom."""

from collections.abc import Iterator
from datetime import timedelta

from processors.clocks import Clock, Elapsed, WorkingHours
from processors.tree import Outcome
from processors.tree_spec import TOPIC_DEPARTMENTS
from stadsgesprek.console.site import Speech


def clock_text(clock: Clock | None, speech: Speech) -> str:
    """`meteen`, `binnen 4 werkuren`, `binnen 45 dagen`, or that there is none."""
    words, fmt = speech.words, speech.format
    if clock is None:
        return words("way.no-deadline")
    if isinstance(clock, Elapsed):
        if clock.duration < timedelta(minutes=1):
            return words("clock.now")
        return words("schema.within", span=fmt.span(clock.duration))
    if isinstance(clock, WorkingHours):
        return words.number("clock.working-hours", 1 if clock.hours == 1 else 2, fmt.decimal(clock.hours))
    return words.number("clock.working-days", clock.days)


def departments_text(outcome: Outcome, speech: Speech) -> str:
    """Who gets it, first one first."""
    words, label = speech.words, speech.labels
    names = [
        words("picture.topic-departments") if id == TOPIC_DEPARTMENTS else label("departments", id)
        for id in outcome.departments
    ]
    return ", ".join(names) or words("value.none")


def facts(outcome: Outcome, speech: Speech) -> Iterator[tuple[str, str]]:
    """What else there is to know of an outcome, each with its name."""
    words, label = speech.words, speech.labels
    yield words("way.deadline"), clock_text(outcome.clock, speech)
    if outcome.ruling is not None:
        yield words("way.ruling"), clock_text(outcome.ruling, speech)
    yield words("way.manner"), label("manner", outcome.manner)
    yield words("fact.departments"), departments_text(outcome, speech)
    if outcome.voice is not None:
        yield words("way.voice"), label.of(label.city.voices, outcome.voice)
    if outcome.template is not None:
        yield words("way.template"), outcome.template
    yield words("way.human"), words("value.yes" if outcome.human else "value.no")
