"""What conditions mean, what they look at, and what is said of those that mean nothing."""

from fnmatch import fnmatchcase
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.faults import FaultsError
from processors.features import FEATURES, FeatureRow
from tests.processors.rows import LANGUAGES, ROWS, SIGNALS, asking, row


@pytest.mark.parametrize(
    ("als", "changes", "answer"),
    [
        ({"intent": "vraag"}, {}, True),
        ({"intent": "vraag"}, {"intent": "klacht"}, False),
        ({"intent": ["klacht", "vraag"]}, {}, True),
        ({"intent": "vraag", "topic": "sport"}, {}, False),
        ({"topic": {"in": "water"}}, {}, True),
        ({"topic2": None}, {}, True),
        ({"topic2": None}, {"topic2": "sport"}, False),
        ({"abstained": True}, {}, False),
        ({"attachments": 0}, {}, True),
        ({"words": {">=": 8, "<": 9}}, {}, True),
        ({"words": {">": 8}}, {}, False),
        ({"intent_confidence": {"<=": 0.5}}, {"intent_confidence": 0.5}, True),
        ({"followers": {">=": 0}}, {}, False),
        ({"followers": {"<": 5}}, {"followers": 4}, True),
        ({"followers": None}, {}, True),
        ({"signals": "gevaar.*"}, {"signals": ("gevaar.gas",)}, True),
        ({"signals": ["gevaar.*", "derden.*"]}, {"signals": ("formele-klacht",)}, False),
        ({"signals": ["formele-klacht"]}, {"signals": ("formele-klacht", "gevaar.gas")}, True),
        ({"signals": {"in": "erg"}}, {"signals": ("misbruik.bedreiging",)}, True),
        ({"language": "und"}, {"language": "und"}, True),
        ({"any": [{"intent": "klacht"}, {"topic": "zwembad"}]}, {}, True),
        ({"all": [{"intent": "klacht"}, {"topic": "zwembad"}]}, {}, False),
        ({"not": {"intent": "klacht"}}, {}, True),
        ({"not": {"any": [{"reply": True}, {"not": {"channel": "twitter"}}]}}, {}, True),
    ],
)
def test_what_conditions_mean(als: Any, changes: dict[str, Any], answer: bool) -> None:
    sets = {"water": ["zwembad", "water"], "erg": ["misbruik.*", "gevaar.gas"]}
    named = {name: values for name, values in sets.items() if f"{{'in': '{name}'}}" in str(als)}
    found, (step,) = asking(als, sets=named).decide(row(**changes))
    assert (found.id, step.answer) == (("yes", True) if answer else ("no", False))


def test_a_step_holds_what_was_looked_at_and_no_more() -> None:
    als = {"intent": "vraag", "any": [{"signals": ["gevaar.*"]}, {"followers": {">": 10}}]}
    _, (step,) = asking(als).decide(row(followers=11, signals=("formele-klacht", "gevaar.brand", "gevaar.gas")))
    assert step.saw == {"intent": "vraag", "followers": 11, "signals": ("gevaar.brand", "gevaar.gas")}


_PLAIN = st.sampled_from([name for name, feature in FEATURES.items() if feature.kind in {"choice", "flag"}])
_NUMBERS = st.sampled_from([name for name, feature in FEATURES.items() if feature.kind == "number"])


@st.composite
def _leaf(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["one", "compare", "signals"]))
    if kind == "signals":
        return {"signals": draw(st.lists(st.sampled_from([*SIGNALS, "gevaar.*"]), min_size=1))}
    if kind == "compare":
        signs = st.sampled_from([">=", ">", "<=", "<"])
        return {draw(_NUMBERS): draw(st.dictionaries(signs, st.integers(0, 12), min_size=1))}
    feature = FEATURES[draw(_PLAIN)]
    known: tuple[Any, ...] = (True, False) if feature.kind == "flag" else feature.values or LANGUAGES
    values = draw(st.lists(st.sampled_from([*known, None] if feature.optional else known), min_size=1))
    return {feature.name: values if len(values) > 1 else values[0]}


_CONDITIONS = st.recursive(
    _leaf(),
    lambda parts: st.one_of(
        st.fixed_dictionaries({"all": st.lists(parts, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(parts, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": parts}),
    ),
    max_leaves=6,
)


def _holds(als: dict[str, Any], found: FeatureRow) -> bool:
    """What a condition means, in the plainest words."""
    return all(_part_holds(name, value, found) for name, value in als.items())


def _part_holds(name: str, value: Any, found: FeatureRow) -> bool:
    match name:
        case "all":
            return all(_holds(part, found) for part in value)
        case "any":
            return any(_holds(part, found) for part in value)
        case "not":
            return not _holds(value, found)
        case "signals":
            return any(fnmatchcase(each, asked) for each in found.signals for asked in value)
    seen = getattr(found, name)
    if isinstance(value, dict):
        return seen is not None and all(_BOUNDS[sign](seen, bound) for sign, bound in value.items())
    return seen in (value if isinstance(value, list) else [value])


_BOUNDS = {
    ">=": lambda seen, bound: seen >= bound,
    ">": lambda seen, bound: seen > bound,
    "<=": lambda seen, bound: seen <= bound,
    "<": lambda seen, bound: seen < bound,
}


@settings(deadline=None)
@given(_CONDITIONS, st.lists(ROWS, min_size=1, max_size=4))
def test_compiled_conditions_mean_what_they_say(als: dict[str, Any], rows: list[FeatureRow]) -> None:
    tree = asking(als)
    for found in [*rows, *rows]:  # the second time from what the question remembers
        answer = _holds(als, found)
        outcome, (step,) = tree.decide(found)
        assert (outcome.id, step.answer) == (("yes", True) if answer else ("no", False))
        for name, value in step.saw.items():
            assert value == getattr(found, name) or name == "signals"


@pytest.mark.parametrize(
    ("als", "path", "what", "hint"),
    [
        ({"intnt": "vraag"}, ("intnt",), "'intnt' is not a known feature", "did you mean intent?"),
        ({"intent": "vraagje"}, ("intent",), "'vraagje' is not a value of intent", "did you mean vraag?"),
        ({"topic": ["zwembad", "zwembat"]}, ("topic",), "'zwembat' is not a value of topic", "zwembad"),
        ({"topic": {"in": "watr"}}, ("topic", "in"), "'watr' is not a known set", "did you mean water?"),
        ({"language": "nk"}, ("language",), "'nk' is not a value of language", "n"),
        ({"operation": "edited"}, ("operation",), "'operation' is not a known feature", ""),
        ({"intent": None}, ("intent",), "None is not a value of intent", ""),
        ({"abstained": "ja"}, ("abstained",), "'ja' is not a value of abstained", "true or false"),
        ({"abstained": 1}, ("abstained",), "1 is not a value of abstained", "true or false"),
        ({"attachments": True}, ("attachments",), "True is not a value of attachments", "a number"),
        ({"followers": {">=": "veel"}}, ("followers", ">="), "'veel' is not a number", ""),
        ({"followers": {"=>": 5}}, ("followers",), "['=>'] is not a comparison", ">="),
        ({"followers": {}}, ("followers",), "{} is not a comparison", ""),
        ({"intent": {">": 5}}, ("intent",), "intent is not a number", ""),
        ({"signals": ["gevar.*"]}, ("signals",), "'gevar.*' is not a known signal", "did you mean gevaar.*?"),
        ({"signals": ["gevaar"]}, ("signals",), "'gevaar' is not a known signal", "gevaar."),
        ({"signals": [5]}, ("signals",), "[5] is not a list of signals", ""),
        ({"signals": []}, ("signals",), "the list is empty", ""),
        ({"intent": []}, ("intent",), "the list is empty", ""),
        ({"all": []}, ("all",), "[] is not a list of conditions", ""),
        ({"any": {"intent": "vraag"}}, ("any",), "is not a list of conditions", ""),
        ({"not": "vraag"}, ("not",), "'vraag' is not a condition", ""),
        ({"any": [{"intent": "vraag"}, {}]}, ("any", 1), "{} is not a condition", ""),
        ("vraag", (), "'vraag' is not a condition", "{intent: vraag}"),
        (None, (), "None is not a condition", ""),
    ],
)
def test_what_is_wrong_with_a_condition(als: Any, path: tuple[Any, ...], what: str, hint: str) -> None:
    sets = {"water": ["zwembad"]}
    with pytest.raises(FaultsError) as caught:
        asking({"any": [als, {"topic": {"in": "water"}}]}, sets=sets)
    (fault,) = caught.value.faults
    assert fault.path == ("tree", 0, "als", "any", 0, *path)
    assert what in fault.what
    assert hint in fault.hint


def test_a_set_is_checked_where_it_is_used() -> None:
    with pytest.raises(FaultsError) as caught:
        asking({"topic": {"in": "mix"}, "intent": {"in": "mix"}}, sets={"mix": ["zwembad"], "spare": ["x"]})
    assert [(fault.path, fault.what) for fault in caught.value.faults] == [
        (("tree", 0, "als", "intent", "in"), "'zwembad' is not a value of intent (in the set mix)"),
        (("sets", "spare"), "no condition uses the set spare"),
    ]


def test_numbers_that_never_come_back_do_not_fill_the_memory() -> None:
    tree = asking({"followers": {">=": 5_000}})
    for followers in range(10_000):
        found, (step,) = tree.decide(row(followers=followers))
        assert (found.id == "yes") == step.answer == (followers >= 5_000)
        assert step.saw == {"followers": followers}


_FRAGMENTS = {
    "onder-vier-ogen": {"any": [{"visibility": "direct"}, {"channel": "counter"}]},
    "eigen": {"not": {"fragment": "onder-vier-ogen"}, "from_city": True},
}


def test_a_fragment_holds_as_if_it_stood_there() -> None:
    tree = asking({"fragment": "eigen"}, fragments=_FRAGMENTS)
    written = asking({"not": _FRAGMENTS["onder-vier-ogen"], "from_city": True})
    assert tree.nodes["it"].condition == written.nodes["it"].condition
    assert tree.decide(row(from_city=True))[0].id == "yes"
    assert tree.decide(row(from_city=True, visibility="direct"))[0].id == "no"


@pytest.mark.parametrize(
    ("als", "fragments", "faults"),
    [
        (
            {"fragment": "eign"},
            {"eigen": {"from_city": True}},
            [
                (("tree", 0, "als", "fragment"), "'eign' is not a known fragment", "did you mean eigen?"),
                (("fragments", "eigen"), "no condition uses the fragment eigen", "use it, or take it out"),
            ],
        ),
        (
            {"fragment": ["a"]},
            {},
            [(("tree", 0, "als", "fragment"), "['a'] is not a known fragment", "there are none yet")],
        ),
        (
            {"any": [{"fragment": "a"}, {"fragment": "a"}]},
            {"a": {"fragment": "b"}, "b": {"all": [{"fragment": "a"}, {"intnt": "vraag"}]}},
            [
                (
                    ("fragments", "b", "all", 0, "fragment"),
                    "the fragments go round: a > b > a",
                    "write one of them out",
                ),
                (("fragments", "b", "all", 1, "intnt"), "'intnt' is not a known feature", "did you mean intent?"),
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_fragment_is_said_once_where_it_is_written(
    als: Any, fragments: dict[str, Any], faults: list[tuple[Any, ...]]
) -> None:
    with pytest.raises(FaultsError) as caught:
        asking(als, fragments=fragments)
    assert [(fault.path, fault.what, fault.hint) for fault in caught.value.faults] == faults
