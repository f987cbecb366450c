"""The steps from a draft to rules in force: check, test, try, put; and to name it, begin it or let go of it."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from processors.faults import Path
from stadsgesprek.console.forms import FormError, posted
from stadsgesprek.console.pages.rules import PERIODS, shown
from stadsgesprek.console.pages.rules_common import MOVED, desk_of, line, save, text, work_of
from stadsgesprek.console.rules_desk import BusyError, Work
from stadsgesprek.console.site import Site
from stadsgesprek.draft import DraftMovedError
from stadsgesprek.moment import moment
from stadsgesprek.pack import Pack, PackError
from stadsgesprek.pack.edit import Plain
from stadsgesprek.pack.files import CASES, TREE
from streams.ports import EngineAwayError, StoreError

_log = logging.getLogger(__name__)
_LONGEST: Final = {"versie": 40, "door": 100, "nota": 500}


def _drafted(request: Request, form: FormData) -> tuple[Work, Pack]:
    """The draft that the page showed, made into a pack. Raises FormError."""
    work = work_of(request)
    if work.drafted is None or text(form, "gezien") != work.hash:
        raise FormError(MOVED)
    if work.pack is None:
        raise FormError("rules.wrong.broken")
    return work, work.pack


def _step(at: str, take: Callable[[Request, FormData, Pack], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a step on the draft that the page showed; what is wrong is said `at` that step."""

    def handle(request: Request, form: FormData) -> Response:
        try:
            _, pack = _drafted(request, form)
            return take(request, form, pack)
        except FormError as error:
            return shown(request, problem=error.problem, at=at)

    return posted(handle)


def _check(request: Request, _form: FormData, pack: Pack) -> Response:
    desk_of(request).check(pack)
    return RedirectResponse("/regels#controle", 303)


def _test(request: Request, _form: FormData, pack: Pack) -> Response:
    desk_of(request).test(pack)
    return RedirectResponse("/regels#test", 303)


def _expect(request: Request, form: FormData, pack: Pack) -> Response:
    """What a case got is what it must get from now on: the draft's gevallen.yaml says so."""
    tested = desk_of(request).tested(pack.hash)
    failed = () if tested is None or tested.report is None else tested.report.failed
    ran = next((each for each in failed if str(each.index) == text(form, "geval")), None)
    if ran is None:
        raise FormError(MOVED)
    case, place = ran.case, ("gevallen", ran.index)
    changes: dict[Path, Plain | None] = {(*place, "uitkomst"): ran.landed}
    if case.bijna == ran.landed:
        changes[*place, "bijna"] = case.uitkomst
    if case.pad is not None:
        changes[*place, "pad"] = ran.way
    problem = save(request, text(form, "gezien"), CASES, changes)
    if problem is not None:
        raise FormError(problem)
    return RedirectResponse("/regels#test", 303)


def _try(request: Request, form: FormData) -> Response:
    site = Site.of(request)
    # htmx puts only what came with a 200 on the page.
    late = 200 if "hx-request" in request.headers else 503
    days = text(form, "dagen")
    try:
        work, pack = _drafted(request, form)
        if days not in map(str, PERIODS):
            raise FormError("rules.wrong.period")
        desk_of(request).try_out(pack, work.in_force, site.reader, site.clock(), int(days))
    except FormError as error:
        return shown(request, problem=error.problem, at="try", status=200 if late == 200 else None)
    except BusyError:
        return shown(request, problem="rules.wrong.busy", at="try", status=late)
    except StoreError as error:
        _log.error("the record store does not answer: %s", error)
        return shown(request, problem="rules.wrong.store", at="try", status=late)
    return RedirectResponse("/regels#proef", 303)


def _put(request: Request, form: FormData) -> Response:
    site, desk = Site.of(request), desk_of(request)
    sent = {name: line(form, name) for name in ("door", "nota", "wanneer", "moment")}
    try:
        work, pack = _drafted(request, form)
        if text(form, "tegenover") != work.in_force.hash:
            raise FormError(MOVED)
        _ready(request, pack)
        now = site.clock()
        if not 1 <= len(sent["door"]) <= _LONGEST["door"]:
            raise FormError("rules.wrong.by")
        if len(sent["nota"]) > _LONGEST["nota"]:
            raise FormError("rules.wrong.note")
        if sent["wanneer"] not in {"nu", "moment"}:
            raise FormError("rules.wrong.moment")
        try:
            zone = pack.city.timezone
            since = None if sent["wanneer"] == "nu" else moment(sent["moment"].replace("T", " "), zone, now)
        except ValueError:
            raise FormError("rules.wrong.moment") from None
        put = desk.in_force.put(pack.files, by=sent["door"], now=now, effective=since, note=sent["nota"] or None)
    except FormError as error:
        return shown(request, problem=error.problem, at="put", sent=sent)
    except PackError as error:
        return shown(request, problem="rules.wrong.refused", at="put", sent=sent, problems=error.problems)
    except EngineAwayError as error:
        _log.error("rules were not put: %s", error)
        return shown(request, problem="rules.wrong.log", at="put", sent=sent, status=503)
    try:
        desk.draft.discard(work.hash)
    except DraftMovedError:  # somebody goes on with it
        _log.info("the draft that was put in force has changed meanwhile, and stays")
    return RedirectResponse(
        f"/regels?gezet={'nu' if since is None else 'straks'}" if put.new else "/regels?gezet=al", 303
    )


def _ready(request: Request, pack: Pack) -> None:
    """Check and test this very draft, whatever the page said. Raises FormError."""
    desk = desk_of(request)
    if desk.check(pack).errors or not desk.test(pack).passed:
        raise FormError("rules.wrong.not-ready")


def _name(request: Request, form: FormData) -> Response:
    version = line(form, "versie")
    if work_of(request).drafted is None or work_of(request).tree is None:
        return shown(request, problem=MOVED, at="draft")
    if not 1 <= len(version) <= _LONGEST["versie"]:
        return shown(request, problem="rules.wrong.version", at="draft", sent={"versie": version})
    problem = save(request, text(form, "gezien"), TREE, {("version",): version})
    if problem is not None:
        return shown(request, problem=problem, at="draft", sent={"versie": version})
    return RedirectResponse("/regels?bewaard=1#ontwerp", 303)


def _discard(request: Request, form: FormData) -> Response:
    try:
        desk_of(request).draft.discard(text(form, "gezien"))
    except DraftMovedError:
        return shown(request, problem=MOVED, at="draft")
    return RedirectResponse("/regels", 303)


def _begin(request: Request, _form: FormData) -> Response:
    desk = desk_of(request)
    id = request.path_params["id"]
    entry = next((each for each in desk.in_force.entries() if each.id == id), None)
    if entry is None:
        raise HTTPException(404, "pagina")
    try:
        desk.draft.begin(work_of(request).in_force.hash, entry.contents)
    except DraftMovedError:
        return shown(request, problem="rules.wrong.draft-there", at="draft", status=409)
    return RedirectResponse("/regels#ontwerp", 303)


check_draft = _step("check", _check)
test_draft = _step("test", _test)
expect_case = _step("test", _expect)
try_draft = posted(_try)
put_draft = posted(_put)
name_draft = posted(_name)
discard_draft = posted(_discard)
begin_draft = posted(_begin)
