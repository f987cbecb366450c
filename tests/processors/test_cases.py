"""The cases of a city: what the tree sees of them, what became of them, and what they leave untested."""

from typing import Any

import pytest
from hypothesis import given, settings

from processors.cases import CasesReport, run_cases
from processors.cases_check import case_faults
from processors.cases_rows import case_rows
from processors.cases_spec import OF_THE_MESSAGE, OF_THE_MOMENT, ORDINARY_MOMENT, CasesSpec
from processors.features import FEATURES, FeatureRow
from processors.ordinary import ORDINARY
from schemas.decision import Step
from tests.processors.rows import ROWS
from tests.stadsgesprek.pack.packs import small_city

SIGNALS = ("gevaar.brand", "water.zwembad", "rommel.zak", "persoonsgegevens.contact")

# One that hits and one that nearly does, for each outcome of the small pack.
COMPLETE: list[dict[str, Any]] = [
    {"tekst": "Brand!", "uitkomst": "noodgeval", "bijna": "stil"},
    {"naam": "Een twijfelgeval", "kenmerken": {"abstained": True}, "uitkomst": "nakijken", "bijna": "noodgeval"},
    {"tekst": "Is het zwembad open?", "uitkomst": "vraag-zwembad", "bijna": "nakijken"},
    {"naam": "Een vraag", "kenmerken": {"topic": "sport"}, "uitkomst": "vraag-aan-dienst", "bijna": "vraag-zwembad"},
    {"naam": "Een mening", "kenmerken": {"intent": "reactie"}, "uitkomst": "stil", "bijna": "vraag-aan-dienst"},
]


def _spec(*cases: dict[str, Any]) -> CasesSpec:
    return CasesSpec.model_validate({"gevallen": cases})


def _run(*cases: dict[str, Any]) -> CasesReport:
    spec = _spec(*cases)
    assert not list(case_faults(spec, small_city(), SIGNALS))
    return run_cases(spec, small_city())


def _row(**case: Any) -> FeatureRow:
    (row,) = case_rows(_spec({"uitkomst": "stil", **case}), small_city())
    return row


def test_cases_for_every_outcome_pass_and_cover_every_branch() -> None:
    report = _run(*COMPLETE)
    assert report.passed
    assert (report.failed, report.untested, report.unwalked) == ((), (), ())
    assert report.branches == {"gevaar": (1, 4), "twijfel": (1, 3), "vraag": (2, 1), "bad": (1, 1)}
    assert set(report.hits.values()) == {1}


def test_silence_is_tested_by_cases_with_a_silent_outcome() -> None:
    assert _run(*COMPLETE).silent == 2  # `nakijken` only watches, `stil` does not react


@pytest.mark.parametrize("left_out", COMPLETE)
def test_an_outcome_without_a_hit_and_one_without_a_near_miss_fail_the_run(left_out: dict[str, Any]) -> None:
    report = _run(*(case for case in COMPLETE if case is not left_out))
    assert not report.passed
    assert set(report.untested) == {left_out["uitkomst"], left_out["bijna"]}


def test_a_branch_that_nobody_walks_is_no_failure() -> None:
    report = _run(*COMPLETE, {"naam": "Nog een vraag", "kenmerken": {"topic": "afval"}, "uitkomst": "vraag-aan-dienst"})
    assert report.passed
    alone = _run(COMPLETE[0])
    assert ("gevaar", True) not in alone.unwalked
    assert {("gevaar", False), ("twijfel", True), ("bad", True)} <= set(alone.unwalked)


def test_a_case_that_lands_elsewhere_says_where_it_left_the_way() -> None:
    report = _run({"naam": "Nakijken graag", "kenmerken": {"intent": "reactie"}, "uitkomst": "vraag-aan-dienst"})
    (ran,) = report.failed
    assert (ran.landed, ran.way) == ("stil", ())
    assert ran.left == Step(node="vraag", answer=False, saw={"intent": "reactie"})
    assert report.hits["stil"] == report.hits["vraag-aan-dienst"] == 0  # what landed by accident tests nothing


def test_a_near_miss_that_lands_on_what_it_must_not_get_is_no_near_miss() -> None:
    report = _run({"tekst": "Brand!", "uitkomst": "vraag-aan-dienst", "bijna": "noodgeval"})
    assert [ran.landed for ran in report.failed] == ["noodgeval"]
    assert report.near_misses["noodgeval"] == 0


def test_the_right_outcome_along_another_way_fails_where_the_ways_part() -> None:
    case = {"tekst": "Is het zwembad open?", "uitkomst": "vraag-zwembad"}
    assert _run({**case, "pad": ["vraag", "bad"]}).failed == ()
    (ran,) = _run({**case, "pad": ["twijfel", "bad"]}).failed
    assert ran.landed == "vraag-zwembad"
    assert ran.left is not None
    assert (ran.left.node, ran.left.answer) == ("twijfel", False)
    (ran,) = _run({**case, "pad": ["vraag"]}).failed
    assert ran.left is not None
    assert (ran.left.node, ran.left.answer) == ("bad", True)


def test_what_features_do_not_say_is_ordinary() -> None:
    assert _row(naam="Gewoon", kenmerken={"words": 8}) == ORDINARY
    assert _row(naam="Anders", kenmerken={"topic": "sport", "followers": 12}) == ORDINARY._replace(
        topic="sport", followers=12
    )


def test_features_bring_along_what_follows_from_them() -> None:
    assert _row(naam="Gegevens", kenmerken={"signals": ["persoonsgegevens.contact"]}).personal_data
    assert _row(naam="Antwoord", kenmerken={"reply_to_city": True}).reply
    row = _row(naam="Zaterdag", kenmerken={"topic": "sport"}, gezegd="2026-03-28T21:30")
    assert (row.weekday, row.hour, row.office_hours) == ("za", 21, False)


def test_the_ordinary_moment_is_that_of_the_ordinary_row() -> None:
    """In the built-in pack; a city that is closed on a Tuesday morning can say `office_hours` itself."""
    said = ORDINARY_MOMENT.replace(tzinfo=small_city().timezone)
    assert small_city().calendar.is_open(said) is ORDINARY.office_hours
    assert said.hour == ORDINARY.hour


def test_a_text_is_understood_and_takes_the_features_of_its_message() -> None:
    row = _row(
        tekst="Is het zwembad open?",
        kenmerken={
            "channel": "facebook",
            "visibility": "direct",
            "followers": 70,
            "contacts": 3,
            "account_days": 12,
            "from_city": True,
            "reply_to_city": True,
            "attachments": 2,
            "crisis": True,
        },
    )
    assert (row.topic, row.words, row.signals) == ("zwembad", 4, ("water.zwembad",))
    assert (row.channel, row.visibility, row.followers, row.contacts) == ("facebook", "direct", 70, 3)
    assert (row.account_days, row.from_city, row.reply, row.reply_to_city) == (12, True, True, True)
    assert (row.attachments, row.crisis, row.office_hours, row.hour) == (2, True, True, 10)


def test_a_moment_is_on_the_citys_own_clock_unless_it_says_otherwise() -> None:
    assert _row(tekst="Hallo", gezegd="2026-07-01T16:30").hour == 16
    assert _row(tekst="Hallo", gezegd="2026-07-01T16:30+00:00").hour == 18
    assert not _row(tekst="Hallo", gezegd="2026-07-21T11:00").office_hours  # a national holiday


def test_every_feature_is_of_the_message_or_follows_from_its_text_or_moment() -> None:
    assert set(OF_THE_MESSAGE) | set(OF_THE_MOMENT) < FEATURES.keys()
    assert not set(OF_THE_MESSAGE) & set(OF_THE_MOMENT)


@settings(deadline=None, max_examples=50)
@given(ROWS)
def test_any_row_can_be_written_as_features(row: FeatureRow) -> None:
    written = {**row._asdict(), "signals": [each for each in row.signals if each in SIGNALS]}
    case = {"naam": "Zomaar", "kenmerken": written, "uitkomst": "stil"}
    assert not list(case_faults(_spec(case), small_city(), SIGNALS))
    assert case_rows(_spec(case), small_city()) == (row._replace(signals=tuple(sorted(written["signals"]))),)


@pytest.mark.parametrize(
    ("case", "path", "what", "hint"),
    [
        ({"tekst": "x", "uitkomst": "noodgval"}, ("uitkomst",), "'noodgval' is not a known outcome", "noodgeval"),
        ({"tekst": "x", "uitkomst": "stil", "bijna": "stel"}, ("bijna",), "'stel' is not a known outcome", "stil"),
        ({"tekst": "x", "uitkomst": "stil", "bijna": "stil"}, ("bijna",), "must not get it", "take bijna out"),
        ({"tekst": "x", "uitkomst": "stil", "pad": ["vrag"]}, ("pad", 0), "not a known question", "vraag"),
        ({"uitkomst": "stil"}, (), "says nothing of the message", "tekst or kenmerken"),
        ({"kenmerken": {"words": 1}, "uitkomst": "stil"}, (), "has no name", "naam"),
        ({"kenmerken": {"wrds": 1}}, ("kenmerken", "wrds"), "'wrds' is not a known feature", "words"),
        ({"kenmerken": {"topic": "zwembd"}}, ("kenmerken", "topic"), "is not a value of topic", "zwembad"),
        ({"kenmerken": {"topic": ["sport", "afval"]}}, ("kenmerken", "topic"), "more than one value", "afval"),
        ({"kenmerken": {"words": {"<": 8}}}, ("kenmerken", "words"), "more than one value", ""),
        ({"kenmerken": {"words": -1}}, ("kenmerken", "words"), "-1 is not a value of words", "Words of"),
        ({"kenmerken": {"words": None}}, ("kenmerken", "words"), "is not a value of words", "number"),
        ({"kenmerken": {"words": 2.5}}, ("kenmerken", "words"), "2.5 is not a value of words", "Words of"),
        ({"kenmerken": {"intent_confidence": 2}}, ("kenmerken", "intent_confidence"), "2 is not", "0 to 1"),
        ({"kenmerken": {"reply": "ja"}}, ("kenmerken", "reply"), "'ja' is not a value of reply", "true or false"),
        ({"kenmerken": {"signals": ["gevaar.*"]}}, ("kenmerken", "signals"), "not a known signal", "gevaar.brand"),
        ({"kenmerken": {"signals": 3}}, ("kenmerken", "signals"), "3 is not a known signal", "gevaar.brand"),
        ({"kenmerken": {"language": "xx"}}, ("kenmerken", "language"), "is not a value of language", "nl"),
        ({"tekst": "x", "kenmerken": {"topic": "sport"}}, ("kenmerken", "topic"), "follows from the text", "channel"),
        (
            {"kenmerken": {"hour": 3}, "gezegd": "2026-03-24T03:00"},
            ("kenmerken", "hour"),
            "hour follows from gezegd",
            "one of them",
        ),
        ({"tekst": "x", "kenmerken": {"attachments": 21}}, ("kenmerken",), "cannot be a message", ""),
        ({"tekst": " "}, ("tekst",), "cannot be a message: content: is empty", ""),
        ({"tekst": "x", "kenmerken": {"account_days": 999_999}}, (), "too far in the past", "later moment"),
    ],
)
def test_what_is_wrong_with_a_case_is_said_with_its_place(
    case: dict[str, Any], path: tuple[str | int, ...], what: str, hint: str
) -> None:
    named = {"naam": "Een geval"} if case.get("kenmerken") != {"words": 1} else {}
    (fault,) = case_faults(_spec({**named, "uitkomst": "stil", **case}), small_city(), SIGNALS)
    assert fault.path == ("gevallen", 0, *path)
    assert what in fault.what
    assert hint in fault.hint


def test_two_cases_of_one_name_are_refused() -> None:
    case = {"naam": "Een geval", "tekst": "x", "uitkomst": "stil"}
    (fault,) = case_faults(_spec(case, case), small_city(), SIGNALS)
    assert fault.path == ("gevallen", 1, "naam")


@pytest.mark.parametrize("moment", ["gisteren", "2026-02-30", 20260324, True, None])
def test_a_moment_that_is_none_is_refused(moment: Any) -> None:
    case = {"tekst": "x", "uitkomst": "stil", "gezegd": moment}
    if moment is None:
        assert _spec(case).gevallen[0].gezegd is None
    else:
        with pytest.raises(ValueError, match="is not a moment such as"):
            _spec(case)


def test_a_case_is_called_by_its_name_or_its_text_on_one_line() -> None:
    long = {"tekst": "Dag\nallemaal " * 20, "uitkomst": "stil"}
    first, second = _spec(long, {**long, "naam": "Een groet"}).gevallen
    assert first.title(0).startswith("Dag allemaal Dag")
    assert len(first.title(0)) == 80
    assert second.title(1) == "Een groet"
