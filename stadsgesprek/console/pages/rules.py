"""Regels: what is in force and was, the draft, and the steps that it takes to put the draft in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from processors.replay import Change
from processors.tree_diff import differences
from processors.tree_diff_words import sentence
from schemas.rules import RulesEntry
from stadsgesprek.console.i18n import Language, negotiate
from stadsgesprek.console.pages.rules_common import desk_of, page, work_of
from stadsgesprek.console.rules_desk import MOST_TRIED, Work
from stadsgesprek.console.site import Site
from stadsgesprek.pack import Pack, Problem
from stadsgesprek.pack.compare import rules_of
from stadsgesprek.pack.files import CASES

_SHOWN: Final = 50
"""Entries of the log on the page, the newest."""

_FEW: Final = 6
"""Failed cases that are shown at once."""

PERIODS: Final = (1, 7, 30)
"""Days that a try can go back."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log: `state` is decides, to-come, refused or past."""

    entry: RulesEntry
    state: str
    problems: Sequence[Problem]


def rules(request: Request) -> Response:
    """The page."""
    return shown(request)


def shown(
    request: Request,
    *,
    problem: str | None = None,
    status: int | None = None,
    at: str = "",
    problems: Sequence[Problem] = (),
    sent: dict[str, str] | None = None,
) -> Response:
    """The page. What is wrong with a step is said `at` that step, and what was `sent` stays in its form."""
    site, desk, work = Site.of(request), desk_of(request), work_of(request)
    now = site.clock()
    entry = desk.in_force.entry(now)
    log = logged(request, entry, now)
    return page(
        request,
        "rules.html",
        problem=problem,
        status=status,
        at=at,
        refusal=problems,
        sent=sent or {},
        entry=entry,
        coming=[each for each in reversed(log) if each.state == "to-come"],
        refused=[each for each in log if each.state == "refused"],
        log=log[:_SHOWN],
        further=max(0, len(log) - _SHOWN),
        put=request.query_params.get("gezet"),
        **_about_draft(request, work, now),
    )


def _about_draft(request: Request, work: Work, now: datetime) -> dict[str, Any]:
    desk = desk_of(request)
    checked, tested = desk.checked(work.hash), desk.tested(work.hash)
    tried = desk.tried(work.hash, work.in_force.hash)
    return {
        "changes": None if work.pack is None else changes(work.in_force, work.pack, negotiate(request)),
        "other_cases": work.drafted is not None and work.drafted.files.get(CASES) != work.in_force.files.get(CASES),
        "checked": checked,
        "tested": tested,
        "few": _FEW,
        "tried": tried,
        "loads": [] if tried is None else sorted(tried.found.departments.items(), key=_by_difference),
        "ready": checked is not None and not checked.errors and tested is not None and tested.passed,
        "periods": PERIODS,
        "most": MOST_TRIED,
        "monday": _monday(now.astimezone(work.city.timezone)),
    }


def _by_difference(load: tuple[str, Change]) -> int:
    """What changes most comes first."""
    return -abs(load[1].after - load[1].before)


def changes(old: Pack, new: Pack, language: Language) -> list[str]:
    """What is different, in sentences."""
    return [sentence(each, language) for each in differences(rules_of(old), rules_of(new))]


def logged(request: Request, current: RulesEntry | None, now: datetime) -> list[Logged]:
    """The whole log, newest first."""
    in_force = desk_of(request).in_force
    entries, refused = in_force.entries(), in_force.refused
    return [Logged(each, _state(each, current, refused, now), refused.get(each.id, ())) for each in reversed(entries)]


def _state(entry: RulesEntry, current: RulesEntry | None, refused: object, now: datetime) -> str:
    if current is not None and entry.id == current.id:
        return "decides"
    if isinstance(refused, dict) and entry.id in refused:
        return "refused"
    return "to-come" if entry.effective > now else "past"


def _monday(local: datetime) -> str:
    """The next Monday at eight, as <input type=datetime-local> has it."""
    day = local.date() + timedelta(days=7 - local.weekday())
    return f"{day.isoformat()}T08:00"
