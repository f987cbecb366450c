"""The reply that a decision suggests: a draft for a colleague, who reads it, changes it and sends it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from processors.city import City
from processors.replies import Rendered, is_public
from processors.replies_fields import Filling
from processors.replies_personal import PersonalDataError
from schemas.classification import Classification
from schemas.decision import Decision
from schemas.result import Result
from schemas.vocabulary import Manner

UNKNOWN: Final = "und"
"""The language of a message that has too little text to tell."""


class Why(StrEnum):
    """Why there is no suggestion."""

    silence = "silence"
    person_decides = "person-decides"
    no_template = "no-template"
    unknown_template = "unknown-template"
    personal_data = "personal-data"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The reply, or why there is none. `asked` is the language of the message."""

    template: str | None
    asked: str
    reply: Rendered | None
    why: Why | None

    @property
    def in_other_language(self) -> bool:
        """Whether the template lacks the language of the message."""
        return self.reply is not None and self.asked not in {self.reply.language, UNKNOWN}


def suggest(result: Result, city: City) -> Suggestion | None:
    """The suggestion for a message, in its language and the tone of its channel; None where nothing was decided."""
    decision, understood = result.decision, result.classification
    if decision is None or understood is None:
        return None
    template, language = decision.template, understood.language
    if template is None:
        return Suggestion(None, language, None, _why_none(decision))
    if template not in city.replies.templates:
        return Suggestion(template, language, None, Why.unknown_template)
    try:
        reply = city.replies.render(
            template,
            language=language,
            tone=city.tones[result.message.channel],
            public=is_public(decision.manner),
            fields=filling(result.text, understood, decision, city),
        )
    except PersonalDataError:
        return Suggestion(template, language, None, Why.personal_data)
    return Suggestion(template, language, reply, None)


def _why_none(decision: Decision) -> Why:
    if decision.manner is not Manner.geen:
        return Why.no_template
    return Why.person_decides if decision.human else Why.silence


def filling(text: str, understood: Classification, decision: Decision, city: City) -> Filling:
    """The values of the fields for one message."""
    first = decision.departments[0] if decision.departments else ""
    return Filling(
        stad=city.name,
        onderwerp=city.labels["topic"][understood.topic],
        dienst=city.departments.get(first),
        afzender=city.voices.get(decision.voice or ""),
        termijn=_here(decision.deadline, city),
        uitspraak=_here(decision.ruling, city),
        link=city.links.get(understood.topic),
        bericht=text,
    )


def _here(moment: datetime | None, city: City) -> datetime | None:
    return None if moment is None else moment.astimezone(city.timezone)
