"""What the analysis says of trees with faults on purpose: each named, with the message that shows it."""

from datetime import timedelta
from typing import Any

import pytest

from processors.analysis import Finding, Kind, Report, TooLargeError, check, same_decisions
from processors.analysis.diagrams import ALL, Diagrams
from processors.calendar import CalendarSpec
from processors.clocks import Elapsed
from processors.conditions import AnyOf, Compare, Condition, HasSignal, OneOf
from processors.faults import FaultsError
from processors.invariants import INVARIANTS
from processors.ordinary import ORDINARY
from processors.tree import Node, Tree
from schemas.vocabulary import Action, Manner
from tests.processors.analysis.small import OUTCOMES, an_outcome, tree_of
from tests.processors.rows import compile_spec, outcome, question, spec

_HELP = outcome(action="escaleren", human=True, departments=["politie"], clock="nu", label={"nl": "Hulp", "en": "Help"})
_OUTCOMES = {"hulp": _HELP, "a": outcome(), "b": outcome(reason="Anders.")}
_DANGER = question("gevaar", {"intent": ["noodgeval", "misbruik"]}, "hulp")


def _checked(*questions: dict[str, Any], calendar: CalendarSpec | None = None, **more: Any) -> Report:
    """A tree that begins with danger and ends in b."""
    tree = [_DANGER, *questions, {"anders": "b"}]
    outcomes = {id: each for id, each in _OUTCOMES.items() if f"'{id}'" in repr(tree)}
    return check(compile_spec(spec(tree, outcomes, clocks={"nu": "PT0S"}, **more)), calendar)


def _only(report: Report, kind: Kind) -> Finding:
    (finding,) = [each for each in report.findings if each.kind is kind]
    return finding


def test_a_tree_in_which_everything_has_its_use_has_no_findings() -> None:
    report = _checked(question("vraag", {"intent": "vraag"}, "a"))
    assert (report.findings, report.exact) == ((), True)
    assert report.summary.startswith("exact over ")


def test_a_shadowed_question_names_what_takes_its_messages() -> None:
    report = _checked(
        question("wil-iets", {"intent": ["vraag", "klacht"]}, "b"),
        question("lang", {"words": {">": 30}}, "b"),
        question("klacht", {"intent": "klacht", "followers": {">=": 10_000}}, "a"),
    )
    shadowed = _only(report, Kind.always_nee)
    assert shadowed.what == (
        "the answer to klacht is always nee: all that would be ja has gone another way at wil-iets (ja)"
    )
    assert shadowed.is_error
    assert shadowed.row == ORDINARY._replace(intent="klacht", sentiment="negatief", followers=10_000)
    assert shadowed.example == (
        "intent klacht, sentiment negatief, channel twitter, visibility public, followers 10000: "
        "gevaar nee > wil-iets ja > b"
    )
    never = _only(report, Kind.outcome_never_reached)
    assert (never.at, never.hint) == ("a", "see klacht: the answer to klacht is always nee")
    assert never.example == shadowed.example
    assert set(report.errors) == {shadowed, never}


def test_a_question_behind_one_that_never_answers_so_is_never_reached() -> None:
    inner = [question("binnen", {"reply": True}, "a"), {"anders": "b"}]
    report = _checked(question("nooit", {"all": [{"words": {"<": 5}}, {"words": {">": 5}}]}, inner))
    assert _only(report, Kind.always_nee).what == "the answer to nooit is always nee: no message can give ja"
    found = _only(report, Kind.question_never_reached)
    assert (found.at, found.hint) == ("binnen", "see nooit: the answer to nooit is always nee")


def test_a_question_that_only_ja_can_follow_is_a_warning() -> None:
    report = _checked(question("geen-gevaar", {"not": {"intent": "noodgeval"}}, "a"))
    found = _only(report, Kind.always_ja)
    assert found.what == (
        "the answer to geen-gevaar is always ja: all that would be nee has gone another way at gevaar (ja)"
    )
    assert not found.is_error
    # What it keeps from others is found by itself.
    assert _only(report, Kind.outcome_never_reached).at == "b"


@pytest.mark.parametrize(
    "als",
    [
        {"urgency": "acuut"},  # an emergency alone
        {"intent": "spam", "urgency": "hoog"},
        {"intent": "klacht", "sentiment": "positief"},
        {"abstained": True, "topic": "sport"},
        {"topic": "overig", "topic2": "sport"},
        {"intent": "reactie", "urgency": "normaal"},
        {"words": 0, "language": "nl"},
        {"words": {">=": 10}, "length": {"<=": 18}},
        {"hour": 24},
        {"attachments": {">": 20}},
        {"words": 2.5},
        {"intent_confidence": {">": 1}},
    ],
)
def test_what_no_message_is_never_gets_a_ja(als: dict[str, Any]) -> None:
    assert _only(_checked(question("nooit", als, "a")), Kind.always_nee).at == "nooit"


@pytest.mark.parametrize(
    "als",
    [
        {"abstained": True, "topic": "overig"},
        {"words": {">=": 10}, "length": {"<=": 19}},
        {"words": {">": 2}, "not": {"words": {">=": 4}}},
        {"intent_confidence": {">": 0.5}, "not": {"intent_confidence": {">": 0.50000001}}},
        {"not": {"language": ["nl", "en", "fr", "und"]}},  # a text in another script is in none of the city's
        {"channel": "counter", "visibility": "public"},
        {"followers": None},
        {"office_hours": True, "weekday": "zo"},
    ],
)
def test_what_a_message_can_be_is_no_false_alarm(als: dict[str, Any]) -> None:
    assert _checked(question("soms", als, "a")).errors == ()


_WEEK = CalendarSpec.model_validate(
    {"working_hours": {day: ["09:00-12:30"] for day in ("ma", "di", "wo", "do", "vr")} | {"za": [], "zo": []}}
)


@pytest.mark.parametrize(
    ("als", "possible"),
    [
        ({"office_hours": True, "weekday": "zo"}, False),
        ({"office_hours": True, "hour": 3}, False),
        ({"office_hours": True, "hour": 13}, False),
        ({"office_hours": True, "hour": 12}, True),
        ({"office_hours": False, "hour": 10, "weekday": "ma"}, True),  # a holiday
    ],
)
def test_with_a_calendar_office_hours_are_within_the_hours_of_the_city(als: dict[str, Any], possible: bool) -> None:
    assert (_checked(question("soms", als, "a"), calendar=_WEEK).errors == ()) is possible


def test_personal_data_is_what_its_signals_find() -> None:
    found = HasSignal(("persoonsgegevens.*",), frozenset({"persoonsgegevens.contact"}))
    nodes = _chain(found, OneOf("personal_data", frozenset({True})))
    assert [each.at for each in check(tree_of(nodes)).findings if each.kind is Kind.always_nee] == []
    nodes = _chain(OneOf("personal_data", frozenset({True})), found)
    assert [each.at for each in check(tree_of(nodes)).findings if each.kind is Kind.always_nee] == ["q1"]


def _chain(*conditions: Condition) -> dict[str, Node]:
    """Questions after each other; a ja is `mens`, the last nee `stil`."""
    last = len(conditions) - 1
    return {
        f"q{n}": Node(f"q{n}", "Is het zo?", "Daarom.", condition, "mens", "stil" if n == last else f"q{n + 1}")
        for n, condition in enumerate(conditions)
    }


@pytest.mark.parametrize(
    ("als", "idle"),
    [
        ({"any": [{"intent": "vraag"}, {"not": {"intent": "klacht"}}]}, "intent: vraag"),
        ({"intent": ["noodgeval", "vraag"]}, "intent noodgeval"),
        ({"all": [{"words": {">": 5}}, {"words": {">": 3}}]}, "words: {>: 3}"),
        ({"signals": ["gevaar.*", "gevaar.gas"]}, "signals gevaar.gas"),
        ({"not": {"any": [{"intent": "noodgeval"}, {"reply": True}]}}, "intent: noodgeval"),
    ],
)
def test_a_part_without_effect_is_a_warning(als: dict[str, Any], idle: str) -> None:
    report = _checked(question("deel", als, "a"))
    found = _only(report, Kind.part_without_effect)
    assert found.what == f"{idle} makes no difference to deel: without it every answer is the same"
    assert report.errors == ()


def test_a_list_in_two_places_has_its_use_where_one_of_them_needs_it() -> None:
    first = question("eerst", {"intent": ["vraag", "klacht"], "reply": True}, "a")
    again = question("weer", {"intent": ["vraag", "klacht"]}, "a")
    between = question("klacht", {"intent": "klacht"}, "b")
    assert _checked(first, between, again).findings == ()
    assert _only(_checked(between, again), Kind.part_without_effect).what.startswith("intent klacht makes")


_HURT = {"human": True, "departments": ("politie",), "action": Action.escaleren, "clock": Elapsed(timedelta())}


@pytest.mark.parametrize(
    ("name", "condition", "bad"),
    [
        ("noodgeval", OneOf("intent", frozenset({"noodgeval"})), {**_HURT, "human": False}),
        ("noodgeval", OneOf("intent", frozenset({"noodgeval"})), {**_HURT, "departments": ()}),
        ("noodgeval", OneOf("intent", frozenset({"noodgeval"})), {**_HURT, "action": Action.volgen}),
        ("noodgeval", OneOf("intent", frozenset({"noodgeval"})), {**_HURT, "clock": None}),
        ("noodgeval", OneOf("intent", frozenset({"noodgeval"})), {**_HURT, "clock": Elapsed(timedelta(minutes=1))}),
        ("persoonsgegevens", OneOf("personal_data", frozenset({True})), {**_HURT, "manner": Manner.openbaar}),
        ("onder-vier-ogen", OneOf("visibility", frozenset({"direct"})), {**_HURT, "manner": Manner.openbaar}),
        ("onder-vier-ogen", OneOf("channel", frozenset({"counter"})), {**_HURT, "manner": Manner.naar_persoonlijk}),
        ("bedreiging", OneOf("intent", frozenset({"misbruik"})), {**_HURT, "human": False}),
        ("bedreiging", OneOf("intent", frozenset({"misbruik"})), {**_HURT, "action": Action.niet_reageren}),
        ("zwijgen", OneOf("reply", frozenset({True})), {**_HURT, "action": Action.volgen, "reason": " "}),
    ],
)
def test_each_invariant_is_held(name: str, condition: Condition, bad: dict[str, Any]) -> None:
    good = {"slecht": an_outcome("slecht", **_HURT), "goed": an_outcome("goed", **_HURT)}

    def broken(outcomes: dict[str, Any]) -> list[Finding]:
        node = Node("q", "Is het zo?", "Daarom.", condition, "slecht", "goed")
        tree = Tree(version="t", hash="0" * 12, root="q", nodes={"q": node}, outcomes=outcomes)
        return [each for each in check(tree).findings if each.kind is Kind.invariant_broken]

    assert broken(good) == []
    (finding,) = [each for each in broken({**good, "slecht": an_outcome("slecht", **bad)}) if f" {name}:" in each.what]
    assert finding.at == "slecht"
    assert finding.is_error
    assert finding.example.endswith(": q ja > slecht")
    assert name in {each.name for each in INVARIANTS}


def test_a_chain_without_an_end_shows_a_message_that_falls_through() -> None:
    inner = [question("lang", {"words": {">=": 20}}, "a"), question("taal", {"not": {"language": "nl"}}, "b")]
    tree = [_DANGER, question("klacht", {"intent": "klacht"}, inner), {"anders": "b"}]
    with pytest.raises(FaultsError) as caught:
        compile_spec(spec(tree, _OUTCOMES, **_CLOCKS))
    (fault,) = caught.value.faults
    assert (fault.path, fault.what) == (("tree", 1, "ja", 1), "taal has no way on when the answer is nee")
    assert fault.hint == (
        "end the chain with - anders: outcome; for instance intent klacht, sentiment negatief, channel twitter, "
        "visibility public falls through"
    )


def test_a_hole_that_no_message_gets_to_is_a_fault_without_an_example() -> None:
    inner = [question("danger", {"intent": "noodgeval"}, "a"), question("twee", {"reply": True}, "b")]
    tree = [_DANGER, question("geen", {"intent": "noodgeval"}, inner), {"anders": "b"}]
    with pytest.raises(FaultsError) as caught:
        compile_spec(spec(tree, _OUTCOMES, **_CLOCKS))
    assert [fault.hint for fault in caught.value.faults] == ["end the chain with - anders: outcome"]


def test_trees_with_other_words_for_the_same_decide_alike() -> None:
    written = spec([_DANGER, question("q", {"not": {"intent": ["vraag"]}}, "a"), {"anders": "b"}], _OUTCOMES, **_CLOCKS)
    turned = spec([_DANGER, question("q", {"intent": "vraag"}, "b", nee="a")], _OUTCOMES, **_CLOCKS)
    assert same_decisions(compile_spec(written), compile_spec(turned)) is None


_CLOCKS = {"clocks": {"nu": "PT0S"}}


def test_another_content_of_an_outcome_is_another_decision_but_for_its_label() -> None:
    def tree(**changes: Any) -> Tree:
        outcomes = {**_OUTCOMES, "a": outcome(**changes)}
        return compile_spec(spec([_DANGER, question("q", {"reply": True}, "a"), {"anders": "b"}], outcomes, **_CLOCKS))

    assert same_decisions(tree(), tree(label={"nl": "Anders", "en": "Other"})) is None
    found = same_decisions(tree(), tree(reason="Omdat."))
    assert found is not None
    assert (found.row.reply, found.a.reason, found.b.reason) == (True, "Zomaar.", "Omdat.")


def _tangled(size: int) -> Tree:
    """Questions that each ask for two signals that no other asks for together, so that sets of rows grow with 2**n."""
    pairs = [(f"s.{n}", f"s.{(n * 7 + 3) % size}") for n in range(size)]
    nodes = {}
    for n, pair in enumerate(pairs):
        both = [HasSignal((id,), frozenset({id})) for id in pair]
        condition = AnyOf((*both, HasSignal((f"t.{n}",), frozenset({f"t.{n}"}))))
        ahead = [f"q{n + step}" if n + step < size else "stil" for step in (1, 2)]
        nodes[f"q{n}"] = Node(f"q{n}", "Is het zo?", "Daarom.", condition, *ahead)
    nodes["q0"] = Node("q0", "Is het zo?", "Daarom.", OneOf("intent", frozenset({"noodgeval"})), "luid", "q1")
    return tree_of(nodes)


def test_a_tree_that_is_too_intricate_is_tried_by_drawn_messages_and_says_so() -> None:
    tree = _tangled(120)
    report = check(tree)
    assert not report.exact
    assert report.drawn > 1000
    assert report.summary.startswith(f"too intricate to be exact: {report.drawn:,} messages drawn from ")
    # A broken invariant is certain when one message shows it; what was not seen is only a suspicion.
    broken = [each for each in report.errors if each.kind is Kind.invariant_broken]
    assert {each.at for each in broken} == {"luid", "stil"}
    for each in broken:
        assert each.row is not None
        assert tree.decide(each.row)[0] == OUTCOMES[each.at]
    assert {each.kind for each in report.errors} == {Kind.invariant_broken}
    assert check(tree) == report
    with pytest.raises(TooLargeError):
        same_decisions(tree, tree)


def test_more_signals_than_diagrams_can_hold_are_tried_by_drawn_messages() -> None:
    chain = _chain(
        *(HasSignal((f"persoonsgegevens.x{n}",), frozenset({f"persoonsgegevens.x{n}"})) for n in range(1200))
    )
    report = check(tree_of(chain))
    assert not report.exact
    assert report.drawn > 100


def test_more_bounds_than_diagrams_can_hold_are_tried_by_drawn_messages() -> None:
    bounds = [Compare("words", ">", 3 * n) for n in range(3000)]
    report = check(tree_of(_chain(Compare("length", ">", 10), AnyOf(tuple(bounds)))))
    assert not report.exact
    assert report.drawn > 100


@pytest.mark.parametrize(
    ("combinations", "shown"),
    [
        (999_999, "999,999"),
        (1_000_000, "1.0e6"),
        (10**15 - 1, "9.9e14"),
        (411 * 10**9, "4.1e11"),
        (2**20_000, "3.9e6020"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_summary_says_how_many_combinations_there_are(combinations: int, shown: str) -> None:
    assert Report((), True, combinations, 21).summary == f"exact over {shown} combinations of 21 features"


def test_the_work_on_diagrams_is_bounded_by_counting() -> None:
    diagrams = Diagrams([2] * 40, allowed=1000)

    def tangle() -> None:
        rows = ALL
        for level in range(40):
            other = diagrams.both(diagrams.where(level, 1), diagrams.where((level * 17 + 5) % 40, 2))
            rows = diagrams.without(rows, other)

    with pytest.raises(TooLargeError):
        tangle()
    assert diagrams.count(diagrams.where(0, 1)) == 2**39
