"""The console's own words: one TOML file for each language, and which language a request wants."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from starlette.requests import Request

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
COOKIE: Final = "taal"

_FOLDER: Final = Path(__file__).with_name("words")


class Words:
    """A catalogue; `words("today.rhythm")` gives a text, with the values that it names filled in."""

    def __init__(self, language: Language, texts: Mapping[str, str]) -> None:
        self.language = language
        self.texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key. Raises KeyError for an unknown key: a test sees to it that a page asks for none."""
        return self.texts[key].format(**values) if values else self.texts[key]

    def number(self, key: str, count: int, shown: str | None = None) -> str:
        """The text of `key.one` or `key.other`, with the count as {n}."""
        return self(f"{key}.{'one' if count == 1 else 'other'}", n=shown if shown is not None else count)

    def get(self, key: str, otherwise: str) -> str:
        """The text of a key that a city may not have, such as the name of a language."""
        return self.texts.get(key, otherwise)


@cache
def words(language: Language) -> Words:
    """The catalogue of a language."""
    content = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    return Words(language, dict(_flat(content, "")))


def _flat(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield above + key, str(value)


def chosen(request: Request) -> Language | None:
    """The language that this request's address asks for."""
    return _known(request.query_params.get("taal"))


def negotiate(request: Request) -> Language:
    """The language of the answer: as asked, as chosen before, as the browser prefers, or Dutch."""
    return (
        chosen(request) or _known(request.cookies.get(COOKIE)) or _accepted(request.headers.get("accept-language", ""))
    )


def _known(value: str | None) -> Language | None:
    return next((language for language in LANGUAGES if language == value), None)


def _accepted(header: str) -> Language:
    """The best of Accept-Language (RFC 9110, 12.5.4); of two that are as welcome the first one."""
    best: tuple[float, Language] = (0.0, "nl")
    for part in header[:500].split(","):
        tag, _, weight = part.partition(";")
        language = _known(tag.strip().lower().partition("-")[0])
        if language and (quality := _quality(weight)) > best[0]:
            best = quality, language
    return best[1]


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
