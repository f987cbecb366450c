"""The fields that a reply template can name, and how their values read in a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

from processors.labels import Label


@dataclass(frozen=True, slots=True)
class ReplyField:
    """One field. A `personal` one is never filled in where others read along.

    An `always` field has a value for every message. `needs` is what an outcome must have for it; a field with neither
    depends on the message, and can be absent whatever the outcome says.
    """

    name: str
    description: str
    personal: bool = False
    always: bool = False
    needs: str | None = None


REPLY_FIELDS: Final = {
    field.name: field
    for field in (
        ReplyField("stad", "Name of the city", always=True),
        ReplyField("onderwerp", "Name of the message's topic", always=True),
        ReplyField("dienst", "Name of the first department that gets the message", needs="departments"),
        ReplyField("afzender", "Name of the voice in which the city speaks", needs="voice"),
        ReplyField("termijn", "Day on which the outcome's clock runs out", needs="clock"),
        ReplyField("uitspraak", "Day by which a formal complaint is ruled on", needs="ruling"),
        ReplyField("link", "Page of the topic; absent where city.yaml has none"),
        ReplyField("bericht", "What the author wrote; absent where it was only a picture", personal=True),
    )
}
"""Name to field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """The values of the fields for one message; None where there is none. A time is read in its own zone."""

    stad: str
    onderwerp: Label
    dienst: Label | None = None
    afzender: Label | None = None
    termijn: datetime | None = None
    uitspraak: datetime | None = None
    link: str | None = None
    bericht: str | None = None

    def words(self, name: str, language: str) -> str | None:
        """A value as it is, on one line; None when there is none. Labels are Dutch in all languages but English."""
        value: str | Label | datetime | None = getattr(self, name)
        match value:
            case Label():
                text = value.en if language == "en" else value.nl
            case datetime():
                text = _day(value, language, year=name == "uitspraak")
            case _:
                text = value or ""
        return " ".join(text.split()) or None

    def markdown(self, name: str, language: str) -> str | None:
        """The value as Markdown that reads the same; the author's words are cut off, and hold no link or mention."""
        text = self.words(name, language)
        if text is None:
            return None
        if name == "link":
            return quote(text, safe=_OF_ADDRESSES)
        return escaped(_quoted(text) if REPLY_FIELDS[name].personal else text)


MAX_QUOTED: Final = 400
"""Characters of the author's words that a reply quotes; nobody needs his whole letter back."""

_OF_ADDRESSES: Final = ":/?#@!$&'+,;=%~"
_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    language: tuple(months.split())
    for language, months in {
        "nl": "januari februari maart april mei juni juli augustus september oktober november december",
        "en": "January February March April May June July August September October November December",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    }.items()
}


def _day(moment: datetime, language: str, *, year: bool) -> str:
    """`24 maart`, or `24 maart 2026`; in a language whose months are not here `24/03`, or `24/03/2026`."""
    months = _MONTHS.get(language)
    day = f"{moment:%d/%m}" if months is None else f"{moment.day} {months[moment.month - 1]}"
    return f"{day}{'/' if months is None else ' '}{moment:%Y}" if year else day


_ADDRESS: Final = re.compile(r"(?<=[@#])(?=\S)|(?<=:)(?=//)|(?<=[^\W_]\.)(?=[^\W\d_])")
"""Where a mention, a hashtag, `https://` or `example.org` can be parted."""


def _quoted(text: str) -> str:
    """The author's words. Channels make a link of a bare address whatever Markdown says, so a space parts those."""
    text = _ADDRESS.sub(" ", normalize("NFKC", text))
    return text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 1].rstrip() + "…"


_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#|~]|&(?=#?\w{1,40};)|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_BRACES: Final = str.maketrans("{}", "()")


def escaped(text: str) -> str:
    """Text of one line as Markdown that reads the same (CommonMark 0.31.2, 2.4), in the middle of a line or at its
    start. A brace, which only templates have, becomes a parenthesis.
    """
    return _SPECIAL.sub(r"\\\g<0>", text.translate(_BRACES))
