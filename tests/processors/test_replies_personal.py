"""Nothing of the author stands where everybody reads, and nothing that he wrote becomes mark-up or a link."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from processors.labels import Label
from processors.replies_fields import MAX_QUOTED
from processors.replies_personal import PersonalDataError, personal_data
from tests.processors.reply_data import rendered, said

_PERSONAL = {
    "an e-mail address": [
        "jan@example.org",
        "j.peeters+stad@post.example.be",
        "ｊａｎ＠example.org",
        "jan@exam\u200bple.org",
    ],
    "a phone number": [
        "0470 12 34 56",
        "0470/12.34.56",
        "0470123456",
        "+32 470 12 34 56",
        "+32470123456",
        "0032 3 212 34 56",
        "+32 (0)3 212 34 56",
        "03/212.34.56",
        "０４７０ １２３４５６",
        "04-70-12-34-56",
    ],
    "an account number": ["BE68 5390 0754 7034", "BE68539007547034", "be68-5390-0754-7034", "NL91ABNA0417164300"],
    "a national number": ["85.07.30-033.28", "85073003328", "85 07 30 033 28", "850730-033-28"],
}


@pytest.mark.parametrize(("what", "value"), [(what, value) for what in _PERSONAL for value in _PERSONAL[what]])
def test_personal_data_is_known_by_its_form(what: str, value: str) -> None:
    assert personal_data(value) == what
    assert personal_data(f"Mijn gegevens: {value}, bedankt!") == what


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112, 101 of 1813.",
        "Turnhoutsebaan 110, 2140 Borgerhout",
        "24/03/2026 om 16.30 uur",
        "bus 500 en tram 10",
        "https://www.example.org/info/52d5052439d8a6ec798b4a86/2026-03-24",
        "Sport & zwembaden (09:00-17:00)",
        "@stad_Antwerpen dank je",
        "1.250.000 euro in 2026-2027",
    ],
)
def test_other_numbers_and_names_are_not(text: str) -> None:
    assert personal_data(text) is None


def test_a_public_reply_does_not_quote_the_author() -> None:
    with pytest.raises(PersonalDataError) as caught:
        rendered("{bericht}", public=True, bericht="GEHEIM")
    assert caught.value.field == "bericht"
    assert "GEHEIM" not in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert said("{bericht}", public=False) == "Is het zwembad open?"


def test_a_field_without_a_value_betrays_nothing() -> None:
    assert rendered("{bericht}", public=True, bericht=None).text == "Dag!"


@pytest.mark.parametrize("value", [value for values in _PERSONAL.values() for value in values])
def test_a_public_reply_refuses_personal_data_in_any_field(value: str) -> None:
    for field in ("dienst", "afzender", "onderwerp"):
        label: dict[str, Any] = {field: Label(f"Bij {value}", "")}
        with pytest.raises(PersonalDataError) as caught:
            rendered(f"Vraag het {{{field}}}", public=True, **label)
        assert value not in str(caught.value)
        assert said(f"Vraag het {{{field}}}", public=False, **label).startswith("Vraag het Bij")


_NUMBERS = st.from_regex(r"\A(\+32|0032|0)[ ./-]?4[0-9]{2}([ ./-]?[0-9]{2}){3}\Z")
_MAILS = st.from_regex(r"\A[a-z]{1,8}(\.[a-z]{1,8})?@[a-z]{1,8}\.(be|org|com)\Z")
_IBANS = st.from_regex(r"\ABE[0-9]{2}( ?[0-9]{4}){3}\Z")
_NATIONAL = st.from_regex(r"\A[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}\Z")


@given(st.one_of(_NUMBERS, _MAILS, _IBANS, _NATIONAL), st.text(alphabet="abc ,.!?\n", max_size=10))
def test_personal_data_never_comes_into_a_public_text(value: str, around: str) -> None:
    text = f"{around} {value} {around}"
    values: dict[str, Any] = {"bericht": text, "dienst": Label(text, text), "stad": text}
    for field in values:
        with pytest.raises(PersonalDataError):
            rendered(f"{{{field}}}", public=True, **values)


_NASTY = st.lists(
    st.sampled_from(
        [
            *("[klik](https://example.org)", "<https://example.org>", "https://example.org", "www.example.org"),
            *("example.org/x", "jan@example.org", "@stad", "#tag", "<b>", "<script>alert(1)</script>", "&amp;", "&lt;"),
            *(
                "**",
                "__",
                "*x*",
                "_x_",
                "`",
                "~~x~~",
                "![x](y)",
                "- ",
                "+ ",
                "1. ",
                "2) ",
                "> ",
                "# ",
                "---",
                "===",
                "|",
            ),
            *(
                "\\",
                "\n",
                "\n\n",
                "    ",
                "\t",
                "{stad}",
                "{",
                "}",
                "{je|u}",
                "：//",
                "＠",
                "．",
                "[x]: y",
                "| a | b |",
            ),
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)
_GFM = MarkdownIt("gfm-like", {"linkify": False, "html": True})


@given(_NASTY)
def test_the_authors_words_are_only_words(words: str) -> None:
    for text in ("{bericht}", "U schreef: “{bericht}” op de site."):
        reply = said(text, bericht=words)
        assert not set("{}") & set(reply)
        html = LexborHTMLParser(_GFM.render(reply))
        assert {node.tag for node in html.css("body *")} <= {"p"}
        plain = html.body.text() if html.body else ""
        assert not re.search(r"https?://|www\.\w|[@#]\w|[a-z]\.[a-z]", plain)


@given(st.text(alphabet="abcdefgh ,?!*_[]()<>`#+-=~|\\&;:", max_size=60))
def test_escaped_words_read_the_same(words: str) -> None:
    reply = said("{dienst}", dienst=Label(f"x {words} y", ""))
    html = LexborHTMLParser(_GFM.render(reply))
    assert html.body is not None
    assert html.body.text().strip() == " ".join(f"x {words} y".split())


def test_a_long_message_is_cut_off() -> None:
    reply = said("{bericht}", bericht="woord " * 1000)
    assert len(reply) <= MAX_QUOTED
    assert reply.endswith("…")


def test_a_link_of_the_city_stays_whole() -> None:
    assert said("{link}", link="https://www.example.org/a_b?c=d&e=%20#f") == "https://www.example.org/a_b?c=d&e=%20#f"
    assert said("{link}", link="https://www.example.org/{x}[y]*") == "https://www.example.org/%7Bx%7D%5By%5D%2A"
