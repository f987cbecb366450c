"""Reply templates: what a text may say, and how it is filled in."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.replies import Tone
from processors.replies_fields import REPLY_FIELDS
from processors.replies_text import MAX_TEXT
from tests.processors.reply_data import LANGUAGES, faults, filling, rendered, replies, said


def test_fields_are_filled_in() -> None:
    assert said("{stad}, {onderwerp}, {dienst}, {afzender}") == "Antwerpen, Zwembaden, Sport, Stad Antwerpen"
    assert said("Voor {termijn}. Uitspraak: {uitspraak}.") == "Voor 26 maart. Uitspraak: 8 mei 2026."
    assert said("Kijk op {link}") == "Kijk op https://www.example.org/zwembaden"


def test_labels_and_days_are_those_of_the_language() -> None:
    text = "{stad}\n{dienst} {uitspraak}"
    made = replies({"t": dict.fromkeys(LANGUAGES, text)})
    lines = {
        language: made.render("t", language=language, tone=Tone.u, public=False, fields=filling()).text.splitlines()[1]
        for language in LANGUAGES
    }
    assert lines == {
        "nl": "Sport 8 mei 2026",
        "en": "Sports 8 May 2026",
        "fr": "Sport 8 mai 2026",
        "pl": "Sport 08/05/2026",
    }


def test_a_first_of_the_month_and_a_day_without_a_year() -> None:
    made = replies({"t": {"nl": "Dag", "pl": "Do: {stad}\n{termijn}"}})
    fields = filling(termijn=datetime(2026, 12, 1, tzinfo=UTC))
    assert made.render("t", language="pl", tone=Tone.je, public=True, fields=fields).text == "Do: Antwerpen\n01/12"


@pytest.mark.parametrize(("tone", "text"), [(Tone.je, "Kan je je naam geven?"), (Tone.u, "Kunt u uw naam geven?")])
def test_the_tone_chooses_the_words(tone: Tone, text: str) -> None:
    assert said("{Kan je|Kunt u} {je|uw} naam geven?", tone=tone) == text


def test_a_choice_of_tone_may_say_nothing_on_one_side() -> None:
    assert said("Stuur het{| alstublieft} op", tone=Tone.je) == "Stuur het op"
    assert said("Stuur het{| alstublieft} op", tone=Tone.u) == "Stuur het alstublieft op"


def test_a_line_whose_field_is_not_known_is_left_out_and_told() -> None:
    reply = rendered("Meer op {link}\nTot gauw!", link=None)
    assert reply.text == "Dag!\nTot gauw!"
    assert reply.left_out == ("link",)
    assert rendered("Meer op {link}").left_out == ()


def test_the_space_around_a_line_that_is_left_out_closes() -> None:
    assert rendered("\nMeer op {link}\n\nTot gauw!\n\n{termijn}", link=None, termijn=None).text == "Dag!\n\nTot gauw!"


def test_a_line_can_be_for_public_or_for_private_replies() -> None:
    text = "{openbaar}Stuur een privébericht.\n{persoonlijk}U schreef: {bericht}"
    assert said(text, public=True) == "Stuur een privébericht."
    assert said(text, public=False) == "U schreef: Is het zwembad open?"
    assert rendered(text, public=True, bericht=None).left_out == ()


def test_dutch_stands_in_for_a_language_that_is_not_there() -> None:
    made = replies({"t": {"nl": "Dag", "en": "Hello"}})
    for language, text, spoken in [("en", "Hello", "en"), ("pl", "Dag", "nl"), ("und", "Dag", "nl")]:
        reply = made.render("t", language=language, tone=Tone.je, public=True, fields=filling())
        assert (reply.text, reply.language) == (text, spoken)


def test_a_template_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        replies({"t": {"nl": "Dag"}}).render("x", language="nl", tone=Tone.je, public=True, fields=filling())


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("Zie {lnk}", "'lnk' is not a known field", "did you mean link?"),
        ("Zie { link }", "' link ' is not a known field", "did you mean link?"),
        ("Zie {}", "'' is not a known field", "one of"),
        ("Dag {stad", "the brace { has no partner", "{je|u}"),
        ("Dag stad}", "the brace } has no partner", "{je|u}"),
        ("Dag {{stad}}", "the brace { has no partner", "{je|u}"),
        ("Dag {je|\nu}", "the brace { has no partner", "{je|u}"),
        ("Dag {je|u|gij}", "{je|u|gij} has more than two parts", "first for je"),
        ("Dag {je|je}", "{je|je} says the same twice", "first for je"),
        ("Dag {|}", "{|} says the same twice", "first for je"),
        ("", "the text is empty", "write it"),
        (" \n ", "the text is empty", "write it"),
        ("Dag" * MAX_TEXT, "the text has 6000 characters", "at most 2000"),
        ("Meer op {link}", "nothing may be left", "add a line"),
        ("{openbaar}Dag!", "nothing may be left", "add a line"),
        ("{Dag|}", "nothing may be left", "add a line"),
        ("Dag!\n{openbaar}{persoonlijk}Zeg het", "both {openbaar} and {persoonlijk}", "said everywhere"),
    ],
)
def test_a_text_that_cannot_be_used_says_why(text: str, what: str, hint: str) -> None:
    found = faults({"t": {"nl": text}})
    assert {fault.path for fault in found} == {("t", "nl")}
    assert any(what in fault.what and hint in fault.hint for fault in found)


def test_a_template_needs_a_dutch_text_and_languages_of_the_city() -> None:
    found = {fault.path: fault for fault in faults({"t": {"en": "Hello", "ne": "Dag"}})}
    assert found[("t",)].what == "the template t has no Dutch text"
    assert found["t", "ne"].what == "'ne' is not a known language of the city"
    assert found["t", "ne"].hint == "one of en, fr, nl, pl"


def test_all_faults_come_at_once() -> None:
    found = faults({"a": {"nl": "{x} {y} {x}\n{", "en": ""}, "b": {"en": "{z}"}})
    assert sorted(fault.path for fault in found) == [*[("a", "en")], *[("a", "nl")] * 3, ("b",), ("b", "en")]


_PIECES = st.sampled_from(
    [*("{" + name + "}" for name in REPLY_FIELDS), "{openbaar}", "{persoonlijk}", "{je|u}", "{", "}", "|", "\n", "Dag "]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join)
_FILES = st.dictionaries(
    st.sampled_from(["a", "b-c", "d.e"]),
    st.dictionaries(st.sampled_from(["nl", "en", "xx"]) | st.text(max_size=3), _TEXTS, max_size=3),
    max_size=3,
)


@given(_FILES, st.sampled_from(Tone), st.sampled_from([*LANGUAGES, "und"]))
def test_what_can_be_read_can_be_said_in_private_and_nothing_else_is_raised(
    file: dict[str, dict[str, str]], tone: Tone, language: str
) -> None:
    found = faults(file)
    assert all(fault.path[0] in file and fault.what for fault in found)
    if found:
        return
    made = replies(file)
    empty = dict.fromkeys(["dienst", "afzender", "termijn", "uitspraak", "link", "bericht"])
    for template in made.templates:
        for fields in (filling(), filling(**empty)):
            reply = made.render(template, language=language, tone=tone, public=False, fields=fields)
            assert not set("{}") & set(reply.text)
            assert reply.text == reply.text.strip() != ""
