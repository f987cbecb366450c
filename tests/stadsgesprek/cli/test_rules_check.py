"""`rules check`: everything wrong at once, each with its place, and exit codes that a script can use."""

from pathlib import Path

import pytest

from tests.stadsgesprek.cli.command import Installation
from tests.stadsgesprek.pack.packs import TREE, write_pack

# The small pack with answers in private, and abuse seen by a person: so that it breaks no invariant.
GOOD = TREE.replace("manner: openbaar", "manner: persoonlijk").replace(
    "als: {intent: noodgeval}", "als: {intent: [noodgeval, misbruik]}"
)


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation whose city is the pack above."""
    write_pack(tmp_path / "stad", reactieschema=GOOD)
    return Installation(tmp_path, {"STADSGESPREK_CITY": str(tmp_path / "stad")})


def test_a_good_pack_ends_with_0_and_says_how_thorough_it_was(here: Installation) -> None:
    done = here.run("rules", "check")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("4 questions, 5 outcomes; exact over ")
    assert "; 0 errors, 0 warnings in " in done.out


def test_everything_found_is_named_with_its_line_and_a_message_that_shows_it(here: Installation) -> None:
    wrong = (
        TREE.replace("als: {intent: noodgeval}", "als: {intent: [noodgeval, misbruik]}")
        .replace("als: {abstained: true}", "als: {abstained: true, intent: noodgeval}")
        .replace("als: {intent: vraag}", "als: {intent: [vraag, noodgeval]}")
    )
    write_pack(here.folder / "ander", reactieschema=wrong)
    done = here.run("rules", "check", str(here.folder / "ander"))
    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    found = [line.partition(" breaks ")[0].partition("; ")[0].partition(": reactieschema.yaml:")[::2] for line in lines]
    assert found[:-1] == [
        (
            "warning",
            "16: intent noodgeval makes no difference to vraag: without it every answer is the same",
        ),
        ("error", "11: the answer to twijfel is always nee: no message can give ja"),
        ("error", "36: no message gets to the outcome nakijken"),
        ("error", "42: the outcome vraag-zwembad"),
        ("error", "42: the outcome vraag-zwembad"),
        ("error", "52: the outcome vraag-aan-dienst"),
        ("error", "52: the outcome vraag-aan-dienst"),
    ]
    assert "; for instance intent vraag, channel twitter, visibility direct, " in done.out
    assert "> bad ja > vraag-zwembad\n" in done.out
    assert "; 6 errors, 1 warning in " in lines[-1]


def test_what_cannot_be_read_is_said_all_at_once(here: Installation) -> None:
    broken = GOOD.replace("ja: nakijken", "ja: nakijke").replace("clock: nu", "clock: straks")
    write_pack(here.folder / "stad", reactieschema=broken)
    done = here.run("rules", "check")
    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    assert [line.partition("; ")[0] for line in lines[:3]] == [
        "error: reactieschema.yaml:3: no outcome uses the clock nu",
        "error: reactieschema.yaml:15: 'nakijke' is not a known outcome or question",
        "error: reactieschema.yaml:32: 'straks' is not a known clock",
    ]
    assert lines[-1] == "3 errors; mend them, and the questions are looked at as well"


def test_a_pack_that_is_not_there_is_wrong_use(here: Installation) -> None:
    done = here.run("rules", "check", "nergens")
    assert done.code == 2
    assert "nergens" in done.err
    assert "Traceback" not in done.err
