"""Counts a branch, and one message's way, against the tree's own decisions."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from processors.features import FeatureRow
from processors.tree import Tree
from schemas.decision import Decision
from schemas.vocabulary import Action, Manner
from stadsgesprek.pictures.counts import counts_by_branch, walk
from stadsgesprek.pictures.notes import count_notes, way_notes
from stadsgesprek.pictures.way import Way, way_of
from tests.processors.rows import ROWS, asking, row
from tests.stadsgesprek.pictures.trees import antwerp, scene, trees


def _way(tree: Tree, asked: FeatureRow) -> str:
    return ">".join(step.node for step in tree.decide(asked)[1] if step.answer)


@settings(max_examples=100, deadline=None)
@given(tree=trees(), asked=st.lists(ROWS, max_size=12))
def test_a_way_is_walked_as_it_was_decided(tree: Tree, asked: list[FeatureRow]) -> None:
    ways: dict[str, int] = {}
    told: dict[tuple[str, bool], int] = {}
    for each in asked:
        path = tree.decide(each)[1]
        assert walk(tree, _way(tree, each)) == tuple((step.node, step.answer) for step in path)
        ways[_way(tree, each)] = ways.get(_way(tree, each), 0) + 1
        for step in path:
            told[step.node, step.answer] = told.get((step.node, step.answer), 0) + 1
    counts = counts_by_branch(tree, ways)
    assert counts.branches == told
    assert (counts.total, counts.elsewhere) == (len(asked), 0)


@given(ways=st.dictionaries(st.text(alphabet="abc>it-", max_size=8), st.integers(1, 9), max_size=6))
def test_a_way_that_the_tree_does_not_have_is_counted_apart(ways: dict[str, int]) -> None:
    counts = counts_by_branch(asking({"intent": "vraag"}), ways)
    known = {way: count for way, count in ways.items() if way in {"", "it"}}
    assert counts.of(("it", True)) == known.get("it", 0)
    assert counts.of(("it", False)) == known.get("", 0)
    assert counts.elsewhere == sum(ways.values()) - sum(known.values())
    assert counts.ways == len(ways) - len(known)
    assert counts.total == sum(ways.values())


def test_what_went_elsewhere_is_said() -> None:
    shown = scene()
    counts = counts_by_branch(shown.tree, {"": 1200, "bestaat-niet": 1, "evenmin>dit": 2})
    since = datetime(2026, 3, 24, 7, 30, tzinfo=UTC)
    first, second = count_notes(counts, since, shown.speech)
    assert first == "Geteld: 1.203 berichten sinds dinsdag 24 maart 2026, 08:30."
    assert second.startswith("3 berichten werden langs een weg beslist die dit schema niet heeft")
    assert count_notes(counts_by_branch(shown.tree, {}), None, shown.speech) == (
        "Geteld: 0 berichten van alle tijden.",
    )


def _decision(tree: Tree, asked: FeatureRow, **changes: Any) -> Decision:
    outcome, path = tree.decide(asked)
    return Decision(
        **{
            "message": UUID(int=7),
            "revision": 0,
            "outcome": outcome.id,
            "action": Action.volgen,
            "manner": Manner.geen,
            "departments": (),
            "human": False,
            "deadline": None,
            "reason": "Daarom.",
            "path": path,
            "rules": tree.hash,
            "rules_version": tree.version,
            "decided": datetime(2026, 3, 24, tzinfo=UTC),
        }
        | changes
    )


@settings(max_examples=60, deadline=None)
@given(tree=trees(), asked=ROWS)
def test_the_way_of_a_decision_is_its_path(tree: Tree, asked: FeatureRow) -> None:
    decision = _decision(tree, asked)
    way = way_of(tree, decision)
    assert way == Way(frozenset((step.node, step.answer) for step in decision.path), decision.outcome)


def test_a_decision_of_other_rules_is_told_in_words() -> None:
    tree, other = antwerp().tree, asking({"intent": "vraag"})
    decision = _decision(other, row(), rules_version="2025-01")
    assert way_of(tree, decision) is None
    (elsewhere, steps) = way_notes(scene(), decision, None)
    assert "2025-01" in elsewhere
    assert steps == "1. it: ja. → yes"


def test_a_path_that_stops_short_is_not_drawn() -> None:
    tree = antwerp().tree
    decision = _decision(tree, row())
    assert way_of(tree, decision) is not None
    assert way_of(tree, decision.model_copy(update={"path": decision.path[:-1]})) is None
    assert way_of(tree, decision.model_copy(update={"outcome": "bestaat-niet"})) is None
    assert way_of(tree, decision.model_copy(update={"path": (*decision.path, decision.path[0])})) is None


def test_the_note_of_a_way_names_the_outcome() -> None:
    shown = scene()
    decision = _decision(shown.tree, row(intent="noodgeval", urgency="acuut"))
    way = way_of(shown.tree, decision)
    assert way is not None
    assert shown.tree.outcomes[decision.outcome].label.nl in way_notes(shown, decision, way)[-1]
