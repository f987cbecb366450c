"""`rules export` and `rules import`, as a person runs them."""

from pathlib import Path

import pytest

from tests.stadsgesprek.cli.command import Installation
from tests.stadsgesprek.dmn.tables import export, small_pack
from tests.stadsgesprek.pack.packs import write_pack


@pytest.fixture
def town(tmp_path: Path) -> Installation:
    write_pack(tmp_path / "stad")
    (tmp_path / "stad.dmn").write_text(export(small_pack()), "utf-8")
    return Installation(tmp_path)


def test_export_writes_a_new_file_and_never_over_another(town: Installation) -> None:
    done = town.run("rules", "export", "stad", "--out", "nieuw.dmn")
    assert (done.code, done.out, done.err) == (0, "", "wrote nieuw.dmn\n")
    assert (town.folder / "nieuw.dmn").read_text("utf-8") == export(small_pack())
    (town.folder / "nieuw.dmn").write_text("van mij", "utf-8")
    done = town.run("rules", "export", "stad", "--out", "nieuw.dmn")
    assert done.code == 2
    assert "nieuw.dmn exists already; give another name" in done.err
    assert (town.folder / "nieuw.dmn").read_text("utf-8") == "van mij"


def test_import_prints_a_reactieschema_and_says_what_is_still_to_do(town: Installation) -> None:
    table = export(small_pack())
    start = table.index('      <rule id="rule.twijfel">')
    end = table.index("</rule>", start) + len("</rule>\n")
    (town.folder / "korter.dmn").write_text(table[:start] + table[end:], "utf-8")
    done = town.run("rules", "import", "korter.dmn", "stad")
    assert done.code == 0
    assert "\ntree:\n  - id: gevaar\n" in done.out
    assert "- id: twijfel" not in done.out
    assert "stadsgesprek: still to do: reactieschema.yaml:" in done.err
    assert "no way leads to the outcome nakijken" in done.err


def test_import_refuses_in_words(town: Installation) -> None:
    wrong = (
        export(small_pack())
        .replace("FIRST", "ANY")
        .replace('"noodgeval"</text></inputEntry>', '"nood"</text></inputEntry>')
    )
    (town.folder / "fout.dmn").write_text(wrong, "utf-8")
    done = town.run("rules", "import", "fout.dmn", "stad", "--out", "fout.yaml")
    assert (done.code, done.out) == (2, "")
    assert "the hit policy is 'ANY'; choose FIRST" in done.err
    assert "rule 1, column intent: 'nood' is not a value of intent" in done.err
    assert not (town.folder / "fout.yaml").exists()
    done = town.run("rules", "import", "weg.dmn", "stad")
    assert (done.code, done.err[:42]) == (2, "stadsgesprek: weg.dmn: cannot be read: No ")
