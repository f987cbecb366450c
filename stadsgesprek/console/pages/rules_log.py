"""One entry of the log of rules: what would be different if it decided now."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from stadsgesprek.console.i18n import negotiate
from stadsgesprek.console.pages.rules import changes, logged
from stadsgesprek.console.pages.rules_common import desk_of, page, work_of
from stadsgesprek.console.site import Site
from stadsgesprek.inforce import unpacked
from stadsgesprek.pack import PackError, Problem


def logged_rules(request: Request) -> Response:
    """The page of an entry."""
    desk, work, now = desk_of(request), work_of(request), Site.of(request).clock()
    found = next(
        (each for each in logged(request, desk.in_force.entry(now), now) if each.entry.id == request.path_params["id"]),
        None,
    )
    if found is None:
        raise HTTPException(404, "pagina")
    problems: tuple[Problem, ...] = ()
    different = None
    try:
        different = changes(work.in_force, unpacked(found.entry, before=work.in_force), negotiate(request))
    except PackError as error:
        problems = error.problems
    return page(request, "rules_entry.html", each=found, changes=different, problems=problems)
