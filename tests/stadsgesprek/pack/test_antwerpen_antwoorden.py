"""What Antwerp answers: in which languages, how long, and without what belongs to nobody."""

import re
from datetime import UTC, datetime
from functools import cache

import pytest

from processors.city import City
from processors.replies import Tone, is_public
from processors.replies_fields import Filling
from processors.replies_personal import personal_data
from processors.tree import Outcome
from schemas.vocabulary import Topic
from stadsgesprek.pack import builtin, load


@cache
def _city() -> City:
    return load(builtin("antwerpen"))


def _outcomes() -> list[Outcome]:
    return [outcome for outcome in _city().tree.outcomes.values() if outcome.template]


def _filling(outcome: Outcome) -> Filling:
    """The longest that the fields can be."""
    city = _city()
    longest = max(city.departments.values(), key=lambda label: len(label.nl))
    return Filling(
        stad=city.name,
        onderwerp=max((city.labels["topic"][topic] for topic in Topic), key=lambda label: len(label.nl)),
        dienst=longest,
        afzender=city.voices[outcome.voice or ""],
        termijn=datetime(2026, 9, 24, tzinfo=UTC),
        uitspraak=datetime(2026, 9, 24, tzinfo=UTC),
        link="https://t.co/" + "x" * 10,  # Twitter counts each address as 23 characters
        bericht="Ik wil een klacht indienen.",
    )


def _texts(outcome: Outcome) -> dict[tuple[str, Tone], str]:
    city = _city()
    assert outcome.template is not None
    return {
        (language, tone): city.replies.render(
            outcome.template,
            language=language,
            tone=tone,
            public=is_public(outcome.manner),
            fields=_filling(outcome),
        ).text
        for language in city.replies.templates[outcome.template]
        for tone in Tone
    }


def test_every_template_speaks_dutch_english_and_french() -> None:
    for name, texts in _city().replies.templates.items():
        assert {"nl", "en", "fr"} <= texts.keys(), name


@pytest.mark.parametrize(
    "template",
    ["noodgeval", "wanhoop", "dringend", "melding-dringend", "vraag-dringend", "vraag-andere-taal", "crisis"],
)
def test_danger_and_other_languages_are_met_in_every_language_of_the_city(template: str) -> None:
    assert _city().replies.templates[template].keys() == set(_city().languages)


@pytest.mark.parametrize("outcome", _outcomes(), ids=lambda outcome: outcome.id)
def test_a_public_reply_fits_in_280_characters(outcome: Outcome) -> None:
    long = {key: len(text) for key, text in _texts(outcome).items() if is_public(outcome.manner) and len(text) > 280}
    assert long == {}


@pytest.mark.parametrize("outcome", _outcomes(), ids=lambda outcome: outcome.id)
def test_je_and_u_are_not_mixed(outcome: Outcome) -> None:
    informal = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
    formal = re.compile(r"\b(u|uw)\b", re.IGNORECASE)
    always_u = outcome.template in {"pers", "politiek"}
    for (language, tone), text in _texts(outcome).items():
        dutch = text if language == "nl" else "\n".join(re.findall(r"In het Nederlands: .*", text))
        assert not (formal if tone is Tone.je and not always_u else informal).search(dutch), dutch


def test_no_template_names_a_person_or_makes_up_a_number() -> None:
    for outcome in _outcomes():
        for key, text in _texts(outcome).items():
            numbers = set(re.findall(r"\b\d[\d ]*\d\b", text.replace("24/09", "").replace("2026", "")))
            assert {each.strip() for each in numbers} <= {"10", "45", "24", "112", "101", "1813", "0800 32 123"}, key
            assert personal_data(text.replace("0800 32 123", "")) is None


def test_danger_always_names_112() -> None:
    for name in ("noodgeval", "wanhoop", "dringend", "melding-dringend", "vraag-dringend", "crisis"):
        for outcome in _outcomes():
            if outcome.template == name:
                assert all("112" in text for text in _texts(outcome).values())
