"""What is said to be different between two rule sets: everything that is, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.condition_meaning import same
from processors.condition_words import FEATURE_WORDS, FLAG_WORDS
from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf, compiled
from processors.features import FEATURES, FeatureRow
from processors.signals import SignalSet
from processors.tree import Outcome
from processors.tree_diff import Rules, differences
from processors.tree_diff_words import FIELD_WORDS, sentence
from processors.tree_spec import TreeSpec
from tests.processors.rows import ROWS, SIGNALS, compile_spec, outcome, question


def _content() -> dict[str, Any]:
    """A small schema with a set, a fragment, nested chains and an own nee."""
    return {
        "version": "een",
        "sets": {"wil-iets": ["vraag", "melding", "klacht"]},
        "fragments": {"alleen-wij": {"any": [{"visibility": "direct"}, {"channel": ["counter", "yammer"]}]}},
        "clocks": {"snel": {"working_hours": 4}, "traag": {"working_days": 3}},
        "tree": [
            question("gevaar", {"any": [{"intent": "noodgeval"}, {"signals": ["gevaar.*"]}]}, "alarm"),
            question(
                "afgeschermd",
                {"fragment": "alleen-wij", "intent": {"in": "wil-iets"}},
                [question("boos", {"sentiment": "negatief"}, "mens"), {"anders": "antwoord"}],
            ),
            question(
                "stuk",
                {"intent": "melding", "topic": ["wegdek", "water"]},
                [
                    question("bereik", {"followers": {">=": 10_000}}, "mens"),
                    question("kort", {"words": {"<": 8}}, "antwoord", nee="ploeg"),
                ],
            ),
            question("iets", {"intent": {"in": "wil-iets"}}, "antwoord"),
            {"anders": "stil"},
        ],
        "outcomes": {
            "alarm": outcome(action="escaleren", clock="snel", departments=["politie"], human=True),
            "mens": outcome(action="volgen", clock="snel", departments=["communicatie"], human=True),
            "antwoord": outcome(action="reageren", manner="openbaar", clock="snel", template="vraag"),
            "ploeg": outcome(action="reageren", manner="openbaar", clock="traag", departments=["topic"]),
            "stil": outcome(),
        },
    }


def _rules(content: dict[str, Any], **more: Any) -> Rules:
    read = TreeSpec.model_validate(content)
    return Rules(read, compile_spec(read), **more)


def _said(old: Rules, new: Rules) -> list[str]:
    return [sentence(change, "en") for change in differences(old, new)]


def _changed(change: Callable[[dict[str, Any]], Any]) -> list[str]:
    content = _content()
    change(content)
    return _said(_rules(_content()), _rules(content))


def _put(content: Any, *path: str | int, to: Any) -> None:
    for part in path[:-1]:
        content = content[part]
    content[path[-1]] = to


def test_a_rule_set_does_not_differ_from_itself() -> None:
    assert differences(_rules(_content()), _rules(_content())) == ()


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        (
            ("tree", 2, "als", "topic"),
            ["water", "wegdek", "verlichting"],
            "Question 'Is het stuk?' (stuk) now also asks for topic verlichting.",
        ),
        (
            ("tree", 2, "als", "topic"),
            "wegdek",
            "Question 'Is het stuk?' (stuk) no longer asks for topic water.",
        ),
        (
            ("tree", 2, "ja", 0, "als", "followers", ">="),
            5000,
            "Question 'Is het bereik?' (bereik) now has a threshold of 5000 for followers (was 10000).",
        ),
        (
            ("tree", 2, "ja", 0, "als", "followers", ">="),
            1234567,
            "Question 'Is het bereik?' (bereik) now has a threshold of 1234567 for followers (was 10000).",
        ),
        (
            ("tree", 2, "als", "reply"),
            False,
            "Question 'Is het stuk?' (stuk) now also asks whether this holds: it answers no message.",
        ),
        (
            ("tree", 0, "als", "any", 1, "signals"),
            ["gevaar.*", "misbruik.bedreiging"],
            "Question 'Is het gevaar?' (gevaar) now also asks for signal misbruik.bedreiging.",
        ),
        (
            ("tree", 2, "ja", 1, "als"),
            {"attachments": 0},
            "Question 'Is het kort?' (kort) now asks: attachments 0 (was: words: less than 8).",
        ),
        (
            ("sets", "wil-iets"),
            ["vraag", "melding", "klacht", "suggestie"],
            "Questions 'Is het afgeschermd?' (afgeschermd) and 'Is het iets?' (iets) now also ask for intent "
            "suggestie.",
        ),
        (
            ("fragments", "alleen-wij", "any", 1, "channel"),
            "counter",
            "Question 'Is het afgeschermd?' (afgeschermd) no longer asks for channel yammer.",
        ),
        (
            ("tree", 0, "vraag"),
            "Brandt het?",
            "Question 'Is het gevaar?' is now put as 'Brandt het?' (gevaar).",
        ),
        (
            ("tree", 1, "ja", 1, "anders"),
            "mens",
            "Question 'Is het boos?' (boos): nee now leads to outcome 'Silent' (mens) (was outcome 'Silent' "
            "(antwoord)).",
        ),
        (
            ("outcomes", "mens", "departments"),
            ["communicatie", "sport"],
            "Outcome 'Silent' (mens): now also goes to sport.",
        ),
        (
            ("clocks", "snel"),
            {"working_hours": 1},
            "Outcomes 'Silent' (alarm), 'Silent' (mens) and 'Silent' (antwoord): the clock is now 1 working hour "
            "(was 4 working hours).",
        ),
        (
            ("outcomes", "ploeg", "human"),
            True,
            "Outcome 'Silent' (ploeg): a person now looks.",
        ),
        (
            ("outcomes", "antwoord", "template"),
            "bedankt",
            "Outcome 'Silent' (antwoord): the reply is now bedankt (was vraag).",
        ),
        (("version",), "twee", "The version is now twee (was een)."),
    ],
)  # fmt: skip
def test_a_change_is_said_in_words(path: tuple[str | int, ...], to: Any, said: str) -> None:
    assert _changed(lambda content: _put(content, *path, to=to)) == [said]


def test_an_answer_that_leads_elsewhere_and_the_outcome_that_nothing_leads_to_any_more() -> None:
    def change(content: dict[str, Any]) -> None:
        content["tree"][0]["ja"] = "mens"
        del content["outcomes"]["alarm"]

    assert _changed(change) == [
        "Question 'Is het gevaar?' (gevaar): ja now leads to outcome 'Silent' (mens) (was outcome 'Silent' (alarm)).",
        "Outcome 'Silent' (alarm) is gone.",
    ]


def test_a_new_question_is_said_with_its_place_and_what_it_asks_and_nothing_more() -> None:
    new = question("bus", {"signals": ["derden.bus"]}, "mens")
    assert _changed(lambda content: content["tree"].insert(2, new)) == [
        "New question 'Is het bus?' (bus), after 'Is het afgeschermd?' (afgeschermd): signal derden.bus. "
        "Ja leads to outcome 'Silent' (mens)."
    ]


def test_a_question_that_is_gone_is_said_once() -> None:
    assert _changed(lambda content: content["tree"][2]["ja"].pop(0)) == [
        "Question 'Is het bereik?' (bereik), first under ja of 'Is het stuk?' (stuk), is gone."
    ]


def test_a_question_that_moved_is_said_once_with_its_new_place() -> None:
    def to_the_front(content: dict[str, Any]) -> None:
        content["tree"].insert(0, content["tree"].pop(3))

    def below(content: dict[str, Any]) -> None:
        content["tree"][1]["ja"].insert(1, content["tree"][2]["ja"].pop(0))

    assert _changed(to_the_front) == ["Question 'Is het iets?' (iets) now stands first."]
    assert _changed(below) == [
        "Question 'Is het bereik?' (bereik) now stands after 'Is het boos?' (boos) under ja of "
        "'Is het afgeschermd?' (afgeschermd)."
    ]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("tree", 2, "als"), {"all": [{"topic": ["water", "wegdek"]}, {"all": [{"intent": "melding"}]}]}),
        (("tree", 2, "als"), {"any": [{"topic": "wegdek"}, {"topic": "water"}], "intent": "melding"}),
        (
            ("tree", 2, "als"),
            {"not": {"any": [{"not": {"intent": "melding"}}, {"not": {"topic": ["wegdek", "water"]}}]}},
        ),
        (("tree", 2, "ja", 1, "als"), {"words": {"<=": 7}}),
        (("tree", 2, "ja", 1, "als"), {"not": {"words": {">=": 8}}}),
        (("tree", 2, "ja", 0, "als"), {"followers": {">": 9_999}}),
        (("tree", 0, "als", "any"), [{"signals": ["gevaar.brand", "gevaar.gas"]}, {"intent": "noodgeval"}]),
        (("sets", "wil-iets"), ["klacht", "vraag", "melding"]),
        (("clocks",), {"traag": {"working_days": 3}, "snel": {"working_hours": 4}}),
    ],
)
def test_another_way_to_write_the_same_is_no_difference(path: tuple[str | int, ...], to: Any) -> None:
    assert _changed(lambda content: _put(content, *path, to=to)) == []


def test_what_a_fragment_says_written_out_and_a_nee_instead_of_the_next_line_are_no_difference() -> None:
    def change(content: dict[str, Any]) -> None:
        content["tree"][1]["als"]["any"] = content.pop("fragments")["alleen-wij"]["any"]
        del content["tree"][1]["als"]["fragment"]
        content["tree"][2:] = [{**content["tree"][2], "nee": content["tree"][3:]}]

    assert _changed(change) == []


def test_of_a_number_that_may_be_unknown_the_other_side_of_a_bound_is_not_its_opposite() -> None:
    assert _changed(lambda content: _put(content, "tree", 2, "ja", 0, "als", to={"not": {"followers": {"<": 10_000}}}))


def test_replies_signals_and_what_else_the_city_set_are_compared() -> None:
    signal = {"topic": "zwembad", "phrases": ["zwembad"]}
    more = {"intent": "vraag", "topic": "zwembad", "phrases": ["zwembad", "wedstrijdbad"]}
    old = _rules(
        _content(),
        templates={"vraag": {"nl": "Dag!", "fr": "Bonjour!"}, "oud": {"nl": "Oei"}},
        signals=SignalSet.model_validate({"signals": {"zwembad.bad": signal, "weg.put": signal}}),
        facts={("hours", "za"): "–", ("closed", "2026-12-24"): "–"},
    )
    new = _rules(
        _content(),
        templates={"vraag": {"nl": "Hallo!", "en": "Hello!", "fr": "Bonjour!"}},
        signals=SignalSet.model_validate({"signals": {"zwembad.bad": more, "weg.gat": signal}}),
        facts={("hours", "za"): "09:00-12:00"},
    )
    assert _said(old, new) == [
        "The text of reply vraag (for 'Silent' (antwoord)) was added in en and is different in nl.",
        "The text of reply oud is gone in nl.",
        "The working hours on za: 09:00-12:00 (was –).",
        "Gone: the closing day 2026-12-24 (was –).",
        "Signal zwembad.bad: 1 phrase more and votes otherwise.",
        "Signal weg.put: is gone and 1 phrase less.",
        "Signal weg.gat: is new and 1 phrase more.",
    ]


def test_a_sentence_is_in_the_language_of_its_reader() -> None:
    content = _content()
    content["tree"][2]["als"]["topic"] = ["wegdek", "verlichting"]
    (change,) = differences(_rules(_content()), _rules(content))
    assert sentence(change, "nl") == (
        "De vraag 'Is het stuk?' (stuk) vraagt nu ook naar onderwerp verlichting "
        "en vraagt niet meer naar onderwerp water."
    )


def test_there_are_words_for_every_feature_and_every_field_of_an_outcome() -> None:
    assert FLAG_WORDS.keys() == {name for name, feature in FEATURES.items() if feature.kind == "flag"}
    assert FEATURE_WORDS.keys() == FEATURES.keys() - FLAG_WORDS.keys()
    assert FIELD_WORDS.keys() == set(Outcome.__slots__) - {"id", "clock_name"}


# --- Any two rule sets

_CHAINS = (("tree",), ("tree", 1, "ja"), ("tree", 2, "ja"))
_QUESTIONS = (*(("tree", n) for n in range(4)), ("tree", 1, "ja", 0), ("tree", 2, "ja", 0), ("tree", 2, "ja", 1))
_OUTCOMES = tuple(_content()["outcomes"])
_WAYS_ON = (
    (("tree", 0), "ja"),
    (("tree", 3), "ja"),
    (("tree", 4), "anders"),
    (("tree", 1, "ja", 1), "anders"),
    (("tree", 2, "ja", 1), "ja"),
    (("tree", 2, "ja", 1), "nee"),
)
_FIELDS = (
    ("label", {"nl": "Stil", "en": "Hush"}),
    ("reason", "Daarom."),
    ("departments", ["sport", "topic"]),
    ("voice", "stad"),
    ("manner", "persoonlijk"),
    ("template", "bedankt"),
    ("ruling", "traag"),
)


def _at(content: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        content = content[part]
    return content


def _negate(content: dict[str, Any], data: st.DataObject) -> None:
    asked = _at(content, data.draw(st.sampled_from(_QUESTIONS)))
    asked["als"] = {"not": asked["als"]}


def _narrow(content: dict[str, Any], data: st.DataObject) -> None:
    asked = _at(content, data.draw(st.sampled_from(_QUESTIONS)))
    asked["als"] = {"all": [asked["als"], {"attachments": data.draw(st.integers(0, 12))}]}


def _widen(content: dict[str, Any], data: st.DataObject) -> None:
    asked = _at(content, data.draw(st.sampled_from(_QUESTIONS)))
    asked["als"] = {"any": [asked["als"], {"attachments": data.draw(st.integers(0, 12))}]}


def _other_bound(content: dict[str, Any], data: st.DataObject) -> None:
    content["tree"][2]["ja"][0]["als"]["followers"][">="] += data.draw(st.sampled_from([-9_990, -1, 1, 500]))


def _other_set(content: dict[str, Any], data: st.DataObject) -> None:
    intents = FEATURES["intent"].values
    chosen = data.draw(st.lists(st.sampled_from(intents), min_size=1, unique=True))
    if set(chosen) == set(content["sets"]["wil-iets"]):
        chosen.append("spam")
    content["sets"]["wil-iets"] = chosen


def _insert(content: dict[str, Any], data: st.DataObject) -> None:
    chain = _at(content, data.draw(st.sampled_from(_CHAINS)))
    new = question("nieuw", {"language": "fr"}, data.draw(st.sampled_from(_OUTCOMES)))
    chain.insert(data.draw(st.integers(0, len(chain) - 1)), new)


def _remove(content: dict[str, Any], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_QUESTIONS[:-1]))  # the last one ends its chain
    del _at(content, path[:-1])[path[-1]]


def _swap(content: dict[str, Any], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 2))
    chain = content["tree"]
    chain[place], chain[place + 1] = chain[place + 1], chain[place]


def _lead_elsewhere(content: dict[str, Any], data: st.DataObject) -> None:
    place, key = data.draw(st.sampled_from(_WAYS_ON))
    line = _at(content, place)
    line[key] = data.draw(st.sampled_from([id for id in _OUTCOMES if id != line[key]]))


def _reword(content: dict[str, Any], data: st.DataObject) -> None:
    _at(content, data.draw(st.sampled_from(_QUESTIONS)))[data.draw(st.sampled_from(["vraag", "waarom"]))] = "Anders?"


def _other_outcome(content: dict[str, Any], data: st.DataObject) -> None:
    key, value = data.draw(st.sampled_from(_FIELDS))
    content["outcomes"]["antwoord"][key] = value


def _other_clock(content: dict[str, Any], data: st.DataObject) -> None:
    content["clocks"]["snel"] = {"working_hours": data.draw(st.integers(5, 20))}


_Mutation = Callable[[dict[str, Any], st.DataObject], None]
_TREE_MUTATIONS: tuple[_Mutation, ...] = (_negate, _narrow, _widen, _other_bound, _other_set, _insert, _remove, _swap)
_MUTATIONS: tuple[_Mutation, ...] = (*_TREE_MUTATIONS, _lead_elsewhere, _reword, _other_outcome, _other_clock)


def _tidied(content: dict[str, Any]) -> dict[str, Any]:
    """Without what nothing leads to or uses any more, which would be refused."""
    written = str((content["tree"], content["fragments"]))
    content["outcomes"] = {id: each for id, each in content["outcomes"].items() if f"'{id}'" in written}
    for kind, used in (("fragments", str(content["tree"])), ("sets", written), ("clocks", str(content["outcomes"]))):
        content[kind] = {name: each for name, each in content[kind].items() if f"'{name}'" in used}
    return content


def _mutated(mutate: _Mutation, data: st.DataObject) -> Rules:
    content = _content()
    mutate(content, data)
    return _rules(_tidied(content))


@settings(deadline=None, max_examples=25)
@given(data=st.data())
@pytest.mark.parametrize("mutate", _MUTATIONS)
def test_every_single_change_is_said(mutate: _Mutation, data: st.DataObject) -> None:
    old, new = _rules(_content()), _mutated(mutate, data)
    for before, after in ((old, new), (new, old)):
        found = differences(before, after)
        assert found
        for change in found:
            assert sentence(change, "nl").endswith(".")
            assert sentence(change, "en").endswith(".")
    assert differences(new, new) == ()


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(
        st.sets(st.sampled_from(["vraag", "klacht", "spam"])).map(lambda found: OneOf("intent", frozenset(found))),
        st.sets(st.booleans()).map(lambda found: OneOf("reply", frozenset(found))),
        st.sets(st.none() | st.integers(0, 3)).map(lambda found: OneOf("followers", frozenset(found))),
        st.builds(
            Compare, st.sampled_from(["followers", "words"]), st.sampled_from([">=", "<", ">", "<="]), st.integers(0, 9)
        ),
        st.builds(Compare, st.just("intent_confidence"), st.sampled_from([">", "<="]), st.sampled_from([0.25, 0.5])),
        st.sets(st.sampled_from(SIGNALS)).map(lambda found: HasSignal(tuple(sorted(found)), frozenset(found))),
    ),
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.lists(parts, max_size=3).map(lambda found: AllOf(tuple(found))),
        st.lists(parts, max_size=3).map(lambda found: AnyOf(tuple(found))),
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=150)
@given(CONDITIONS, CONDITIONS, st.lists(ROWS, min_size=5, max_size=5))
def test_conditions_that_mean_the_same_hold_of_the_same_messages(
    one: Condition, other: Condition, rows: list[FeatureRow]
) -> None:
    assert same(one, one)
    assert same(Not(Not(one)), AllOf((AnyOf((one, one)),)))
    assert same(Not(AllOf((one, other))), AnyOf((Not(other), Not(one))))
    for pair in ((one, other), (one, Not(one)), (AllOf((one, other)), one)):
        if same(*pair):
            left, right = map(compiled, pair)
            assert all(left(row) == right(row) for row in rows)


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(_TREE_MUTATIONS), st.data(), st.lists(ROWS, min_size=5, max_size=5))
def test_without_a_difference_every_message_goes_the_same_way(
    mutate: _Mutation, data: st.DataObject, rows: list[FeatureRow]
) -> None:
    """Of two changes of one kind, which are often the same, or change nothing that matters."""
    old, new = _mutated(mutate, data), _mutated(mutate, data)
    if not differences(old, new):
        for row in rows:
            (was, path), (now, new_path) = old.tree.decide(row), new.tree.decide(row)
            assert was == now
            assert [(step.node, step.answer) for step in path] == [(step.node, step.answer) for step in new_path]
