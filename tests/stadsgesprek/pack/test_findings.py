"""Faults put into Antwerp's reactieschema on purpose: each is found, on its line, with a message that shows it."""

from functools import cache

import pytest

from processors.analysis import same_decisions
from schemas.vocabulary import Action, Manner
from stadsgesprek.pack import Pack, Problem, builtin, compiled, read_files
from stadsgesprek.pack.findings import Findings, findings

_TREE = "reactieschema.yaml"


@cache
def _antwerp() -> Pack:
    return compiled(read_files(builtin("antwerpen")))


def _spoilt(text: str) -> Findings:
    pack = compiled({**_antwerp().files, _TREE: text.encode()}, before=_antwerp())
    return findings(pack)


def _text() -> str:
    return _antwerp().files[_TREE].decode()


def _first(question: str) -> str:
    """The tree with another question before all others."""
    return _text().replace("\ntree:\n", f"\ntree:\n{question}\n", 1)


def _question(als: str, ja: str) -> str:
    vraag, waarom = "Is dit een proef?", "Om te zien of de controle het ziet."
    return f"  - id: proef\n    vraag: {vraag}\n    waarom: {waarom}\n    als: {als}\n    ja: {ja}\n"


def _silent() -> str:
    """The id of an outcome that says nothing and reaches nobody."""
    outcomes = _antwerp().city.tree.outcomes.values()
    return next(each.id for each in outcomes if each.action is Action.niet_reageren and not each.human)


def _on(problems: tuple[Problem, ...], start: str) -> list[Problem]:
    return [each for each in problems if each.what.startswith(start)]


def test_antwerp_has_no_errors_and_is_analysed_exactly() -> None:
    found = findings(_antwerp())
    assert [str(problem) for problem in found.errors] == []
    assert found.report.exact
    assert found.report.all_parts
    assert found.report.combinations > 10**9


def test_a_shadowed_question_is_found_on_its_line_with_what_takes_its_messages() -> None:
    first = _question("{intent: klacht}", _silent())
    later = _question("{intent: klacht, words: {'>': 3}}", _silent()).replace("id: proef", "id: schaduw")
    text = _first(f"{first}\n{later}")
    (problem,) = _on(_spoilt(text).errors, "the answer to schaduw ")
    assert problem.what == (
        "the answer to schaduw is always nee: all that would be ja has gone another way at proef (ja)"
    )
    assert text.splitlines()[(problem.line or 0) - 1] == "  - id: schaduw"
    assert "; for instance intent klacht, " in problem.hint
    assert problem.hint.endswith(f"proef ja > {_silent()}")


def test_an_outcome_that_nothing_gets_to_any_more_is_found_on_its_line() -> None:
    text = _first(_question("{intent: noodgeval}", _silent()))
    found = _spoilt(text)
    lost = _on(found.errors, "no message gets to the outcome ")
    assert lost
    for problem in lost:
        line = text.splitlines()[(problem.line or 0) - 1]
        assert line == f"  {problem.what.removeprefix('no message gets to the outcome ')}:"
        assert problem.hint.startswith("see ")


@pytest.mark.parametrize(
    ("als", "rule"),
    [
        ("{intent: noodgeval}", "noodgeval: an emergency reaches a person at once"),
        ("{intent: misbruik, urgency: hoog}", "bedreiging: a threat is seen by a person and never met with silence"),
    ],
)
def test_silence_where_a_person_must_look_breaks_an_invariant(als: str, rule: str) -> None:
    found = _spoilt(_first(_question(als, _silent())))
    (problem,) = [each for each in found.errors if each.what == f"the outcome {_silent()} breaks {rule}"]
    assert problem.hint.endswith(f": proef ja > {_silent()}")


@pytest.mark.parametrize(
    ("als", "rule"),
    [
        ("{personal_data: true}", "persoonsgegevens: a public message with personal data is never answered in public"),
        ("{visibility: direct}", "onder-vier-ogen: what only the city can read is never answered where others can"),
        ("{channel: counter}", "onder-vier-ogen: what only the city can read is never answered where others can"),
    ],
)
def test_a_public_answer_to_what_is_private_breaks_an_invariant(als: str, rule: str) -> None:
    outcomes = _antwerp().city.tree.outcomes.values()
    public = next(each.id for each in outcomes if each.manner is Manner.openbaar and each.action is Action.reageren)
    found = _spoilt(_first(_question(als, public)))
    assert f"the outcome {public} breaks {rule}" in {each.what for each in found.errors}


def test_a_tree_decides_like_itself_and_not_like_one_with_a_question_more() -> None:
    tree = _antwerp().city.tree
    assert same_decisions(tree, tree) is None
    changed = _first(_question("{words: 7, length: 77}", _silent())).encode()
    other = compiled({**_antwerp().files, _TREE: changed}, before=_antwerp()).city.tree
    difference = same_decisions(tree, other)
    assert difference is not None
    assert (difference.row.words, difference.row.length, difference.b.id) == (7, 77, _silent())
    assert tree.decide(difference.row)[0] == difference.a != difference.b
