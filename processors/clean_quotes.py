"""Takes quoted replies and signatures off a message, as mail programs and telephones add them."""

import re
from typing import Final

_SENT_CUES: Final = ("verstuurd", "verzonden", "sent from", "envoyé", "gesendet")
_CUES: Final = (
    *(">", "--", "__", "**", "schreef", "wrote", "écrit", "schrieb", *_SENT_CUES),
    *("groet", "mvg", "cordialement", "regards", "greetings", "sincerely", "salutations", "grüße"),
)
"""Most messages have none of these, and a look for them is all that they cost."""

_ATTRIBUTION: Final = re.compile(
    r"(?:op\s.{3,150}\sschreef\b.{0,120}|am\s.{3,150}\sschrieb\b.{0,120}|"
    r"on\s.{3,150}\swrote\s?|le\s.{3,150}\sa écrit\s?):",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"[-_*]{2,20}\s?(?:oorspronkelijk(?:e)? bericht|original message|message d'origine|ursprüngliche nachricht|"
    r"doorgestuurd bericht|forwarded message)\s?[-_*]{2,20}",
    re.IGNORECASE,
)
_SENT_FROM: Final = (
    r"(?:(?:verstuurd|verzonden) (?:vanaf|via|vanop|met|van) (?:mijn|m'n|outlook|gmail|yahoo|samsung|een)|"
    r"sent from (?:my|outlook|yahoo|mail)|envoyé (?:de|depuis) (?:mon|outlook)|"
    r"gesendet von mein|von mein\w* \w+ gesendet)"
)
_SENT_LINE: Final = re.compile(_SENT_FROM + r".{0,60}", re.IGNORECASE)
_SENT_TAIL: Final = re.compile(
    r"\s" + _SENT_FROM + r"[^\n.?!]{0,40}[.!]?\s*\Z",
    re.IGNORECASE,
)
_TAIL: Final = 120
_GREETING: Final = re.compile(
    r"(?:(?:met |de )?(?:vriendelijke|hartelijke|beste|oprechte|warme|sportieve) groet(?:en|jes)?|groet(?:en|jes)|mvg|"
    r"met dank en groeten|(?:bien )?cordialement|salutations|(?:kind|best|warm) regards|regards|greetings|sincerely|"
    r"(?:mit freundlichen|viele|liebe) grüße[n]?)\b.{0,50}",
    re.IGNORECASE,
)
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_REST_LINES: Final = 5
_REST_LENGTH: Final = 200
"""What follows a greeting is a signature only if it is this short (lines, characters) and asks nothing."""


def strip_quotes(text: str) -> str:
    """The text without quoted replies and signatures; whole if nothing else would remain.

    Takes normalised text: lines without space at their ends. Repeating it changes nothing.
    """
    while _may_strip(text):
        stripped = _strip(text)
        if not stripped or stripped == text:
            break
        text = stripped
    return text


def _may_strip(text: str) -> bool:
    if "\n" not in text:  # what stands on one line can only lose its tail
        tail = text[-_TAIL:].lower()
        return any(cue in tail for cue in _SENT_CUES)
    lower = text.lower()
    return any(cue in lower for cue in _CUES)


def _strip(text: str) -> str:
    lines = _without_quotes(text.split("\n"))
    lines = [line for line in lines if not _SENT_LINE.fullmatch(line)]
    if "--" in lines:
        lines = lines[: lines.index("--")]
    return _without_tail(_EMPTY_LINES.sub("\n\n", "\n".join(_without_greeting(lines))).strip())


def _without_quotes(lines: list[str]) -> list[str]:
    """Without the quoted reply. Answers between the quoted lines stay; a reply quoted without marks goes to the end."""
    marked = any(line.startswith(">") for line in lines)
    kept: list[str] = []
    skip = False
    for number, line in enumerate(lines):
        if skip:
            skip = False
            continue
        if line.startswith(">"):
            continue
        if _ORIGINAL.fullmatch(line):
            break
        wrapped = f"{line} {lines[number + 1]}" if number + 1 < len(lines) else line
        skip = len(wrapped) < 400 and not _attribution(line) and _attribution(wrapped)
        if skip or _attribution(line):
            if not marked:
                break
            continue
        kept.append(line)
    return kept


def _attribution(line: str) -> bool:
    """Whether the line says who wrote what follows; only a line that ends with a colon does."""
    return line.endswith(":") and len(line) < 400 and _ATTRIBUTION.fullmatch(line) is not None


def _without_greeting(lines: list[str]) -> list[str]:
    """Looked for from the end, so that of several greetings each is judged by what still follows it."""
    end, length = len(lines), 0
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if end - number - 1 > _REST_LINES or length > _REST_LENGTH:
            break
        if _GREETING.fullmatch(line):
            end, length = number, 0
        elif "?" in line:
            break
        else:
            length += len(line)
    return lines[:end]


def _without_tail(text: str) -> str:
    """Without a telephone's advertisement behind the last sentence."""
    end = len(text)
    while found := _SENT_TAIL.search(text, max(0, end - _TAIL), end):
        end = found.start()
    return text[:end]
