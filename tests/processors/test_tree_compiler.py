"""What is refused in a reactieschema: everything at once, each with its place."""

from typing import Any

import pytest

from processors.faults import Fault, FaultsError
from tests.processors.rows import compile_spec, outcome, question, spec


def _faults(tree: list[Any], outcomes: dict[str, Any], **more: Any) -> tuple[Fault, ...]:
    with pytest.raises(FaultsError) as caught:
        compile_spec(spec(tree, outcomes, **more))
    return caught.value.faults


def _said(faults: tuple[Fault, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.path, fault.what) for fault in faults]


_ASK = {"intent": "vraag"}
_YES_NO = {"yes": outcome(), "no": outcome()}


def test_an_unknown_target_is_named_with_a_suggestion() -> None:
    # Of `no`, which nothing leads to now, nothing is said: it is what the slip of the pen did.
    (first,) = _faults([question("a", _ASK, "yess"), {"anders": "yes"}], _YES_NO)
    assert (first.path, first.what) == (("tree", 0, "ja"), "'yess' is not a known outcome or question")
    assert first.hint == "did you mean yes?"


def test_a_chain_that_ends_in_a_question_misses_a_branch() -> None:
    inner = [question("b", {"reply": True}, "no")]
    assert _said(_faults([question("a", _ASK, inner), {"anders": "yes"}], _YES_NO)) == [
        (("tree", 0, "ja", 0), "b has no way on when the answer is nee")
    ]
    assert _said(_faults([question("a", _ASK, []), {"anders": "yes"}], {"yes": outcome()})) == [
        (("tree", 0, "ja"), "the chain is empty")
    ]


def test_ids_are_unique_among_questions_and_outcomes() -> None:
    twice = [question("a", _ASK, "yes"), question("a", {"reply": True}, "no"), {"anders": "no"}]
    assert (("tree", 1, "id"), "the id a is taken by an earlier question") in _said(_faults(twice, _YES_NO))
    both = [question("yes", _ASK, "yes"), {"anders": "no"}]
    assert (("tree", 0, "id"), "yes is an outcome as well") in _said(_faults(both, _YES_NO))


def test_what_no_way_leads_to_is_found() -> None:
    tree = [
        question("a", _ASK, "yes", nee="yes"),
        question("lost", {"reply": True}, "no"),
        {"anders": "no"},
    ]
    assert _said(_faults(tree, {**_YES_NO, "never": outcome()})) == [
        (("tree", 1, "id"), "no way leads to the question lost"),
        (("outcomes", "no"), "no way leads to the outcome no"),
        (("outcomes", "never"), "no way leads to the outcome never"),
    ]
    after = [question("a", _ASK, "yes"), {"anders": "no"}, question("late", _ASK, "yes"), {"anders": "no"}]
    assert (("tree", 2), "comes after anders, so nothing gets here") in _said(_faults(after, _YES_NO))


def test_going_round_in_a_circle_is_found() -> None:
    tree = [question("a", _ASK, [question("b", {"reply": True}, "a"), {"anders": "yes"}]), {"anders": "no"}]
    assert _said(_faults(tree, _YES_NO)) == [(("tree", 0, "id"), "the questions go round: a > b > a")]
    itself = [question("a", _ASK, "a"), {"anders": "no"}]
    assert (("tree", 0, "id"), "the questions go round: a > a") in _said(_faults(itself, {"no": outcome()}))


def test_two_ways_to_one_question_are_no_circle() -> None:
    shared = [question("c", {"reply": True}, "yes"), {"anders": "no"}]
    tree = [question("a", _ASK, "c"), question("b", {"abstained": True}, "c", nee=shared)]
    assert compile_spec(spec(tree, _YES_NO)).root == "a"


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"clock": "soon"}, ("clock",), "'soon' is not a known clock"),
        ({"departments": ["sports"]}, ("departments", 0), "'sports' is not a known department"),
        ({"manner": "openbaar"}, ("manner",), "niet-reageren says nothing, so in no manner"),
        ({"template": "vraag"}, ("template",), "a template, but nothing is said"),
        (
            {"action": "verbergen", "manner": "openbaar", "template": "hello"},
            ("template",),
            "'hello' is not a known template",
        ),
        ({"voice": "koor"}, ("voice",), "'koor' is not a known voice"),
        ({"clock": "now", "ruling": "ooit"}, ("ruling",), "'ooit' is not a known clock"),
        ({"ruling": "now"}, ("ruling",), "a ruling, but no clock for the answer before it"),
        ({"human": True}, ("departments",), "a person must look, but nobody gets it"),
        ({"action": "reageren", "clock": "now"}, ("manner",), "reageren says something, but in no manner"),
        ({"action": "reageren", "manner": "openbaar"}, ("clock",), "reageren has to be done by some time"),
        ({"action": "escaleren"}, ("human",), "escaleren reaches nobody when no person looks"),
    ],
)
def test_an_outcome_makes_sense(changes: dict[str, Any], path: tuple[str, ...], what: str) -> None:
    other = outcome(action="volgen", clock="now")
    tree = [question("a", _ASK, "it"), {"anders": "other"}]
    (fault,) = _faults(tree, {"it": outcome(**changes), "other": other}, clocks={"now": "PT0S"})
    assert (fault.path, fault.what) == (("outcomes", "it", *path), what)


def test_everything_wrong_is_said_at_once() -> None:
    tree = [question("a", {"intnt": "x"}, "gone"), question("b", {"topic": "x"}, "yes")]
    faults = _faults(tree, {"yes": outcome(clock="soon"), "no": outcome()}, clocks={"late": "P1D"})
    assert {fault.path for fault in faults} == {
        ("tree", 0, "ja"),
        ("tree", 1),
        ("tree", 0, "als", "intnt"),
        ("tree", 1, "als", "topic"),
        ("outcomes", "yes", "clock"),
        ("clocks", "late"),
    }
    assert "tree.0.als.intnt: 'intnt' is not a known feature" in str(FaultsError(faults))
