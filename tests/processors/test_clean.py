"""Cleaning leaves what the writer said, whatever a mail program, a telephone or a prankster put around it."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.clean import clean
from schemas.message import Message, message_id
from schemas.vocabulary import Channel


def say(content: str, media_type: str = "text/plain") -> str:
    """What remains of a message with this content, which may be longer or odder than a channel lets through."""
    return clean(
        Message.model_construct(
            id=message_id("site", "www.antwerpen.be", "1"),
            channel=Channel.site,
            account="www.antwerpen.be",
            native_id="1",
            published=datetime(2026, 3, 24, 8, tzinfo=UTC),
            content=content,
            media_type=media_type,
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "@stad_Antwerpen is het zwembad open vandaag? 🏊 #zwemmen",
        "Eén regel.\nNog een regel.\n\nEen alinea.",
        "groetjes uit Deurne",
        "Ik schreef vorige week al een mail: geen antwoord",
        "Prijs > 20 euro?",
        "2 -- 3 keer per week",
        "On m'a dit que le maire wrote a letter",
        "👨‍👩‍👧 op de Grote Markt",
        "می‌خواهم",
    ],
)
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert say(text) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>De put in de <b>Sint-Bernardsesteenweg</b> is er nog.</p>",
            "De put in de Sint-Bernardsesteenweg is er nog.",
        ),
        ("Eén<br>twee<br/>drie", "Eén\ntwee\ndrie"),
        ("<p>Eén</p><p>Twee</p>", "Eén\n\nTwee"),
        ("<ul>\n<li>glas</li>\n<li>pmd</li>\n</ul>", "glas\npmd"),
        ("<div>a</div>\n<div>b</div>c", "a\nb\nc"),
        ("Fish &amp; chips &lt;3", "Fish & chips <3"),
        ("<blockquote>Wat u schreef</blockquote><p>Neen hoor</p>", "Neen hoor"),
        ("<style>p{color:red}</style><script>alert('x')</script>Dag<!-- niet -->", "Dag"),
        ("<blockquote>Alleen een citaat</blockquote>", "Alleen een citaat"),
        ("een regel\ndie in de bron\nafbreekt<p></p>", "een regel die in de bron afbreekt"),
        ("<img src='put.jpg'>", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, text: str) -> None:
    assert say(html, "text/html") == text


def test_plain_text_is_never_read_as_html() -> None:
    assert say("a <b> c &amp; d") == "a <b> c &amp; d"


@pytest.mark.parametrize(
    "quoted",
    [
        "Dat klopt niet.\n\nOp di 24 mrt. 2026 om 08:31 schreef Stad <info@example.org>:\n> Beste,\n> Gemaakt.",
        "Dat klopt niet.\n\nOp di 24 mrt. 2026 om 08:31 schreef Stad\nAntwerpen <info@example.org>:\n> Beste",
        "> Het is gemaakt.\nDat klopt niet.",
        "Dat klopt niet.\nOn Tue, 24 Mar 2026 at 08:31, the city wrote:\nIt has been repaired.",
        "Dat klopt niet.\nLe mar. 24 mars 2026 à 08:31, la ville a écrit :\nC'est réparé.",
        "Dat klopt niet.\n-----Oorspronkelijk bericht-----\nVan: stad\nHet is gemaakt.",
        "Dat klopt niet.\n-- \nJan Janssens\nDirecteur",
        "Dat klopt niet.\n\nVerstuurd vanaf mijn iPhone",
        "Dat klopt niet.\n\nVerzonden vanaf mijn Samsung Galaxy smartphone",
        "Dat klopt niet.\nSent from my iPad",
        "Dat klopt niet.\nEnvoyé de mon iPhone",
        "Dat klopt niet. Verstuurd vanaf mijn iPhone",
        "Dat klopt niet.\n\nMet vriendelijke groeten,\nJan Janssens\n0400 00 00 00",
        "Dat klopt niet.\nmvg Jan",
        "Dat klopt niet.\nCordialement,\nJean",
        "Dat klopt niet.\n\nGroeten\nJan\n\nVerstuurd vanaf mijn iPhone\n\nOp 24/3 om 8 uur schreef stad:\n> x",
    ],
)
def test_quoted_replies_and_signatures_go(quoted: str) -> None:
    assert say(quoted) == "Dat klopt niet."


def test_answers_between_quoted_lines_stay() -> None:
    text = "Op 24/3/2026 schreef Stad:\n> Is de put groot?\nJa, een meter.\n> En diep?\nHeel diep."
    assert say(text) == "Ja, een meter.\nHeel diep."


@pytest.mark.parametrize(
    "text", ["> alleen een citaat", "Met vriendelijke groeten\nJan", "Verstuurd vanaf mijn iPhone"]
)
def test_what_was_said_never_ends_as_nothing(text: str) -> None:
    assert say(text) == text


def test_a_question_after_the_greeting_is_no_signature() -> None:
    text = "De put is gemaakt.\nGroeten\nPS wanneer komt de lamp?"
    assert say(text) == text


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("cafe\u0301", "café"),
        ("br\u200bandt\u00ad", "brandt"),
        ("\u202eomgekeerd\u202c", "omgekeerd"),
        ("a\x07b\x1b", "ab"),
        ("a\t \u00a0 b\r\nc\r\n\r\n\r\n\r\nd", "a b\nc\n\nd"),
        ("e" + "\u0336" * 40, "e\u0336\u0336"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_odd_characters_become_plain(odd: str, plain: str) -> None:
    assert say(odd) == plain


_pieces = st.sampled_from(
    [
        *(
            "\n",
            "> ",
            "-- ",
            "--",
            " ",
            "Groeten",
            "mvg Jan",
            "Verstuurd vanaf mijn iPhone",
            "-----Original message-----",
        ),
        *("Op di 3 maart schreef Jan:", "Op di 3 maart", "schreef Jan:", "On x y z wrote:", "put", "?", "<p>", "</p>"),
        *("\u0301", "\u200d", "\u200b", "\xa0", "\r", "\x00", "\u20dd", "\u05b0", "<blockquote>", "</blockquote>"),
        *("&gt;", "<br>"),
    ]
)


@given(st.lists(_pieces | st.text(max_size=5)).map("".join), st.sampled_from(["text/plain", "text/html"]))
def test_any_text_is_cleaned_once_and_for_all(text: str, media_type: str) -> None:
    cleaned = say(text, media_type)
    assert say(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert not {"\x00", "\r", "\t", "\u200b"} & set(cleaned)
    if media_type == "text/plain" and any(character.isalnum() for character in text):
        assert cleaned


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "op ",
            "op x schreef ",
            "groeten\n",
            "> a\n",
            "a verstuurd vanaf mijn x",
            " ",
            "\n \n",
            "-",
            "\u0301",
            "<div>",
        ),
        *(
            "op x\nschreef y:\n",
            "groeten\nx verstuurd vanaf mijn a\n\n\n\n\n\n",
            "-- origineel ",
            "<blockquote>",
            "&amp;",
        ),
        *("a\u0301\u0302\u0303", "a\u20dd\u05b0\u0301", "\u202e", "\x00", "د", "x\u0336\u0336\u0336 "),
    ],
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
@pytest.mark.timeout(20)
def test_a_megabyte_of_anything_has_an_answer(unit: str, media_type: str) -> None:
    assert isinstance(say(unit * (1_000_000 // len(unit)), media_type), str)
