"""Templates against the outcomes that use them."""

from typing import Any

import pytest

from processors.replies_check import reply_faults
from processors.tree_spec import OutcomeSpec
from tests.processors.reply_data import replies


def _outcome(**changes: Any) -> OutcomeSpec:
    every = {
        "label": {"nl": "Antwoord", "en": "Answer"},
        "action": "reageren",
        "manner": "openbaar",
        "voice": "stad",
        "clock": "dag",
        "ruling": "maand",
        "template": "t",
        "departments": ["sport"],
        "reason": "Daarom.",
    }
    return OutcomeSpec.model_validate(every | changes)


_FULL = "Dag {stad}!\n{onderwerp} {dienst} {afzender} {termijn} {uitspraak} {link}"


@pytest.mark.parametrize("manner", ["openbaar", "naar-persoonlijk", "persoonlijk"])
def test_an_outcome_that_can_fill_its_template_has_no_fault(manner: str) -> None:
    found = reply_faults({"a": _outcome(manner=manner)}, replies({"t": {"nl": _FULL}}))
    assert (found.tree, found.replies) == ((), ())


@pytest.mark.parametrize(
    ("key", "field"), [("clock", "termijn"), ("ruling", "uitspraak"), ("voice", "afzender"), ("departments", "dienst")]
)
def test_a_field_that_the_outcome_cannot_fill(key: str, field: str) -> None:
    without: dict[str, Any] = {"departments": []} if key == "departments" else {key: None}
    found = reply_faults({"a": _outcome(**without)}, replies({"t": {"nl": _FULL, "en": "Hello"}}))
    (fault,) = found.tree
    assert fault.path == ("outcomes", "a", "template")
    assert fault.what == f"the template t has {{{field}}} (in nl), but the outcome has no {key}"


@pytest.mark.parametrize(("manner", "count"), [("openbaar", 1), ("naar-persoonlijk", 1), ("persoonlijk", 0)])
def test_the_authors_words_in_a_public_template(manner: str, count: int) -> None:
    made = replies({"t": {"nl": "Dag\n{bericht}", "fr": "Bonjour\n{bericht}"}})
    found = reply_faults({"a": _outcome(manner=manner)}, made)
    assert [fault.path for fault in found.tree] == [("outcomes", "a", "template")] * count
    assert all("{bericht} (in nl, fr)" in fault.what for fault in found.tree)


def test_lines_for_the_other_manner_do_not_count() -> None:
    made = replies({"t": {"nl": "Dag\n{persoonlijk}{bericht}\n{openbaar}{termijn}"}})
    outcomes = {"a": _outcome(), "b": _outcome(manner="persoonlijk", clock=None)}
    assert reply_faults(outcomes, made).tree == ()
    assert len(reply_faults({"c": _outcome(clock=None)}, made).tree) == 1


def test_a_template_that_no_outcome_uses_and_one_that_is_not_there() -> None:
    found = reply_faults({"a": _outcome(template="weg"), "b": _outcome(template=None)}, replies({"t": {"nl": "Dag"}}))
    assert found.tree == ()  # the tree compiler tells of a name that is not there
    (fault,) = found.replies
    assert fault.path == ("t",)
    assert fault.what == "no outcome uses the template t"
