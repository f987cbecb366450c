"""Every number of a reactieschema is found where it is written."""

from typing import Any

from processors.thresholds import SHARES, thresholds, users
from processors.tree_spec import TreeSpec
from stadsgesprek.pack import builtin, read_files
from stadsgesprek.pack.document import read_document
from stadsgesprek.pack.edit import edited

_FILE = read_files(builtin("antwerpen"))["reactieschema.yaml"]


def _spec(content: bytes = _FILE) -> TreeSpec:
    return TreeSpec.model_validate(read_document("", content).data)


def _tree(als: Any, fragments: dict[str, Any] | None = None) -> TreeSpec:
    question = {"id": "een", "vraag": "Is het zo?", "waarom": "Daarom.", "als": als, "ja": "stil"}
    label = {"nl": "Stil", "en": "Silence"}
    return TreeSpec.model_validate(
        {
            "version": "1",
            "fragments": fragments or {},
            "tree": [question, {"anders": "stil"}],
            "outcomes": {"stil": {"label": label, "action": "niet-reageren", "reason": "Niets te zeggen."}},
        }
    )


def test_each_number_of_antwerp_can_be_changed_where_it_was_found() -> None:
    found = thresholds(_spec())
    assert len({each.key for each in found}) == len(found) > 5
    for number, each in enumerate(found):
        new = each.bound / 2 if each.feature in SHARES else each.bound + 1
        after = thresholds(_spec(edited(_FILE, {each.path: new})))
        assert [other.bound for other in after] == [
            new if index == number else other.bound for index, other in enumerate(found)
        ]


def test_numbers_in_all_any_and_not_are_found_and_nothing_else() -> None:
    als = {
        "all": [{"words": {">=": 3, "<": 9}}, {"any": [{"not": {"intent_confidence": {"<": 0.5}}}]}],
        "followers": 10,
        "topic": {"in": "set"},
        "hour": {">=": "acht", "<": True},
    }
    assert [(each.at, each.feature, each.sign, each.bound) for each in thresholds(_tree(als))] == [
        ("een", "words", ">=", 3),
        ("een", "words", "<", 9),
        ("een", "intent_confidence", "<", 0.5),
    ]


def test_what_is_no_condition_has_no_numbers() -> None:
    conditions: tuple[Any, ...] = (None, [], "words", {"any": "words"}, {"not": 3}, {"words": []})
    for als in conditions:
        assert thresholds(_tree(als, {"f": als})) == ()


def test_a_fragment_is_used_by_way_of_others_also_in_a_circle() -> None:
    fragments = {"a": {"words": {"<": 3}}, "b": {"not": {"fragment": "a"}}, "c": {"any": [{"fragment": "c"}]}}
    spec = _tree({"all": [{"fragment": "b"}]}, fragments)
    assert [each.id for each in users(spec, "a")] == ["een"]
    assert users(spec, "c") == ()
