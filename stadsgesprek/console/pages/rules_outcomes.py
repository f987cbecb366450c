"""Uitkomsten: what the city does with a message, each with a form."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from processors.condition_reader import ConditionReader
from processors.tree_spec import TOPIC_DEPARTMENTS, Chain, Otherwise, OutcomeSpec, Question, TreeSpec
from schemas.vocabulary import Action, Manner
from stadsgesprek.console.forms import posted
from stadsgesprek.console.pages.rules_common import page, save, text, work_of
from stadsgesprek.console.pages.rules_outcome_form import (
    OutcomeForm,
    changes_between,
    form_of,
    plain,
    sent_values,
    unknown_ids,
    wrong_fields,
)
from stadsgesprek.console.rules_desk import Work
from stadsgesprek.console.site import Site, Speech
from stadsgesprek.pack.files import TREE
from stadsgesprek.pictures.facts import clock_text
from stadsgesprek.pictures.words import condition_text

_FEWEST: Final = 4
"""Lists to choose a department from; there are always two more than it has."""


def outcomes(request: Request) -> Response:
    """The list."""
    work = work_of(request)
    if work.tree is None:
        return RedirectResponse("/regels", 303)
    return page(request, "rules_outcomes.html", outcomes=work.tree.outcomes)


def outcome(request: Request) -> Response:
    """The form of one."""
    work = work_of(request)
    if work.tree is None:
        return RedirectResponse("/regels", 303)
    return _shown(request, work, form_of(_spec(request, work.tree)))


def _spec(request: Request, tree: TreeSpec) -> OutcomeSpec:
    spec = tree.outcomes.get(request.path_params["id"])
    if spec is None:
        raise HTTPException(404, "pagina")
    return spec


def _save(request: Request, form: FormData) -> Response:
    work = work_of(request)
    if work.tree is None:
        return RedirectResponse("/regels", 303)
    before = _spec(request, work.tree)
    values = sent_values(form)
    wrong = dict(unknown_ids(values, before, work))
    after: OutcomeSpec | None = None
    try:
        after = OutcomeSpec.model_validate(plain(values))
    except ValidationError as error:
        wrong |= dict(wrong_fields(error))
    if wrong or after is None:
        return _shown(request, work, OutcomeForm(values, wrong), problem="rules.wrong.form")
    id = request.path_params["id"]
    changes = dict(changes_between(before, after, ("outcomes", id)))
    if not changes:
        return RedirectResponse(f"/regels/uitkomst/{id}?bewaard=niets", 303)
    problem = save(request, text(form, "gezien"), TREE, changes)
    if problem is not None:
        return _shown(request, work, OutcomeForm(values), problem=problem)
    return RedirectResponse(f"/regels/uitkomst/{id}?bewaard=1", 303)


save_outcome = posted(_save)


def _shown(request: Request, work: Work, form: OutcomeForm, *, problem: str | None = None) -> Response:
    assert work.tree is not None
    id = request.path_params["id"]
    site = Site.of(request)
    speech = Speech.of(site, request)
    replies = work.replies.templates if work.replies is not None else {}
    return page(
        request,
        "rules_outcome.html",
        problem=problem,
        id=id,
        name=work.tree.outcomes[id].label,
        form=form,
        actions=[each.value for each in Action],
        manners=[each.value for each in Manner],
        voices=[(each, speech.labels.pick(name)) for each, name in work.city.voices.items()],
        clocks=[(name, f"{clock_text(clock, speech)} ({name})") for name, clock in work.tree.clocks.items()],
        templates=[(name, name) for name in replies],
        replies=replies,
        departments=work.city.departments,
        topic=TOPIC_DEPARTMENTS,
        lists=max(_FEWEST, len(form.values["departments"]) + 2),
        leading=list(_leading(id, work, speech)),
        problems=work.problems,
    )


def _leading(id: str, work: Work, speech: Speech) -> Iterator[tuple[Question, bool, str]]:
    """Each question with a branch to an outcome, its answer, and when that answer is ja in words."""
    assert work.tree is not None
    reader = ConditionReader(
        sets=work.tree.sets,
        fragments=work.tree.fragments,
        signals=frozenset(),
        languages=work.city.languages,
    )
    for question, answer in _ways(work.tree.tree, id):
        yield question, answer, condition_text(reader.read(question.als, ()), speech)


def _ways(chain: Chain, id: str) -> Iterator[tuple[Question, bool]]:
    """The questions of a chain, and of the chains in it, whose ja or nee is this outcome itself."""
    for each, following in zip_longest(chain, chain[1:]):
        if isinstance(each, Question):
            for answer, branch in ((True, each.ja), (False, each.nee or following)):
                end = branch[0] if isinstance(branch, tuple) and branch else branch
                if id in (end, end.anders if isinstance(end, Otherwise) else None):
                    yield each, answer
                elif isinstance(branch, tuple):
                    yield from _ways(branch, id)
