"""Antwoorden: the texts of the reply templates, with what a reply would look like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from processors.city import City
from processors.faults import Path
from processors.replies import DUTCH, RepliesSpec
from processors.replies_fields import REPLY_FIELDS
from processors.replies_text import MAX_TEXT
from processors.tree_spec import OutcomeSpec
from stadsgesprek.console.forms import posted
from stadsgesprek.console.pages.rules_common import page, save, text, work_of
from stadsgesprek.console.reply_preview import Preview, preview, sample_of
from stadsgesprek.console.rules_desk import Work
from stadsgesprek.console.site import Site, Speech
from stadsgesprek.pack.edit import Plain
from stadsgesprek.pack.files import REPLIES


@dataclass(frozen=True, slots=True)
class TextForm:
    """The text in one language, "" where the template has none."""

    language: str
    text: str
    preview: Preview
    wrong: str | None


def rules_replies(request: Request) -> Response:
    """The list."""
    work = work_of(request)
    if work.replies is None:
        return RedirectResponse("/regels", 303)
    return page(
        request,
        "rules_replies.html",
        replies={name: (texts, _users(name, work)) for name, texts in work.replies.templates.items()},
    )


def rules_reply(request: Request) -> Response:
    """The form of one."""
    work = work_of(request)
    if work.replies is None:
        return RedirectResponse("/regels", 303)
    return _shown(request, work, _texts(request, work.replies))


def _texts(request: Request, replies: RepliesSpec) -> Mapping[str, str]:
    texts = replies.templates.get(request.path_params["template"])
    if texts is None:
        raise HTTPException(404, "pagina")
    return texts


def _save(request: Request, form: FormData) -> Response:
    work = work_of(request)
    if work.replies is None:
        return RedirectResponse("/regels", 303)
    before = _texts(request, work.replies)
    sent = _sent(form, before, work.city)
    wrong = {language: "rules.wrong.long" for language, words in sent.items() if len(words) > MAX_TEXT}
    if DUTCH in sent and not sent[DUTCH]:
        wrong[DUTCH] = "rules.wrong.empty"
    if wrong:
        return _shown(request, work, sent, wrong=wrong, problem="rules.wrong.form")
    template = request.path_params["template"]
    changes: dict[Path, Plain | None] = {
        (template, language): words or None
        for language, words in sent.items()
        if words != _trimmed(before.get(language, ""))
    }
    if not changes:
        return RedirectResponse(f"/regels/antwoorden/{template}?bewaard=niets", 303)
    problem = save(request, text(form, "gezien"), REPLIES, changes)
    if problem is not None:
        return _shown(request, work, sent, problem=problem)
    return RedirectResponse(f"/regels/antwoorden/{template}?bewaard=1", 303)


def _preview(request: Request, form: FormData) -> Response:
    """The page with what was typed, and nothing kept."""
    work = work_of(request)
    if work.replies is None:
        return RedirectResponse("/regels", 303)
    return _shown(request, work, _sent(form, _texts(request, work.replies), work.city))


save_reply = posted(_save)
preview_reply = posted(_preview)


def _sent(form: FormData, before: Mapping[str, str], city: City) -> dict[str, str]:
    languages = dict.fromkeys((*before, *city.languages))
    return {
        language: _trimmed(text(form, f"tekst-{language}")) for language in languages if f"tekst-{language}" in form
    }


def _trimmed(words: str) -> str:
    """Without white space that nobody sees: at the ends, and at the end of each line."""
    return "\n".join(each.rstrip() for each in words.strip().split("\n"))


def _shown(
    request: Request,
    work: Work,
    texts: Mapping[str, str],
    *,
    wrong: Mapping[str, str] | None = None,
    problem: str | None = None,
) -> Response:
    template = request.path_params["template"]
    site = Site.of(request)
    used = _users(template, work)
    sample = sample_of(work.city, used, site.clock(), Speech.of(site, request).words)
    languages = dict.fromkeys((*texts, *work.city.languages))
    forms = [
        TextForm(
            language,
            _trimmed(texts.get(language, "")),
            preview(texts.get(language, ""), language, work.city, sample),
            (wrong or {}).get(language),
        )
        for language in languages
    ]
    return page(
        request,
        "rules_reply.html",
        problem=problem,
        reply=template,
        forms=forms,
        fields=REPLY_FIELDS,
        users=used,
        longest=MAX_TEXT,
        problems=work.problems,
    )


def _users(template: str, work: Work) -> dict[str, OutcomeSpec]:
    outcomes: Iterator[tuple[str, OutcomeSpec]] = (
        iter(work.tree.outcomes.items()) if work.tree is not None else iter(())
    )
    return {id: outcome for id, outcome in outcomes if outcome.template == template}
