"""The content of city.yaml."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from processors.faults import Fault, unknown
from processors.labels import Label
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


class TopicSpec(LabelSpec):
    """A topic's name for people, and who deals with it."""

    department: Name = Field(description="Id of a department")


class CitySpec(Frozen):
    """Who the city is, who does what, and how its lists are called."""

    id: Name = Field(description="Id of the city")
    name: str = Field(min_length=1, max_length=100, description="Its name")
    timezone: Annotated[str, AfterValidator(_zone)] = Field(description="IANA time zone")
    languages: tuple[Language, ...] = Field(min_length=1, description="Languages that it understands, its own first")
    departments: dict[Name, LabelSpec] = Field(min_length=1, description="Id to name")
    topics: dict[str, TopicSpec] = Field(description="Every topic of the taxonomy")
    labels: dict[str, dict[str, LabelSpec]] = Field(description="Closed list to id to name")


def city_faults(spec: CitySpec) -> Iterator[Fault]:
    """Topics and labels that are missing or not in the taxonomy, and departments that are not there."""
    if TOPIC_DEPARTMENTS in spec.departments:
        where = ("departments", TOPIC_DEPARTMENTS)
        yield Fault(where, f"the id {TOPIC_DEPARTMENTS} means the department of the topic", "choose another id")
    yield from _compared(("topics",), "topic", spec.topics, Topic)
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
