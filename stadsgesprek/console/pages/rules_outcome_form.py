"""An outcome as a form: from what reactieschema.yaml says to fields, and from fields to what changes in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError
from starlette.datastructures import FormData

from processors.faults import Path
from processors.tree_spec import TOPIC_DEPARTMENTS, OutcomeSpec
from schemas.vocabulary import Action, Manner
from stadsgesprek.console.pages.rules_common import line, text
from stadsgesprek.console.rules_desk import Work
from stadsgesprek.pack.edit import Plain

_WRONG: Final = {"string_too_short": "rules.wrong.empty", "string_too_long": "rules.wrong.long"}
"""Kind of pydantic's complaint to a key of the words; of the other kinds the value is on no list."""


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """The fields of an outcome as a form has them: "" for nothing chosen. `wrong` has what is wrong with a field."""

    values: Mapping[str, Any]
    wrong: Mapping[str, str] = field(default_factory=dict)


def form_of(spec: OutcomeSpec) -> OutcomeForm:
    """The form of an outcome as it is written."""
    return OutcomeForm(
        {
            "label_nl": spec.label.nl,
            "label_en": spec.label.en,
            "action": spec.action.value,
            "manner": spec.manner.value,
            "voice": spec.voice or "",
            "clock": spec.clock or "",
            "ruling": spec.ruling or "",
            "template": spec.template or "",
            "departments": spec.departments,
            "human": spec.human,
            "reason": spec.reason,
        }
    )


def sent_values(form: FormData) -> dict[str, Any]:
    """The values of a form that was sent."""
    chosen = (each for each in form.getlist("departments") if isinstance(each, str) and each)
    names = ("label_nl", "label_en", "action", "manner", "voice", "clock", "ruling", "template", "reason")
    return {
        **{name: line(form, name) for name in names},
        "departments": tuple(dict.fromkeys(chosen)),
        "human": text(form, "human") == "ja",
    }


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As reactieschema.yaml writes it."""
    named = {name: values[name] or None for name in ("voice", "clock", "ruling", "template")}
    same = {name: values[name] for name in ("action", "manner", "departments", "human", "reason")}
    return {"label": {"nl": values["label_nl"], "en": values["label_en"]}, **named, **same}


def unknown_ids(values: Mapping[str, Any], before: OutcomeSpec, work: Work) -> Iterator[tuple[str, str]]:
    """Ids that are on no list; one that stands there already may stay."""
    assert work.tree is not None
    known = {
        "voice": work.city.voices,
        "clock": work.tree.clocks,
        "ruling": work.tree.clocks,
        "template": work.replies.templates if work.replies is not None else {},
    }
    for name, ids in known.items():
        if values[name] and values[name] not in {*ids, getattr(before, name)}:
            yield name, "rules.wrong.choice"
    if {*values["departments"]} - {*work.city.departments, TOPIC_DEPARTMENTS, *before.departments}:
        yield "departments", "rules.wrong.choice"


def changes_between(before: OutcomeSpec, after: OutcomeSpec, path: Path) -> Iterator[tuple[Path, Plain | None]]:
    """What is written otherwise. What says nothing (no voice, no departments) is taken out of the file."""
    for language in ("nl", "en"):
        name = getattr(after.label, language)
        if name != getattr(before.label, language):
            yield (*path, "label", language), name
    for key in OutcomeSpec.model_fields:
        value = getattr(after, key)
        if key == "label" or value == getattr(before, key):
            continue
        default = OutcomeSpec.model_fields[key].default
        yield (*path, key), None if value == default else str(value) if isinstance(value, Action | Manner) else value


def wrong_fields(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Each field that the outcome could not take, with the key of what is wrong in words."""
    for each in error.errors():
        yield _field(each["loc"]), _WRONG.get(each["type"], "rules.wrong.choice")


def _field(loc: tuple[str | int, ...]) -> str:
    return f"label_{loc[1]}" if loc[0] == "label" and len(loc) > 1 else str(loc[0])
