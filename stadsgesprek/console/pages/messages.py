"""Berichten: the list, its filters, and the way to more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from schemas.vocabulary import Sentiment, Status, Urgency
from stadsgesprek.console.filters import PARAMETERS, FilterError, Filters, read
from stadsgesprek.console.rows import row
from stadsgesprek.console.site import Site, Speech
from streams.query import CursorError, Facet

_SIZE: Final = 30
_FIRST: Final = 8
_ORDERED: Final[dict[Facet, type[StrEnum]]] = {
    Facet.status: Status,
    Facet.urgency: Urgency,
    Facet.sentiment: Sentiment,
}
"""Lists that have an order of their own; the others go by number."""

_UNFOLDED: Final = {Facet.status, Facet.urgency, Facet.intent, Facet.department}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to filter on. `count` is what the list would have with it alone of its facet."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one facet; `more` folds away what is rare."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    unfolded: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, with the address of the list without it. `kind` names a word of the catalogue."""

    kind: str
    text: str
    href: str


def messages(request: Request) -> Response:
    """The page, one stretch of the list."""
    site = Site.of(request)
    now = site.clock()
    speech = Speech.of(site, request)
    cursor = request.query_params.get("na") or None
    try:
        filters = read(request.query_params)
        page = site.reader.search(filters.query(now, site.city.timezone), size=_SIZE, after=cursor)
    except FilterError as error:
        raise HTTPException(400, error.parameter) from None
    except CursorError:
        raise HTTPException(400, "na") from None
    originals = site.originals(page.records)
    smooth = "hx-request" in request.headers
    if not smooth and any(not value for _, value in request.query_params.multi_items()):
        return RedirectResponse(filters.url(cursor), 303)  # what a form leaves empty does not belong in an address
    return site.page(
        request,
        "messages.html",
        headers={"HX-Push-Url": filters.url()} if smooth and cursor is None else None,
        filters=filters,
        rows=[row(record, now, originals) for record in page.records],
        total=page.total,
        first=cursor is None,
        more=filters.url(page.after) if page.after else None,
        groups=[_group(site, speech, name, filters, now) for name in PARAMETERS],
        chips=_chips(speech, filters),
        bounds=[_bound(speech, "van", filters.since), _bound(speech, "tot", filters.until)],
    )


def _group(site: Site, speech: Speech, name: str, filters: Filters, now: datetime) -> Group:
    facet = PARAMETERS[name]
    chosen = filters.where.get(facet, ())
    counts = {
        bucket.value: bucket.count
        for bucket in site.reader.count(filters.without(facet).query(now, site.city.timezone), facet)
    }
    values = [*counts, *(value for value in chosen if value not in counts)]
    if facet in _ORDERED:
        order = {str(member): place for place, member in enumerate(_ORDERED[facet])}
        values.sort(key=lambda value: order.get(value, len(order)))
    else:
        values.sort(key=lambda value: value not in chosen)  # stable: the rest stays by number
    choices = tuple(
        Choice(value, speech.labels(facet, value), counts.get(value, 0), value in chosen) for value in values
    )
    cut = max(_FIRST, len(chosen))
    return Group(name, choices[:cut], choices[cut:], facet in _UNFOLDED or bool(chosen))


def _chips(speech: Speech, filters: Filters) -> Sequence[Chip]:
    chips = [
        Chip(name, speech.labels(facet, value), filters.without(facet, value).url())
        for name, facet in PARAMETERS.items()
        for value in filters.where.get(facet, ())
    ]
    if filters.text:
        chips.insert(0, Chip("q", filters.text, replace(filters, text="").url()))
    if filters.late:
        chips.insert(0, Chip("te-laat", "", replace(filters, late=False).url()))
    if filters.since and filters.since == filters.until:
        return [Chip("dag", _when(speech, filters.since), replace(filters, since="", until="").url()), *chips]
    if filters.since:
        chips.append(Chip("van", _when(speech, filters.since), replace(filters, since="").url()))
    if filters.until:
        chips.append(Chip("tot", _when(speech, filters.until), replace(filters, until="").url()))
    return chips


def _bound(speech: Speech, name: str, value: str) -> tuple[str, str, str | None]:
    """A bound of the period; one to the minute (from the chart) does not fit a date field, and is shown as text."""
    return name, value, _when(speech, value) if len(value) > len("YYYY-MM-DD") else None


def _when(speech: Speech, value: str) -> str:
    """A bound that has been read already, for people."""
    moment = datetime.fromisoformat(value)
    day = speech.format.day(moment.date() if moment.tzinfo is None else moment.astimezone(speech.format.zone).date())
    return day if moment.tzinfo is None else f"{day}, {speech.format.time(moment)}"
