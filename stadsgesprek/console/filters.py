"""The filters of the list: read from the address, turned into a query, and written back into an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from schemas.vocabulary import Status
from stadsgesprek.console.day import FIRST, LAST, Day, parse
from streams.query import Facet, Query

PARAMETERS: Final = {
    "status": Facet.status,
    "dringendheid": Facet.urgency,
    "bedoeling": Facet.intent,
    "dienst": Facet.department,
    "onderwerp": Facet.topic,
    "kanaal": Facet.channel,
    "toon": Facet.sentiment,
    "berichttaal": Facet.language,
    "actie": Facet.action,
    "afloop": Facet.outcome,
}
"""Name in the address to facet, in the order in which the page shows them."""

OPEN: Final = (Status.open.value, Status.bezig.value)
MAX_TEXT: Final = 200
_MAX_VALUES: Final = 50


class FilterError(ValueError):
    """An address that cannot be read; `parameter` is the part that is wrong."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader of the list asked for.

    `since` and `until` are a date (whole day, `until` included) or an instant with its offset, as in the address.
    `late` asks for open work whose deadline is over.
    """

    text: str = ""
    where: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    late: bool = False

    @property
    def active(self) -> int:
        """How many conditions there are."""
        values = sum(len(values) for values in self.where.values())
        return values + sum(map(bool, (self.text, self.since, self.until, self.late)))

    def query(self, now: datetime, zone: ZoneInfo) -> Query:
        """The question for the store. Raises FilterError for a date that is none."""
        where = {facet: frozenset(values) for facet, values in self.where.items()}
        if self.late:
            where.setdefault(Facet.status, frozenset(OPEN))
        return Query(
            text=self.text,
            where=where,
            since=_bound("van", self.since, zone, end=False),
            until=_bound("tot", self.until, zone, end=True),
            due_before=now if self.late else None,
        )

    def url(self, after: str | None = None) -> str:
        """The address of the list with these filters."""
        pairs = [(name, value) for name, facet in PARAMETERS.items() for value in self.where.get(facet, ())]
        plain = {"q": self.text, "van": self.since, "tot": self.until, "te-laat": "1" if self.late else "", "na": after}
        pairs += [(name, value) for name, value in plain.items() if value]
        return "/berichten" + ("?" + urlencode(pairs) if pairs else "")

    def without(self, facet: Facet, value: str | None = None) -> "Filters":
        """Without one value of a facet, or without the facet."""
        left = tuple(each for each in self.where.get(facet, ()) if value is not None and each != value)
        rest = {key: values for key, values in self.where.items() if key is not facet}
        return replace(self, where={**rest, facet: left} if left else rest)


def read(parameters: QueryParams) -> Filters:
    """The filters in an address. Raises FilterError when one of them is too much to ask."""
    text = " ".join(parameters.get("q", "").split())
    if len(text) > MAX_TEXT:
        raise FilterError("q")
    where = {}
    for name, facet in PARAMETERS.items():
        values = tuple(dict.fromkeys(value for value in parameters.getlist(name) if value))
        if len(values) > _MAX_VALUES or any(len(value) > 64 for value in values):
            raise FilterError(name)
        if values:
            where[facet] = values
    return Filters(
        text=text,
        where=where,
        since=parameters.get("van", "").strip(),
        until=parameters.get("tot", "").strip(),
        late=parameters.get("te-laat", "") == "1",
    )


def _bound(parameter: str, value: str, zone: ZoneInfo, *, end: bool) -> datetime | None:
    if not value:
        return None
    try:
        if len(value) == len("YYYY-MM-DD"):
            day = Day.of(parse(value), zone)
            return day.end if end else day.start
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise FilterError(parameter) from None
    if moment.tzinfo is None or not FIRST <= moment.date() <= LAST:
        raise FilterError(parameter)
    return moment
