"""The catalogues: complete, alike, used, and the only place with words."""

import re
from pathlib import Path
from string import Formatter

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.requests import Request

from stadsgesprek.console.i18n import LANGUAGES, Language, negotiate, words
from stadsgesprek.console.site import FOLDER

_NL, _EN = (words(language).texts for language in LANGUAGES)
_TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
_PICTURES = FOLDER.with_name("pictures")
_SOURCES = [*_TEMPLATES, *FOLDER.glob("*.py"), *FOLDER.glob("pages/*.py"), *_PICTURES.glob("*.py")]
_SOURCES += _PICTURES.glob("*.jinja")


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_words_with_the_same_holes() -> None:
    assert list(_NL) == list(_EN)
    assert {key for key in _NL if _holes(_NL[key]) != _holes(_EN[key])} == set()
    assert all(text.strip() for text in [*_NL.values(), *_EN.values()])


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    source = "\n".join(path.read_text("utf-8") for path in _SOURCES)
    whole = set(re.findall(r"""["']([a-z0-9-]+(?:\.[a-z0-9_-]+)+)["']""", source)) & _prefixed()
    counted = {f"{key}.{number}" for key in whole for number in ("one", "other") if f"{key}.{number}" in _NL}
    started = set(re.findall(r"""["'f]([a-z-]+(?:\.[a-z-]+)*\.)(?:["'{])""", source))
    assert {key for key in whole if key not in _NL and f"{key}.one" not in _NL} == set()
    unused = {key for key in _NL if key not in whole | counted and not key.startswith(tuple(started))}
    assert unused == set()


def _prefixed() -> set[str]:
    """What could be a key: it starts as one does."""
    source = "\n".join(path.read_text("utf-8") for path in _SOURCES)
    starts = {key.partition(".")[0] for key in _NL}
    found = re.findall(r"""["']([a-z0-9-]+(?:\.[a-z0-9_-]+)+)["']""", source)
    return {key for key in found if key.partition(".")[0] in starts and not key.endswith(".html")}


@pytest.mark.parametrize("template", _TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_word_of_its_own(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text("utf-8"), flags=re.DOTALL)
    html = LexborHTMLParser(text)
    shown = " ".join(node.text(separator=" ") for node in html.css("body"))
    assert re.findall(r"[^\W\d_]{2,}", shown) == []
    for name in ("title", "alt", "placeholder", "aria-label"):
        for node in html.css(f"[{name}]"):
            assert not re.search(r"[^\W\d_]{2,}", node.attributes[name] or "")


def _request(query: str = "", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": raw})


@pytest.mark.parametrize(
    ("request_", "language"),
    [
        (_request(), "nl"),
        (_request(accept_language="en-GB,en;q=0.9"), "en"),
        (_request(accept_language="fr, de;q=0.9"), "nl"),
        (_request(accept_language="nl;q=0.5, en;q=0.8"), "en"),
        (_request(accept_language="en;q=0"), "nl"),
        (_request(accept_language="en;q=veel"), "nl"),
        (_request(accept_language="en", cookie="taal=nl"), "nl"),
        (_request("taal=en", cookie="taal=nl"), "en"),
        (_request("taal=xx", cookie="taal=en"), "en"),
        (_request(cookie="taal=../../x"), "nl"),
    ],
)
def test_the_language_is_as_asked_as_chosen_or_as_preferred(request_: Request, language: Language) -> None:
    assert negotiate(request_) == language
