"""Drempels: every number in a condition, with its question."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from processors.condition_reader import ConditionReader
from processors.faults import Path
from processors.thresholds import SHARES, Threshold, thresholds, users
from processors.tree_spec import Question, TreeSpec, placed_questions
from stadsgesprek.console.forms import posted
from stadsgesprek.console.i18n import Words
from stadsgesprek.console.pages.rules_common import line, page, save, text, work_of
from stadsgesprek.console.rules_desk import Work
from stadsgesprek.console.site import Site, Speech
from stadsgesprek.pack.files import TREE
from stadsgesprek.pictures.words import condition_text

_MOST: Final = 1_000
"""Fields of the form; a tree has a threshold at one question in five."""
_SIGN_WORDS: Final = {">=": "at-least", ">": "more", "<=": "at-most", "<": "less"}
_PERCENTS: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?%?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[., ][0-9]{3}){1,2}")


@dataclass(frozen=True, slots=True)
class Row:
    """One number: what it is about up to the number itself, and the number as it is typed."""

    key: str
    label: str
    value: str
    share: bool
    wrong: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A question or a fragment with its numbers. `questions` are those that a fragment decides on."""

    at: str
    question: Question | None
    condition: str
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]


def rules_thresholds(request: Request) -> Response:
    """The page."""
    work = work_of(request)
    if work.tree is None:
        return RedirectResponse("/regels", 303)
    return _shown(request, work, work.tree)


def _save(request: Request, form: FormData) -> Response:
    work = work_of(request)
    if work.tree is None:
        return RedirectResponse("/regels", 303)
    words = Speech.of(Site.of(request), request).words
    found = thresholds(work.tree)
    sent = {each.key: line(form, each.key) for each in found if each.key in form}
    changes: dict[Path, int | float] = {}
    wrong: set[str] = set()
    for each in found:
        typed = sent.get(each.key)
        if typed is None or typed in {_typed(each, words), _typed(each, words).replace(",", ".")}:
            continue
        number = _number(typed, share=each.feature in SHARES)
        if number is None:
            wrong.add(each.key)
        elif number != each.bound:
            changes[each.path] = number
    if wrong:
        return _shown(request, work, work.tree, sent=sent, wrong=wrong, problem="rules.wrong.form")
    if not changes:
        return RedirectResponse("/regels/drempels?bewaard=niets", 303)
    problem = save(request, text(form, "gezien"), TREE, changes)
    if problem is not None:
        return _shown(request, work, work.tree, sent=sent, problem=problem)
    return RedirectResponse("/regels/drempels?bewaard=1", 303)


save_thresholds = posted(_save, fields=_MOST)


def _shown(
    request: Request,
    work: Work,
    tree: TreeSpec,
    *,
    sent: Mapping[str, str] | None = None,
    wrong: set[str] | None = None,
    problem: str | None = None,
) -> Response:
    speech = Speech.of(Site.of(request), request)
    places = list(_places(tree, work, speech, sent or {}, wrong or set()))
    return page(request, "rules_thresholds.html", problem=problem, places=places, problems=work.problems)


def _places(tree: TreeSpec, work: Work, speech: Speech, sent: Mapping[str, str], wrong: set[str]) -> Iterator[Place]:
    # Signals are shown as they are asked for, so that it does not matter here which there are.
    reader = ConditionReader(
        sets=tree.sets, fragments=tree.fragments, signals=frozenset(), languages=work.city.languages
    )
    questions = {question.id: question for question, _ in placed_questions(tree.tree, ())}
    for (kind, at), group in groupby(thresholds(tree), lambda each: (each.kind, each.at)):
        question = questions[at] if kind == "question" else None
        condition = tree.fragments[at] if question is None else question.als
        rows = [
            Row(
                each.key,
                _label(each, speech.words),
                sent.get(each.key, _typed(each, speech.words)),
                each.feature in SHARES,
                each.key in wrong,
            )
            for each in group
        ]
        yield Place(
            at,
            question,
            condition_text(reader.read(condition, ()), speech),
            users(tree, at) if question is None else (),
            tuple(rows),
        )


def _label(threshold: Threshold, words: Words) -> str:
    subject = words.get(f"condition.subject.{threshold.feature}", threshold.feature)
    text = words(f"condition.{_SIGN_WORDS[threshold.sign]}", subject=subject, value="").strip()
    return text[:1].upper() + text[1:]


def _typed(threshold: Threshold, words: Words) -> str:
    """The number as people type it, a share in percents."""
    if threshold.feature in SHARES:
        percents = format((Decimal(str(threshold.bound)) * 100).normalize(), "f")
        return percents.replace(".", words("format.point"))
    return str(threshold.bound)


def _number(typed: str, *, share: bool) -> int | float | None:
    """What was typed; None when it is no such number."""
    if share:
        found = _PERCENTS.fullmatch(typed)
        percents = Decimal(found[1].replace(",", ".")) if found else Decimal(-1)
        return float(percents / 100) if 0 <= percents <= 100 else None
    return int(re.sub("[., ]", "", typed)) if _WHOLE.fullmatch(typed) else None
