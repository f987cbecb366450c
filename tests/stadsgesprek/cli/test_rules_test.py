"""`rules test`: what it prints, and exit codes that a script can use."""

import json
from pathlib import Path

import pytest

from tests.stadsgesprek.cli.command import Installation
from tests.stadsgesprek.pack.packs import write_pack

CASES = """\
gevallen:
  - tekst: Brand!
    uitkomst: noodgeval
    bijna: stil
  - naam: Een twijfelgeval
    kenmerken: {abstained: true}
    uitkomst: nakijken
    bijna: noodgeval
  - tekst: Is het zwembad open?
    uitkomst: vraag-zwembad
    bijna: nakijken
  - naam: Een vraag over de sporthal
    kenmerken: {topic: sport}
    uitkomst: vraag-aan-dienst
    bijna: vraag-zwembad
"""
LAST = """\
  - naam: Een mening [over niets]
    kenmerken: {intent: reactie}
    uitkomst: stil
    bijna: vraag-aan-dienst
"""


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation whose city is the small pack, with cases for all of its outcomes."""
    write_pack(tmp_path / "stad", gevallen=CASES + LAST)
    return Installation(tmp_path, {"STADSGESPREK_CITY": str(tmp_path / "stad")})


def test_cases_that_pass_end_with_0_and_say_what_they_cover(here: Installation) -> None:
    done = here.run("rules", "test")
    assert (done.code, done.err) == (0, "")
    assert "5 cases, 0 failed; 2 are tests of silence; 5 of 5 outcomes tested; 8 of 8 branches walked" in done.out
    rows = [line.split() for line in done.out.splitlines()]
    assert ["vraag-zwembad", "Zwembadvraag", "1", "1"] in rows
    assert ["gevaar", "Is", "er", "gevaar?", "1", "4"] in rows


def test_what_is_wrong_ends_with_1_and_says_where_it_stands_and_where_it_left_the_way(here: Installation) -> None:
    write_pack(here.folder / "stad", gevallen=CASES + LAST.replace("uitkomst: stil", "uitkomst: nakijken"))
    done = here.run("rules", "test", "stad")
    assert done.code == 1
    assert "failed: gevallen.yaml:16: Een mening [over niets]\n  must get nakijken, got stil\n" in done.out
    assert "left the way at 'Twijfelen we?' (twijfel): nee; it saw abstained = False" in done.out
    assert "untested: the outcome stil has no hit\n" in done.out
    assert "untested: the outcome vraag-aan-dienst has no near miss\n" in done.out


def test_as_json_it_is_for_scripts(here: Installation) -> None:
    write_pack(here.folder / "stad", gevallen=CASES + LAST.replace("intent: reactie", "intent: noodgeval"))
    done = here.run("rules", "test", "--json")
    report = json.loads(done.out)
    assert done.code == 1
    assert report["passed"] is False
    assert report["questions"]["bad"] == {"ja": 1, "nee": 1}
    assert report["unwalked"] == [{"question": "vraag", "answer": "nee"}]
    (failed,) = report["failed"]
    assert (failed["place"], failed["expected"], failed["landed"]) == ("gevallen.yaml:16", "stil", "noodgeval")
    assert failed["left"] == {"node": "gevaar", "answer": True, "saw": {"intent": "noodgeval"}}


def test_a_file_that_cannot_be_read_ends_with_2_and_file_and_line(here: Installation) -> None:
    write_pack(here.folder / "stad", gevallen=CASES.replace("uitkomst: noodgeval", "uitkomst: noodgevl"))
    done = here.run("rules", "test")
    assert (done.code, done.out) == (2, "")
    assert "gevallen.yaml:3: 'noodgevl' is not a known outcome; did you mean noodgeval?" in done.err
