"""Another DMN reader, pyDMNrules, decides by an exported table as the tree does."""

import re
from xml.etree import ElementTree as ET

import pyDMNrules
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from processors.features import FeatureRow
from processors.tree import Tree
from schemas.vocabulary import Intent, Topic
from stadsgesprek.dmn import exported
from tests.processors.rows import ROWS, row
from tests.stadsgesprek.dmn.tables import antwerp_pack, export, trees

_DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"


# pyDMNrules misreads a range beside another test, such as `0, (3..5)`, which FEEL allows (DMN 1.3, 10.3.1.2, rule 15).
_MISREAD = re.compile(r"<text>(?:[^<]*, [\[(][^<]*\.\.|[\[(][^<]*\.\.[^<]*, )[^<]*</text>")


class Reader:
    """A table as pyDMNrules reads it. It knows an input by its label, and does not evaluate input expressions."""

    def __init__(self, table: str) -> None:
        self._rules = pyDMNrules.DMN()
        status = self._rules.useXML(table)
        assert not status.get("errors"), status
        inputs = ET.fromstring(table).iter(f"{_DMN}input")  # noqa: S314 - our own export
        self._inputs = {each.findtext(f"{_DMN}inputExpression/{_DMN}text", ""): each.get("label") for each in inputs}

    def outcome(self, row: FeatureRow) -> str:
        """The outcome of the first row that holds."""
        given = {label or text: self._value(text, label, row) for text, label in self._inputs.items()}
        status, decided = self._rules.decide(given)
        assert not status.get("errors"), status
        last = decided if isinstance(decided, dict) else decided[-1]
        return str(last["Result"]["outcome"])

    def _value(self, text: str, label: str | None, row: FeatureRow) -> object:
        if label is None:
            return getattr(row, text)
        asked = label.removeprefix("signals: ").split(", ")
        return any(
            found.startswith(each[:-1]) if each.endswith(".*") else found == each
            for each in asked
            for found in row.signals
        )


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(trees(), st.lists(ROWS, min_size=1, max_size=4))
def test_another_reader_decides_by_the_table_as_the_tree_does(tree: Tree, rows: list[FeatureRow]) -> None:
    table = exported(tree, "proef", "Proef").decode()
    assume(not _MISREAD.search(table))
    reader = Reader(table)
    for each in rows:
        assert reader.outcome(each) == tree.decide(each)[0].id


@pytest.fixture(scope="module")
def antwerp() -> Reader:
    return Reader(export(antwerp_pack()))


_SAID = [
    row(intent=str(Intent.noodgeval), urgency="acuut", topic=str(Topic.zorg)),
    row(intent=str(Intent.misbruik), signals=("misbruik.bedreiging",)),
    row(intent=str(Intent.melding), topic=str(Topic.verlichting), words=4),
    row(intent=str(Intent.klacht), sentiment="negatief", followers=25_000),
    row(language="fr"),
    row(intent=str(Intent.reactie), reply=True, words=2),
    row(intent=str(Intent.compliment), topic2=str(Topic.groen)),
    row(channel="counter"),
    row(abstained=True, signals=("gevaar.brand",)),
]


@pytest.mark.parametrize("said", _SAID, ids=lambda said: f"{said.intent}-{said.channel}-{said.language}")
def test_another_reader_decides_by_the_table_of_antwerp(said: FeatureRow, antwerp: Reader) -> None:
    assert antwerp.outcome(said) == antwerp_pack().city.tree.decide(said)[0].id
