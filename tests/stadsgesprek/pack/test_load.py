"""Loading a pack: everything wrong at once, with file, line, what was found and what to do; never anything else."""

from pathlib import Path

import pytest

from schemas.vocabulary import Channel, Intent, Topic
from stadsgesprek.pack import FILES, PackError, Problem, builtin, builtin_names, load
from tests.stadsgesprek.pack.packs import SIGNALS, TREE, write_pack

CITY = (builtin("antwerpen") / "city.yaml").read_text("utf-8")


def _problems(folder: Path, **changed: str | bytes) -> list[str]:
    with pytest.raises(PackError) as caught:
        load(write_pack(folder, **changed))
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


def test_a_good_pack_is_a_city(tmp_path: Path) -> None:
    city = load(write_pack(tmp_path))
    assert (city.id, city.name, str(city.timezone)) == ("antwerpen", "Antwerpen", "Europe/Brussels")
    assert city.languages[0] == "nl"
    assert city.departments["sport"].en == "Sports and pools"
    assert set(city.responsible) == set(Topic)
    assert set(city.responsible.values()) <= set(city.departments)
    assert city.labels["intent"].keys() == set(Intent)
    assert city.labels["channel"].keys() == set(Channel)
    assert city.labels["topic"]["zwembad"].nl == "Zwembaden"
    assert city.labels["outcome"]["stil"].en == "Silence"
    assert city.tree.version == "mini"


def test_built_in_packs_are_found_by_name() -> None:
    assert "antwerpen" in builtin_names()
    assert (builtin("antwerpen") / "city.yaml").exists()
    with pytest.raises(PackError, match=r"'antwerp' is not a known city; did you mean antwerpen\?"):
        builtin("antwerp")
    with pytest.raises(PackError):
        builtin("../cities/antwerpen")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "signals.yaml").unlink()
    with pytest.raises(PackError) as caught:
        load(tmp_path)
    (problem,) = caught.value.problems
    assert problem == Problem("signals.yaml", None, "does not exist", f"a pack has the files {', '.join(FILES)}")
    with pytest.raises(PackError) as caught:
        load(tmp_path / "nowhere")
    assert len(caught.value.problems) == 4


def test_a_folder_instead_of_a_file_is_named(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "city.yaml").unlink()
    (tmp_path / "city.yaml").mkdir()
    with pytest.raises(PackError, match=r"city\.yaml: cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("als: {intent: noodgeval}", "als: {intent: nodgeval}", "9: 'nodgeval' is not a value of intent; did you mean"),
        ("als: {intent: noodgeval}", "als: {intnt: x}", "9: 'intnt' is not a known feature; did you mean intent?"),
        ("[water.*]", "[watr.*]", "24: 'watr.*' is not a known signal; did you mean water.*?"),
        (
            "ja: noodgeval",
            "ja: noodgevel",
            "10: 'noodgevel' is not a known outcome or question; did you mean noodgeval?",
        ),
        ("als: {abstained: true}", "als: {}", "14: {} is not a condition"),
        ("als: {abstained: true}", "als:", "14: None is not a condition"),
        ("    waarom: Eerst het gevaar.\n", "", "6: waarom is missing; add it"),
        ("waarom: Eerst", "warom: Eerst", "8: 'warom' is not a key that can stand here; did you mean waarom?"),
        ("    ja: nakijken\n", "    ja: 5\n", "15: ja: found 5; expected text"),
        ("- id: bad", "- id: Bad", "21: id: 'Bad' has characters that cannot stand here"),
        ("  - anders: stil\n", "", "16: vraag has no way on when the answer is nee"),
        ("action: escaleren", "action: escaleeren", "31: action: 'escaleeren' is not known; did you mean escaleren?"),
        ("clock: nu", "clock: straks", "32: 'straks' is not a known clock"),
        (
            "[topic, communicatie]",
            "[topic, communicati]",
            "33: 'communicati' is not a known department; did you mean comm",
        ),
        ("[topic, communicatie]", "topic", "33: departments: found 'topic'; expected a list"),
        ("nu: PT0S", "nu: straks", "3: nu: 'straks' is not a duration such as"),
        (
            "human: true\n    reason: Er is",
            "human: ja\n    reason: Er is",
            "34: human: found 'ja'; expected true or false",
        ),
        ("clocks:\n", "sets: {leeg: []}\nclocks:\n", "2: leeg: found a list; tuple should have at least 1 item"),
        ("version: mini", "version: 5", "1: version: found 5; expected text"),
        ("nl: Stil, en: Silence", "nl: '', en: Silence", "61: nl: found ''; string should have at least 1 character"),
    ],
)
def test_a_slip_in_the_tree_is_found_on_its_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert TREE.count(old) == 1, old
    found = _problems(tmp_path, reactieschema=TREE.replace(old, new))
    assert any(each.startswith(f"reactieschema.yaml:{problem}") for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("timezone: Europe/Brussels", "timezone: Europa/Brussel", "timezone: 'Europa/Brussel' is not a time zone"),
        ("timezone: Europe/Brussels", "timezone: ../../etc", "timezone: '../../etc' is not a time zone"),
        ("languages: [nl,", "languages: [nld,", "0: 'nld' has characters that cannot stand here"),
        ("languages: [nl,", "languages: [nl, xx,", "languages:"),
        (
            "department: stadsreiniging}\n  onged",
            "department: reiniging}\n  onged",
            "'reiniging' is not a known department",
        ),
        (
            "  groen: {nl: Groen en sp",
            "  groenn: {nl: Groen en sp",
            "'groenn' is not a known topic; did you mean groen?",
        ),
        ("  groen: {nl: Groen en sp", "  groenn: {nl: Groen en sp", "the topic groen is missing"),
        ("    vraag: {nl: Vraag, en: Question}\n", "", "the intent vraag is missing; add vraag: with nl and en"),
        ("  sentiment:", "  sentimenten:", "'sentimenten' is not a known list; did you mean sentiment?"),
        ("  sentiment:", "  sentimenten:", "the list sentiment has no labels"),
        ("  wonen: {nl: Wonen, en: Housing}", "  topic: {nl: Wonen, en: Housing}", "the id topic means the department"),
    ],
)
def test_a_slip_in_the_city_is_found(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert CITY.count(old) == 1, old
    found = _problems(tmp_path, city=CITY.replace(old, new))
    assert any(each.startswith("city.yaml:") and problem in each for each in found), found


def test_a_slip_in_the_signals_is_found_on_its_line(tmp_path: Path) -> None:
    found = _problems(tmp_path, signals=SIGNALS.replace("topic: zwembad", "topic: zwembat"))
    assert found == ["signals.yaml:3: topic: 'zwembat' is not known; did you mean zwembad?"]


def test_all_files_are_read_before_anything_is_said(tmp_path: Path) -> None:
    found = _problems(
        tmp_path,
        city=CITY.replace("  sentiment:", "  sentimenten:"),
        reactieschema=TREE.replace("version: mini", "versie: mini"),
        signals="signals: {",
    )
    assert [each.partition(":")[0] for each in found] == [
        "city.yaml",
        "city.yaml",
        "reactieschema.yaml",
        "reactieschema.yaml",
        "signals.yaml",
    ]
