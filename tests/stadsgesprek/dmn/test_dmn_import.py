"""A table read back decides the same; what is outside of the subset is refused, all of it at once."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.analysis import same_decisions
from processors.condition_reader import ConditionReader
from processors.tree import Tree
from stadsgesprek.dmn import exported, imported
from stadsgesprek.dmn.meaning import questions
from stadsgesprek.dmn.table import read_table
from stadsgesprek.dmn.xml import MAX_BYTES
from stadsgesprek.pack import Pack, PackError, compiled
from tests.processors.rows import LANGUAGES, SIGNALS, compile_spec, outcome, question, spec
from tests.stadsgesprek.dmn.tables import antwerp_pack, export, small_pack, trees
from tests.stadsgesprek.pack.packs import TREE

NOISE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_back(text: str, pack: Pack) -> Tree:
    """The tree that a table makes, in the pack that it came from."""
    made = imported("tabel.dmn", text.encode(), pack)
    return compiled({**pack.files, "reactieschema.yaml": made.encode()}, before=pack).city.tree


def problems(text: str | bytes, pack: Pack | None = None) -> list[str]:
    """All that is wrong with a table."""
    with pytest.raises(PackError) as caught:
        imported("tabel.dmn", text if isinstance(text, bytes) else text.encode(), pack or small_pack())
    assert {problem.file for problem in caught.value.problems} == {"tabel.dmn"}
    return [re.sub(r"^tabel\.dmn(:\d+)?: ", "", str(problem)) for problem in caught.value.problems]


@pytest.mark.parametrize("pack", [small_pack, antwerp_pack])
def test_a_tree_that_goes_out_and_in_decides_the_same(pack: Callable[[], Pack]) -> None:
    before = pack()
    after = read_back(export(before), before)
    assert same_decisions(before.city.tree, after, before.city_spec) is None


@NOISE
@given(trees())
def test_any_tree_that_goes_out_and_in_decides_the_same(tree: Tree) -> None:
    table = read_table("tabel.dmn", exported(tree, "proef", "Proef"))
    reader = ConditionReader(sets={}, fragments={}, signals=frozenset(SIGNALS), languages=LANGUAGES)
    found, wrong = questions("tabel.dmn", table, tree.outcomes, reader)
    assert (wrong, table.problems) == ([], ())
    lines = [
        {"anders": each.outcome} if each.als is None else question(each.id, each.als, each.outcome) for each in found
    ]
    reached = {each.outcome for each in found}
    after = compile_spec(spec(lines, {id: outcome(reason=f"Het is {id}.") for id in reached}))
    assert same_decisions(tree, after) is None


def test_the_text_for_people() -> None:
    made = imported("tabel.dmn", export(small_pack()).encode(), small_pack())
    head, rest = made.split("tree:\n")
    tree, outcomes = rest.split("\noutcomes:\n")
    assert head.startswith("# Het reactieschema, gelezen uit een DMN-beslissingstabel.\n")
    assert head.endswith("\nversion: mini\n\nclocks:\n  nu: PT0S\n  vier-uur: PT4H\n\n")
    assert tree == (
        "  - id: gevaar\n"
        "    vraag: 'Is er gevaar?'\n"
        "    waarom: Eerst het gevaar.\n"
        "    als:\n"
        "      intent: noodgeval\n"
        "    ja: noodgeval\n"
        "  - id: twijfel\n"
        "    vraag: 'Twijfelen we?'\n"
        "    waarom: Dan kijkt een mens.\n"
        "    als:\n"
        "      abstained: true\n"
        "    ja: nakijken\n"
        "  - id: bad\n"
        "    vraag: 'Vraagt iemand iets? > Gaat het over het zwembad?'\n"
        "    waarom: Om te tonen hoe een rijtje werkt.\n"
        "    als:\n"
        "      intent: vraag\n"
        "      signals: water.*\n"
        "    ja: vraag-zwembad\n"
        "  - id: vraag.anders\n"
        "    vraag: 'Vraagt iemand iets?'\n"
        "    waarom: Een vraag krijgt antwoord.\n"
        "    als:\n"
        "      intent: vraag\n"
        "    ja: vraag-aan-dienst\n"
        "  # In alle andere gevallen\n"
        "  - anders: stil\n"
    )
    assert outcomes == TREE.split("outcomes:\n")[1]


def test_comments_stay_with_what_they_are_about() -> None:
    text = TREE.replace("clocks:", "# Termijnen\nclocks:").replace("outcomes:", "# Wat we doen\noutcomes:")
    files = {**small_pack().files, "reactieschema.yaml": text.encode()}
    made = imported("tabel.dmn", export(small_pack()).encode(), compiled(files))
    assert "version: mini\n\n# Termijnen\nclocks:\n" in made
    assert "  - anders: stil\n\n# Wat we doen\noutcomes:\n" in made


def test_an_edited_table() -> None:
    """As somebody does in a modeller: a row of one's own, without a note, above the others."""
    text = export(small_pack())
    row = re.search(r' *<rule id="rule.twijfel">.*?</rule>\n', text, re.DOTALL)
    assert row is not None
    new = row[0].replace("rule.twijfel", "DecisionRule_0k3x").replace("true", "false", 1)
    new = re.sub(r"<description>.*?</description>", "", new, flags=re.DOTALL)
    new = re.sub(r'(id="out\.2\.(?:action|manner|reason)"><text>)[^<]*', r"\1", new)
    tree = read_back(text.replace(row[0], new + row[0]), small_pack())
    assert list(tree.nodes) == ["gevaar", "regel-2", "twijfel", "bad", "vraag.anders"]
    assert tree.nodes["regel-2"].vraag == "Geldt regel 2 van de tabel?"
    assert tree.nodes["regel-2"].waarom == "Zo staat het in regel 2 van de tabel."
    assert tree.nodes["regel-2"].ja == "nakijken"


def test_what_other_tools_add_is_no_problem() -> None:
    text = export(small_pack())
    text = text.replace(
        "<decisionTable ",
        '<extensionElements><x:own xmlns:x="urn:x" expressionLanguage="basic"/></extensionElements><decisionTable ',
    )
    text = text.replace("<inputEntry ", '<inputEntry expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/" ')
    text = text.replace('<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0"?>\n<!-- van een ander -->')
    assert read_back(text, small_pack()).nodes.keys() == read_back(export(small_pack()), small_pack()).nodes.keys()


def _changed(old: str, new: str, times: int = 1) -> str:
    text = export(small_pack())
    assert old in text
    return text.replace(old, new, times)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"', "the hit policy is 'UNIQUE'; choose FIRST"),
        (' hitPolicy="FIRST"', "", "the hit policy is 'UNIQUE'; choose FIRST"),
        (
            "20191111",
            "20180521",
            "is not DMN 1.3: its root is definitions of https://www.omg.org/spec/DMN/20180521/MODEL/",
        ),
        (
            "<text>intent</text>",
            "<text>intentie</text>",
            "'intentie' is not a feature of a message; did you mean intent",
        ),
        ("<text>intent</text>", "<text>upper case(intent)</text>", "is not a feature of a message"),
        ("<text>abstained</text>", "<text>signals</text>", 'list contains(signals, "formele-klacht")'),
        ('"water."', '"watr."', "rule 3, column signals: 'watr.*' is not a known signal; did you mean"),
        (
            '<text>"noodgeval"</text></inputEntry>',
            '<text>"nood"</text></inputEntry>',
            "'nood' is not a value of intent",
        ),
        (
            "<text>true</text></inputEntry>",
            "<text>ja</text></inputEntry>",
            "rule 2, column abstained: cannot read 'ja'",
        ),
        ('<output id="output.outcome" name="outcome"', '<output id="o" name="uitkomst"', "'uitkomst' is not known"),
        ('<output id="output.outcome" name="outcome"', '<output id="o" name="uitkomst"', "is called outcome; add it"),
        (
            '.outcome"><text>"stil"',
            '.outcome"><text>"still"',
            "'still' is not an outcome of the reactieschema; did you mean stil",
        ),
        ('.outcome"><text>"stil"', '.outcome"><text>stil', "rule 5, output outcome: cannot read 'stil'"),
        ('.outcome"><text>"stil"', '.outcome"><text>', "'' is not an outcome of the reactieschema"),
        (
            '.action"><text>"volgen"',
            '.action"><text>"reageren"',
            "output action: 'reageren', but nakijken has 'volgen'",
        ),
        (
            '<outputEntry id="out.1.human"><text>true</text></outputEntry>',
            "",
            "rule 1 has 5 output entries for 6 columns",
        ),
        (
            "</decisionTable>",
            '</decisionTable></decision><decision id="two" name="two">',
            "'two' is not a table; take it out",
        ),
        ("  <decision ", '<businessKnowledgeModel id="b" name="b"/><decision ', "businessKnowledgeModel is not read"),
        ("<inputEntry ", '<inputEntry expressionLanguage="juel" ', "the expression language is 'juel'; choose FEEL"),
        ("decisionTable", "table", "has no decision table; export a reactieschema"),
    ],
)
def test_one_thing_wrong(old: str, new: str, said: str) -> None:
    found = problems(_changed(old, new, -1 if old == "decisionTable" else 1))
    assert any(said in each for each in found), found


def test_everything_that_is_wrong_is_said_at_once_with_its_line() -> None:
    text = _changed('<text>"noodgeval"</text></inputEntry>', '<text>"nood"</text></inputEntry>')
    text = text.replace("<text>true</text></inputEntry>", "<text>ja</text></inputEntry>")
    text = text.replace('.outcome"><text>"stil"', '.outcome"><text>"still"').replace("FIRST", "ANY")
    with pytest.raises(PackError) as caught:
        imported("tabel.dmn", text.encode(), small_pack())
    lines = text.splitlines()
    told = [(lines[(problem.line or 0) - 1].strip()[:11], problem.what) for problem in caught.value.problems]
    assert told == [
        ("<decisionTa", "the hit policy is 'ANY'"),
        ("<inputEntry", "rule 1, column intent: 'nood' is not a value of intent"),
        ("<inputEntry", "rule 2, column abstained: cannot read 'ja'"),
        ("<inputEntry", "rule 3, column signals: cannot read 'ja'"),
        ("<outputEntr", "rule 5, output outcome: 'still' is not an outcome of the reactieschema"),
    ]


def test_a_table_must_end_with_a_row_for_all_else() -> None:
    text = re.sub(r' *<rule id="rule.anders">.*?</rule>\n', "", export(small_pack()), flags=re.DOTALL)
    assert problems(text) == [
        "after rule 4 nothing says what happens with all other messages; add a row with - in every input column"
    ]
    everything = export(small_pack()).replace('<text>"noodgeval"</text></inputEntry>', "<text>-</text></inputEntry>")
    assert problems(everything) == ["rule 2 is never reached: rule 1 holds for everything; move that one to the end"]
    none = re.sub(r" *<rule .*</rule>\n", "", export(small_pack()), flags=re.DOTALL)
    assert problems(none) == ["the table has no rules; add one with - in every input column"]


_BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not XML: no element found"),
        (b"tree:\n  - anders: stil\n", "is not XML"),
        (b"<definitions>", "is not XML: no element found"),
        (b"<definitions/>", "is not DMN 1.3: its root is definitions of no namespace"),
        (_BOMB.encode(), "has a document type"),
        (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>', "has a document type"),
        (b"<a>" * 60 + b"</a>" * 60, "is nested deeper than 50"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "is not"),
        (b"\xff\xfe<\x00a", "is not XML"),
        (b" " * (MAX_BYTES + 1), f"is larger than {MAX_BYTES} bytes"),
    ],
)
def test_what_is_no_dmn(content: bytes, said: str) -> None:
    (found,) = problems(content)
    assert said in found


@NOISE
@given(st.data())
def test_a_damaged_table_is_read_or_refused_in_words(data: st.DataObject) -> None:
    text = export(small_pack())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 40))
        text = (
            text[:start]
            + data.draw(st.text(max_size=5) | st.sampled_from(["-", '"', "<", "</rule>"]))
            + text[start + length :]
        )
    try:
        made = imported("tabel.dmn", text.encode(), small_pack())
    except PackError as error:
        assert {problem.file for problem in error.problems} == {"tabel.dmn"}  # noqa: PT017 - either is good
    else:
        assert "\ntree:\n" in made
