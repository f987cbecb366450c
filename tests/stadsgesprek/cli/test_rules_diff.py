"""`rules diff`: what is different between two packs, in words."""

from pathlib import Path

import pytest

from tests.stadsgesprek.cli.command import Installation
from tests.stadsgesprek.pack.packs import CASES, REPLIES, SIGNALS, TREE, write_pack


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation with the small pack in the folder `oud`."""
    write_pack(tmp_path / "oud")
    return Installation(tmp_path)


def test_packs_that_work_the_same_end_with_0(here: Installation) -> None:
    tree = TREE.replace("{signals: [water.*]}", "{any: [{signals: water.zwembad}]}  # anders geschreven")
    write_pack(here.folder / "nieuw", reactieschema=tree, gevallen=CASES + "# een opmerking\n")
    done = here.run("rules", "diff", "oud", "nieuw")
    assert (done.code, done.out, done.err) == (0, "no difference\n", "")


def test_what_is_different_is_said_a_sentence_a_line_and_ends_with_1(here: Installation) -> None:
    tree = TREE.replace("als: {intent: vraag}", "als: {intent: [vraag, suggestie]}").replace("PT4H", "PT1H")
    write_pack(
        here.folder / "nieuw",
        reactieschema=tree,
        antwoorden=REPLIES.replace("Thank you for", "Thanks for"),
        signals=SIGNALS.replace("[zwembad]", "[zwembad, zwembaden]"),
        city=(here.folder / "oud" / "city.yaml")
        .read_text("utf-8")
        .replace("department: sport", "department: jeugd", 1),
    )
    done = here.run("rules", "diff", "oud", "nieuw")
    assert done.code == 1
    assert done.out.splitlines() == [
        "Question 'Vraagt iemand iets?' (vraag) now also asks for intent suggestie.",
        "Outcomes 'Pool question' (vraag-zwembad) and 'Question' (vraag-aan-dienst): the clock is now 1 hour "
        "(was 4 hours).",
        "The text of reply vraag (for 'Pool question' (vraag-zwembad)) is different in en.",
        "The department for the topic zwembad: jeugd (was sport).",
        "Signal water.zwembad: 1 phrase more.",
    ]


def test_a_pack_that_is_not_there_ends_with_2(here: Installation) -> None:
    done = here.run("rules", "diff", "oud", "nergens")
    assert (done.code, done.out) == (2, "")
    assert "nergens" in done.err
    assert "Traceback" not in done.err
