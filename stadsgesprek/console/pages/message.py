"""One message: what was said, what was understood, the way through the reactieschema, and what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from processors.replies_suggest import suggest
from schemas.decision import Step
from schemas.original import Original
from schemas.personal import PersonalKind
from schemas.record import Record
from schemas.result import Result
from schemas.vocabulary import Intent, Sentiment, Status, Topic, Urgency
from stadsgesprek.console.forms import FORM_PAGE
from stadsgesprek.console.marked import Piece, hidden
from stadsgesprek.console.marked import shown as in_full
from stadsgesprek.console.rows import original_of, row
from stadsgesprek.console.site import Site, own_words_differ


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody filled in and could not be taken, so that it is not lost: the act, its text, and what is wrong."""

    act: str
    by: str
    reply: str
    problem: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One question on the way; `question` is None when the city's tree no longer has it."""

    step: Step
    question: str | None
    why: str | None


def message(request: Request) -> Response:
    """The page."""
    site = Site.of(request)
    return shown(request, find(site, request.path_params["id"]))


def find(site: Site, id: UUID) -> Record:
    """The record of an address. Raises a 404 when there is none."""
    record = site.reader.get(id)
    if record is None or record.result is None or record.current is None:
        raise HTTPException(404, "bericht")
    return record


def shown(request: Request, record: Record, *, draft: Draft | None = None, status: int = 200) -> Response:
    """The page of a record; with a draft, the form is as it was sent."""
    site = Site.of(request)
    now = site.clock()
    result, current = record.result, record.current
    assert result is not None  # `find` saw to both
    assert current is not None
    decision = result.decision
    thread = site.reader.thread(record)
    originals = site.originals([record, *thread])
    return site.page(
        request,
        "message.html",
        status=status,
        headers=FORM_PAGE,
        record=record,
        row=row(record, now, originals),
        result=result,
        message=result.message,
        current=current,
        understood=result.classification,
        decision=decision,
        stops=[_stop(site, step) for step in decision.path] if decision else [],
        outcome=site.city.tree.outcomes.get(decision.outcome) if decision else None,
        # Of a message that has its answer, another draft would only get in the way.
        suggestion=None if any(act.reply for act in record.feedback) else suggest(result, site.city),
        raw=_raw(record, originals),
        personal=_personal(result),
        thread=[row(each, now, originals) for each in thread],
        feedback=tuple(reversed(record.feedback)),
        corrected=_corrected(record),
        choices={"intent": list(Intent), "topic": list(Topic), "urgency": list(Urgency), "sentiment": list(Sentiment)},
        statuses=[each for each in Status if each is not Status.ingetrokken],
        draft=draft,
        form_ids={act: uuid4() for act in ("antwoord", "status", "verbetering")},
        sent=request.query_params.get("verwerkt") == "1",
    )


def _raw(record: Record, originals: Mapping[UUID, Original]) -> tuple[Piece, ...] | None:
    """The message as it came in, where that is more than its own words."""
    if (original := original_of(record, originals)) is not None:
        return in_full(original.content) if own_words_differ(original.content, original.text) else None
    assert record.result is not None
    content, text = record.result.message.content, record.result.text
    return hidden(content) if own_words_differ(content, text) else None


def _personal(result: Result) -> list[PersonalKind]:
    """The kinds of personal data that are masked in it, each once."""
    pieces = (*hidden(result.text), *hidden(result.message.content))
    return list(dict.fromkeys(piece.kind for piece in pieces if piece.kind is not None))


def _stop(site: Site, step: Step) -> Stop:
    node = site.city.tree.nodes.get(step.node)
    return Stop(step, node.vraag if node else None, node.waarom if node else None)


def _corrected(record: Record) -> dict[str, tuple[str, datetime]]:
    """Field that a person corrected to who did so last, and when."""
    return {
        field: (act.by, act.at)
        for act in record.feedback
        if act.correction is not None
        for field, value in act.correction
        if value is not None
    }
