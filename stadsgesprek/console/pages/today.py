"""Vandaag: the day at a glance, and what needs a human now."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from schemas.vocabulary import Action, Intent, Urgency
from stadsgesprek.console import charts
from stadsgesprek.console.day import Day, parse
from stadsgesprek.console.filters import OPEN, Filters
from stadsgesprek.console.rows import Row, row
from stadsgesprek.console.site import Site, Speech
from streams.query import Bucket, Facet, Interval, Query

_STEP: Final = timedelta(minutes=30)
_URGENT: Final = (Urgency.acuut.value, Urgency.hoog.value)
_NOW: Final = 6


def today(request: Request) -> Response:
    """The page.

    A page that is open asks again with `?stand=`, what it has already, and gets 204 when nothing changed since. One
    that was opened without a day asks with `?volgt=` and its day, and is loaded anew when that is no longer today.
    """
    site = Site.of(request)
    now = site.clock()
    follows = request.query_params.get("volgt", "")
    asked = request.query_params.get("dag", "")
    day = _asked(asked or follows, now, site)
    if follows and day.share(now) is None:
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    view = _view(site, Speech.of(site, request), day, now)
    fragment = site.render(request, "today_live.html", **view)
    state = blake2b(fragment.encode(), digest_size=8).hexdigest()
    if request.query_params.get("stand") == state:
        return Response(status_code=204)
    return site.page(request, "today.html", fragment=Markup(fragment), state=state, follows=not asked, **view)  # noqa: S704  (rendered above)


def _asked(text: str, now: datetime, site: Site) -> Day:
    if not text:
        return Day.at(now, site.city.timezone)
    try:
        return Day.of(parse(text), site.city.timezone)
    except ValueError:
        raise HTTPException(400, "dag") from None


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number, with the list of what it counts."""

    key: str
    count: int
    href: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a facet in a list of bars."""

    value: str
    count: int
    href: str


def _view(site: Site, speech: Speech, day: Day, now: datetime) -> dict[str, Any]:
    reader = site.reader
    said = Filters(since=day.date.isoformat(), until=day.date.isoformat())
    work = Filters(until=day.date.isoformat(), where={Facet.status: OPEN})
    urgent = _and(work, Facet.urgency, *_URGENT)
    late = replace(work, late=True)
    of_day, of_work = said.query(now, site.city.timezone), work.query(now, site.city.timezone)
    steps = reader.timeline(of_day, since=day.start, until=day.end, step=_STEP, by=Facet.intent)
    total = sum(step.count for step in steps)

    def intents(intent: Intent) -> Figure:
        return Figure(intent, sum(step.by.get(intent, 0) for step in steps), _and(said, Facet.intent, intent).url())

    def totals(filters: Filters) -> int:
        return reader.search(filters.query(now, site.city.timezone), size=1).total

    overdue, pressing = totals(late), totals(urgent)
    newest = reader.search(Query(), size=1).records if not total else ()
    return {
        "day": day,
        "is_today": day.share(now) is not None,
        "said": (
            Figure("contacten", total, said.url()),
            intents(Intent.vraag),
            intents(Intent.melding),
            intents(Intent.klacht),
        ),
        "work": (
            Figure("open", totals(work), work.url()),
            Figure("te-laat", overdue, late.url(), alarm=overdue > 0),
            Figure("dringend", pressing, urgent.url(), alarm=pressing > 0),
        ),
        "steps": [(step, step.by.get(Intent.klacht, 0)) for step in steps if step.count],
        "step": _STEP,
        "chart": _chart(speech, day, steps, now) if total else None,
        "latest": _latest(newest[0].published, site) if newest else None,
        "channels": _lines(reader.count(of_day, Facet.channel), said, Facet.channel),
        "topics": _lines(reader.count(of_day, Facet.topic), said, Facet.topic),
        "open_by_department": _lines(reader.count(of_work, Facet.department), work, Facet.department),
        "urgent": _urgent(site, work, urgent, now),
        "urgent_href": urgent.url(),
    }


def _and(filters: Filters, facet: Facet, *values: str) -> Filters:
    return replace(filters, where={**filters.where, facet: values})


def _lines(buckets: tuple[Bucket, ...], filters: Filters, facet: Facet) -> list[Line]:
    return [Line(each.value, each.count, _and(filters, facet, each.value).url()) for each in buckets]


def _urgent(site: Site, work: Filters, urgent: Filters, now: datetime) -> list[Row]:
    """Open work that is urgent or escalated, newest first."""
    escalated = _and(work, Facet.action, Action.escaleren.value)
    found = {
        record.id: record
        for filters in (urgent, escalated)
        for record in site.reader.search(filters.query(now, site.city.timezone), size=_NOW).records
    }
    newest = sorted(found.values(), key=lambda record: (record.published, str(record.id)), reverse=True)
    originals = site.originals(newest[:_NOW])
    return [row(record, now, originals) for record in newest[:_NOW]]


def _latest(published: datetime, site: Site) -> date:
    return published.astimezone(site.city.timezone).date()


def _chart(speech: Speech, day: Day, steps: tuple[Interval, ...], now: datetime) -> Markup:
    words, fmt = speech.words, speech.format

    def text(step: Interval) -> str:
        return words(
            "today.chart.value",
            since=fmt.time(step.start),
            until=fmt.time(step.start + _STEP),
            contacts=words.number("count.contacts", step.count, fmt.number(step.count)),
            complaints=words.number("count.complaints", step.by.get(Intent.klacht, 0)),
        )

    def bar(step: Interval) -> charts.Bar:
        local = step.start.astimezone(fmt.zone)
        labelled = local.minute == 0 and local.hour % 3 == 0
        window = Filters(since=fmt.iso(step.start), until=fmt.iso(step.start + _STEP))
        return charts.Bar(
            total=step.count,
            part=step.by.get(Intent.klacht, 0),
            text=text(step),
            href=window.url(),
            tick=f"{local:%H}" + words("format.hour") if labelled else None,
            minor=local.hour % 6 != 0,
        )

    busiest = max(steps, key=lambda step: step.count)
    return charts.rhythm(
        [bar(step) for step in steps],
        title=words("today.chart.title"),
        description=words("today.chart.description", day=fmt.long_day(day.date), peak=text(busiest)),
        peak=(words("today.chart.peak"), text(busiest)),
        now=day.share(now.replace(second=0, microsecond=0)),  # or every poll would bring something new
    )
