"""What the city says: reply templates in several languages and two tones, filled in for one message.

A template is Markdown with fields in braces (`replies_fields` has the list), choices of tone such as {je|u}, and lines
for public or private replies alone (`replies_text`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import ConfigDict, RootModel

from processors.faults import Fault, FaultsError, unknown
from processors.replies_fields import REPLY_FIELDS, Filling
from processors.replies_personal import PersonalDataError, personal_data
from processors.replies_text import Line, Named, Part, Text, Toned, read_text
from schemas.base import Name
from schemas.vocabulary import Manner

DUTCH: Final = "nl"
"""The language that every template has, and in which is answered when it lacks another."""


class Tone(StrEnum):
    """How the city addresses people: informally, or formally."""

    je = "je"
    u = "u"


class RepliesSpec(RootModel[dict[Name, dict[str, str]]]):
    """The content of antwoorden.yaml: template to language to text."""

    model_config = ConfigDict(frozen=True)

    @property
    def templates(self) -> Mapping[str, Mapping[str, str]]:
        """Name to the texts by language."""
        return self.root


@dataclass(frozen=True, slots=True)
class Rendered:
    """A reply. `left_out` are the fields that had no value, in whose lines it says nothing."""

    text: str
    language: str
    left_out: tuple[str, ...] = ()


def is_public(manner: Manner) -> bool:
    """Whether everybody reads a reply that is given so."""
    return manner in {Manner.openbaar, Manner.naar_persoonlijk}


class Replies:
    """The templates of a city that knows these languages. Raises FaultsError with everything that is wrong."""

    def __init__(self, spec: RepliesSpec, languages: Iterable[str]) -> None:
        faults: list[Fault] = []
        known = tuple(languages)
        self.templates: Final[Mapping[str, Mapping[str, Text]]] = {
            name: dict(_texts(name, texts, known, faults)) for name, texts in spec.templates.items()
        }
        if faults:
            raise FaultsError(faults)

    def render(self, template: str, *, language: str, tone: Tone, public: bool, fields: Filling) -> Rendered:
        """The reply, in Dutch when the template lacks the language. A line with a field that has no value is left out.

        Raises KeyError for a template that is not there, and PersonalDataError for one that would put personal data
        of the author where everybody reads it.
        """
        texts = self.templates[template]
        spoken = language if language in texts else DUTCH
        text = texts[spoken]
        names = text.fields(public)
        if public:
            for name in names:
                _refuse(name, fields.words(name, spoken))
        values = {name: value for name in names if (value := fields.markdown(name, spoken)) is not None}
        lines = [_filled(line, tone, values) for line in text.said(public) if values.keys() >= set(line.fields)]
        return Rendered(_joined(lines), spoken, tuple(name for name in names if name not in values))


def _texts(
    name: str, texts: Mapping[str, str], languages: tuple[str, ...], faults: list[Fault]
) -> Iterator[tuple[str, Text]]:
    if DUTCH not in texts:
        faults.append(Fault((name,), f"the template {name} has no Dutch text", f"add {DUTCH}: with the text"))
    for language, text in texts.items():
        if language not in languages:
            faults.append(unknown((name, language), "language of the city", language, languages))
        yield language, read_text(text, (name, language), faults)


def _refuse(name: str, value: str | None) -> None:
    """Raises PersonalDataError when a value is the author's own, by what the field is or by what it holds."""
    if value is None:
        return
    if REPLY_FIELDS[name].personal:
        raise PersonalDataError(name, "what the author wrote")
    if (what := personal_data(value)) is not None:
        raise PersonalDataError(name, what)


def _filled(line: Line, tone: Tone, values: Mapping[str, str]) -> str:
    return "".join(_word(part, tone, values) for part in line.parts).strip()


def _word(part: Part, tone: Tone, values: Mapping[str, str]) -> str:
    match part:
        case Named(field):
            return values[field]
        case Toned(je, u):
            return je if tone is Tone.je else u
        case str():
            return part


def _joined(lines: Iterable[str]) -> str:
    """Lines as a text: at most one empty line between two others, none at the ends."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
