"""The language of short messages: the city's languages, Dutch when in doubt, none without words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.language import LanguageIdentifier
from processors.signals_words import words

_CITY = LanguageIdentifier(("nl", "en", "fr", "tr", "ar", "pl", "de", "es"))


def language(text: str, identifier: LanguageIdentifier = _CITY) -> str:
    """The language that the identifier tells."""
    return identifier.identify(text, words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is het zwembad open vandaag?", "nl"),
        ("Amai, dikke merci zulle", "nl"),
        ("Bedankt!", "nl"),
        ("straat vuil", "nl"),
        ("wa is da hier allemaal in ons straat", "nl"),
        ("Container vol Turnhoutsebaan", "nl"),
        ("Où est la piscine la plus proche ?", "fr"),
        ("Bonjour", "fr"),
        ("Ma poubelle n'a pas été vidée cette semaine", "fr"),
        ("Where can I renew my passport?", "en"),
        ("The bus stop is broken", "en"),
        ("Wann öffnet das Schwimmbad morgen?", "de"),
        ("¿A qué hora abre la biblioteca mañana?", "es"),
        ("Kütüphane ne zaman açılıyor?", "tr"),
        ("Çöpler toplanmadı, sokak çok kirli", "tr"),
        ("Kiedy otwierają basen?", "pl"),
        ("متى يفتح المسبح؟", "ar"),
        ("Коли відкривається басейн у місті?", "uk"),
    ],
)
def test_the_language_of_a_message(text: str, expected: str) -> None:
    assert language(text) == expected


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "👍👍", "2026", "@stad_Antwerpen", "https://example.org/een/lang/pad", "@a 🙏"]
)
def test_without_words_there_is_nothing_to_judge(text: str) -> None:
    assert language(text) == "und"


def test_a_short_word_is_of_the_citys_first_language() -> None:
    assert language("ok") == "nl"
    assert language("ok", LanguageIdentifier(("fr", "nl"))) == "fr"


def test_only_the_citys_languages_are_told_in_latin_script() -> None:
    assert language("Where can I renew my passport?", LanguageIdentifier(("nl", "fr"))) in {"nl", "fr"}


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="klingon"):
        LanguageIdentifier(("nl", "klingon"))


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    found = language(text)
    assert found == "und" or (len(found) == 2 and found.islower())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["het ", "a", "د", "é ", "@a ", "http://x ", "🙂"])
def test_a_megabyte_has_an_answer(unit: str) -> None:
    assert isinstance(language(unit * (1_000_000 // len(unit))), str)
