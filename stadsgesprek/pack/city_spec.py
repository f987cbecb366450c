"""The content of city.yaml."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, model_validator

from processors.calendar import CalendarSpec
from processors.faults import Fault, unknown
from processors.labels import Label
from processors.replies import Tone
from processors.tree_spec import TOPIC_DEPARTMENTS, LabelSpec
from schemas.base import Frozen, Name
from schemas.vocabulary import Action, Channel, Intent, Manner, Sentiment, Status, Topic, Urgency

Language = Annotated[str, Field(pattern=r"^[a-z]{2}$", description="ISO 639-1")]

LISTS: Final[Mapping[str, type[StrEnum]]] = {
    "channel": Channel,
    "intent": Intent,
    "urgency": Urgency,
    "sentiment": Sentiment,
    "status": Status,
    "action": Action,
    "manner": Manner,
}
"""The closed lists whose labels stand under `labels`; those of the topics stand with the topics."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last for a name that is a folder of the database
        raise ValueError("is not a time zone such as Europe/Brussels") from None
    return name


def _written(value: Any) -> Any:
    """A moment in a pack is written out; a number would be read as seconds since 1970."""
    if not isinstance(value, str):
        raise ValueError("is not a moment such as 2026-03-24T18:00:00+01:00")
    return value


class TopicSpec(LabelSpec):
    """A topic's name for people, and who deals with it."""

    department: Name = Field(description="Id of a department")
    link: str | None = Field(
        default=None,
        max_length=500,
        pattern=r"^https://[^\s<>()]+$",
        description="The page where people find the answer themselves",
    )


class CrisisSpec(Frozen):
    """Crisis mode; the key is there while the city has one, and a while after."""

    since: Annotated[AwareDatetime, BeforeValidator(_written)] = Field(
        description="From when it counts, with its offset"
    )
    until: Annotated[AwareDatetime, BeforeValidator(_written)] | None = Field(
        default=None, description="To when; left out while it lasts"
    )
    about: str = Field(min_length=3, max_length=200, description="What it is about, in a few words")

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.until is not None and self.until <= self.since:
            raise ValueError("until: does not come after since")
        return self


class CitySpec(CalendarSpec):
    """Who the city is, when it works, who does what, and how its lists are called."""

    id: Name = Field(description="Id of the city")
    name: str = Field(min_length=1, max_length=100, description="Its name")
    timezone: Annotated[str, AfterValidator(_zone)] = Field(description="IANA time zone")
    languages: tuple[Language, ...] = Field(min_length=1, description="Languages that it understands, its own first")
    abstain_below: float = Field(
        default=0.4, ge=0, le=1, description="A topic less sure than this is not said: a person looks"
    )
    voices: dict[Name, LabelSpec] = Field(min_length=1, description="As whom it can speak: id to name")
    tones: dict[Channel, Tone] = Field(description="How it addresses people on each channel: je or u")
    crisis: CrisisSpec | None = Field(default=None, description="Crisis mode")
    departments: dict[Name, LabelSpec] = Field(min_length=1, description="Id to name")
    topics: dict[str, TopicSpec] = Field(description="Every topic of the taxonomy")
    labels: dict[str, dict[str, LabelSpec]] = Field(description="Closed list to id to name")


def city_faults(spec: CitySpec) -> Iterator[Fault]:
    """Topics and labels that are missing or not in the taxonomy, and departments that are not there."""
    if TOPIC_DEPARTMENTS in spec.departments:
        where = ("departments", TOPIC_DEPARTMENTS)
        yield Fault(where, f"the id {TOPIC_DEPARTMENTS} means the department of the topic", "choose another id")
    yield from _compared(("topics",), "topic", spec.topics, Topic)
    for channel in Channel:
        if channel not in spec.tones:
            yield Fault(("tones",), f"the channel {channel} has no tone", f"add {channel}: je, or {channel}: u")
    for topic, about in spec.topics.items():
        if about.department not in spec.departments:
            yield unknown(("topics", topic, "department"), "department", about.department, spec.departments)
    for name in spec.labels:
        if name not in LISTS:
            yield unknown(("labels", name), "list", name, LISTS)
    for name, ids in LISTS.items():
        if name in spec.labels:
            yield from _compared(("labels", name), name, spec.labels[name], ids)
        else:
            yield Fault(("labels",), f"the list {name} has no labels", f"add {name}: with a label for each id")


def _compared(path: tuple[str, ...], kind: str, found: Mapping[str, object], ids: type[StrEnum]) -> Iterator[Fault]:
    known = [each.value for each in ids]
    for id in found:
        if id not in known:
            yield unknown((*path, id), kind, id, known)
    for id in known:
        if id not in found:
            yield Fault(path, f"the {kind} {id} is missing", f"add {id}: with nl and en")


def label(spec: LabelSpec) -> Label:
    """The label as the pipeline knows it."""
    return Label(spec.nl, spec.en)
