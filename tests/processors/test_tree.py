"""Deciding: the way through the questions, the same for the same row, at any size."""

from hypothesis import given, settings

from processors.features import FeatureRow
from processors.tree import content_hash
from schemas.decision import Step
from tests.processors.rows import ROWS, asking, compile_spec, outcome, question, row, spec

_OUTCOMES = {name: outcome() for name in ("gevaar", "vraag-snel", "vraag", "rest")}
_TREE = [
    question("danger", {"intent": "noodgeval"}, "gevaar"),
    question("asks", {"intent": "vraag"}, [question("short", {"words": {"<": 5}}, "vraag-snel"), {"anders": "vraag"}]),
    {"anders": "rest"},
]


def test_the_way_is_the_questions_in_the_order_asked() -> None:
    found, path = compile_spec(spec(_TREE, _OUTCOMES)).decide(row(words=4))
    assert found.id == "vraag-snel"
    assert path == (
        Step(node="danger", answer=False, saw={"intent": "vraag"}),
        Step(node="asks", answer=True, saw={"intent": "vraag"}),
        Step(node="short", answer=True, saw={"words": 4}),
    )


def test_nee_can_lead_elsewhere_and_a_question_can_be_shared() -> None:
    tree = compile_spec(
        spec(
            [
                question(
                    "public",
                    {"visibility": "public"},
                    "asks",
                    nee=[question("asks", {"intent": "vraag"}, "a"), {"anders": "b"}],
                ),
            ],
            {"a": outcome(), "b": outcome()},
        )
    )
    for visibility in ("public", "direct"):
        found, path = tree.decide(row(visibility=visibility))
        assert (found.id, [step.node for step in path]) == ("a", ["public", "asks"])


def test_a_tree_can_be_walked_as_a_picture_needs() -> None:
    tree = compile_spec(spec(_TREE, _OUTCOMES))
    assert tree.root == "danger"
    assert list(tree.nodes) == ["danger", "asks", "short"]
    assert {id: (node.ja, node.nee) for id, node in tree.nodes.items()} == {
        "danger": ("gevaar", "asks"),
        "asks": ("short", "rest"),
        "short": ("vraag-snel", "vraag"),
    }
    assert tree.nodes["asks"].vraag == "Is het asks?"
    assert set(tree.outcomes) == set(_OUTCOMES)


def test_a_tree_without_questions_decides_too() -> None:
    found, path = compile_spec(spec([{"anders": "rest"}], {"rest": outcome()})).decide(row())
    assert (found.id, path) == ("rest", ())


@settings(deadline=None)
@given(ROWS)
def test_the_same_row_gives_the_same_way_whatever_came_before(found: FeatureRow) -> None:
    used = compile_spec(spec(_TREE, _OUTCOMES))
    for other in (row(words=2), row(intent="noodgeval"), found):
        used.decide(other)
    assert used.decide(found) == compile_spec(spec(_TREE, _OUTCOMES)).decide(found)


def test_three_thousand_questions_are_asked_in_order() -> None:
    chain = [question(f"q{n}", {"followers": n}, "yes") for n in range(3_000)]
    tree = compile_spec(spec([*chain, {"anders": "no"}], {"yes": outcome(), "no": outcome()}))
    found, path = tree.decide(row(followers=2_999))
    assert found.id == "yes"
    assert [step.node for step in path] == [f"q{n}" for n in range(3_000)]


def test_the_hash_is_of_the_content() -> None:
    hashes = [
        content_hash(spec(_TREE, _OUTCOMES)),
        content_hash(spec(list(_TREE), dict(reversed(_OUTCOMES.items())))),
        content_hash(spec(_TREE, {**_OUTCOMES, "rest": outcome(reason="Anders.")})),
        content_hash(spec([*_TREE[:-1], {"anders": "vraag"}], _OUTCOMES)),
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3
    assert all(len(each) == 12 and int(each, 16) >= 0 for each in hashes)
    assert compile_spec(spec(_TREE, _OUTCOMES)).hash == hashes[0]
    assert asking({"intent": "vraag"}).version == "test"
