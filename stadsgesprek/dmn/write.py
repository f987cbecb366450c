"""A reactieschema as a DMN 1.3 decision table (https://www.omg.org/spec/DMN/1.3, chapter 8) for other tools."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from processors.features import FEATURES
from processors.tree import Outcome, Tree
from stadsgesprek.dmn.cells import Column, all_of
from stadsgesprek.dmn.feel import expression, quoted, written
from stadsgesprek.dmn.rows import Row, rows

NAMESPACE: Final = "https://www.omg.org/spec/DMN/20191111/MODEL/"

OUTPUTS: Final = {
    "outcome": "string",
    "action": "string",
    "manner": "string",
    "departments": "string",
    "human": "boolean",
    "reason": "string",
}
"""The output columns with their types: an outcome's id, and for who reads the table what that outcome is."""

RULE: Final = "rule."
"""What the XML ids of rules start with; the rest is the name of the row."""

_TYPES: Final = {"choice": "string", "flag": "boolean", "number": "number", "signals": "tSignals"}
_ILLEGAL: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def exported(tree: Tree, city: str, name: str) -> bytes:
    """The decision table of a tree, as XML; `city` is the city's id and `name` its name.

    Raises TooManyRowsError.
    """
    found = rows(tree)
    return ("\n".join(_document(tree, city, name, found)) + "\n").encode()


def output_values(outcome: Outcome) -> dict[str, str | bool]:
    """What the output columns say of an outcome."""
    return {
        "outcome": outcome.id,
        "action": outcome.action.value,
        "manner": outcome.manner.value,
        "departments": ", ".join(outcome.departments),
        "human": outcome.human,
        "reason": outcome.reason,
    }


def columns(found: Sequence[Row]) -> list[Column]:
    """The inputs that the rows ask for: features in their usual order, then signals as they come."""
    asked = list(dict.fromkeys(column for row in found for column in row.cells))
    order = list(FEATURES)
    return sorted(asked, key=lambda column: order.index(column.feature))


def _document(tree: Tree, city: str, name: str, found: Sequence[Row]) -> Iterator[str]:
    inputs = columns(found)
    features = list(dict.fromkeys(column.feature for column in inputs))
    title = f"Reactieschema {name} {tree.version}"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<definitions xmlns="{NAMESPACE}" id="definitions" name={_attribute(title)}'
        f' namespace={_attribute(f"urn:stadsgesprek:{city}")} exporter="stadsgesprek">'
    )
    yield '  <itemDefinition id="type.signals" name="tSignals" isCollection="true">'
    yield "    <typeRef>string</typeRef>"
    yield "  </itemDefinition>"
    for feature in features:
        yield f'  <inputData id="data.{feature}" name="{feature}">'
        yield f"    <description>{_text(FEATURES[feature].description)}</description>"
        yield f'    <variable id="variable.{feature}" name="{feature}" typeRef="{_TYPES[FEATURES[feature].kind]}"/>'
        yield "  </inputData>"
    yield '  <decision id="reactieschema" name="reactieschema">'
    yield '    <variable id="variable" name="reactieschema"/>'
    for feature in features:
        yield f'    <informationRequirement id="requirement.{feature}">'
        yield f'      <requiredInput href="#data.{feature}"/>'
        yield "    </informationRequirement>"
    yield '    <decisionTable id="table" hitPolicy="FIRST">'
    for number, column in enumerate(inputs, 1):
        yield from _input(number, column)
    for output, kind in OUTPUTS.items():
        yield f'      <output id="output.{output}" name="{output}" typeRef="{kind}"/>'
    for number, row in enumerate(found, 1):
        yield from _rule(number, row, inputs, tree)
    yield "    </decisionTable>"
    yield "  </decision>"
    yield "</definitions>"


def _input(number: int, column: Column) -> Iterator[str]:
    kind = "boolean" if column.asked else _TYPES[FEATURES[column.feature].kind]
    label = f" label={_attribute('signals: ' + ', '.join(column.asked))}" if column.asked else ""
    yield f'      <input id="input.{number}"{label}>'
    yield f'        <inputExpression id="expression.{number}" typeRef="{kind}">'
    yield f"          <text>{_text(expression(column))}</text>"
    yield "        </inputExpression>"
    values = FEATURES[column.feature].values
    if values and not FEATURES[column.feature].optional:
        # A tool offers these to who edits; where null can be as well, some would refuse it.
        yield f'        <inputValues id="values.{number}">'
        yield f"          <text>{_text(', '.join(map(quoted, values)))}</text>"
        yield "        </inputValues>"
    yield "      </input>"


def _rule(number: int, row: Row, inputs: Sequence[Column], tree: Tree) -> Iterator[str]:
    yield f'      <rule id="{RULE}{row.name}">'
    yield f"        <description>{_text(described(row, tree))}</description>"
    for place, column in enumerate(inputs, 1):
        cell = written(column, row.cells.get(column, all_of(column)))
        yield f'        <inputEntry id="in.{number}.{place}"><text>{_text(cell)}</text></inputEntry>'
    for output, value in output_values(tree.outcomes[row.outcome]).items():
        literal = quoted(value) if isinstance(value, str) else str(value).lower()
        yield f'        <outputEntry id="out.{number}.{output}"><text>{_text(literal)}</text></outputEntry>'
    yield "      </rule>"


def described(row: Row, tree: Tree) -> str:
    """What people read beside a row: the questions that were answered with ja, and below, why the last one is asked."""
    if not row.way:
        return f"In alle andere gevallen\n{tree.outcomes[row.outcome].reason}"
    asked = [tree.nodes[id] for id in row.way]
    return f"{' > '.join(node.vraag for node in asked)}\n{asked[-1].waarom}"


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("", text))
