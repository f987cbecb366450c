"""A DMN file as the one decision table that it holds, with everything in it that is outside of the subset."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from processors.faults import listed, nearest, shown
from processors.features import FEATURES
from stadsgesprek.dmn.cells import Column
from stadsgesprek.dmn.feel import asked_signals
from stadsgesprek.dmn.write import NAMESPACE, OUTPUTS
from stadsgesprek.dmn.xml import Element, parsed
from stadsgesprek.pack.problem import PackError, Problem

MAX_RULES: Final = 5_000

_NOT_READ: Final = ("import", "businessKnowledgeModel", "decisionService")
"""Elements that change what a table means, and that the subset does not have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell as it is written."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `number` counts from 1; `id` is that of the XML, `note` what stands beside it for people."""

    number: int
    line: int
    id: str
    note: str
    inputs: tuple[Entry, ...]
    outputs: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table; a column is None when it could not be read, and then there is a problem that says so."""

    columns: tuple[Column | None, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...]


def read_table(file: str, content: bytes) -> Table:
    """The table in a file, and what is wrong with it; `file` names it. Raises PackError when there is no table."""
    root = parsed(file, content)
    if root.name != "definitions" or root.namespace != NAMESPACE:
        what = f"is not DMN 1.3: its root is {root.name} of {root.namespace or 'no namespace'}"[:200]
        raise PackError([Problem(file, root.line, what, f"save it as DMN 1.3, which is {NAMESPACE}")])
    tables = [each for each in root.walk() if (each.namespace, each.name) == (NAMESPACE, "decisionTable")]
    if not tables:
        hint = "export a reactieschema to see what is expected"
        raise PackError([Problem(file, root.line, "has no decision table", hint)])
    table = tables[0]
    problems = [Problem(file, each.line, what, hint) for each, what, hint in _outside(root, tables)]
    columns = tuple(_column(file, each, problems) for each in table.all("input"))
    outputs = tuple(_output(file, each, problems) for each in table.all("output"))
    if "outcome" not in outputs:
        problems.append(Problem(file, table.line, "no output column is called outcome", "add it: the id of an outcome"))
    rules = tuple(_rule(number, each) for number, each in enumerate(table.all("rule"), 1))
    if not rules:
        problems.append(Problem(file, table.line, "the table has no rules", "add one with - in every input column"))
    if len(rules) > MAX_RULES:
        problems.append(Problem(file, table.line, f"the table has more than {MAX_RULES} rules", "make it smaller"))
    for rule in rules:
        for kind, entries, wanted in (("input", rule.inputs, columns), ("output", rule.outputs, outputs)):
            if len(entries) != len(wanted):
                what = f"rule {rule.number} has {len(entries)} {kind} entries for {len(wanted)} columns"
                problems.append(Problem(file, rule.line, what, "give each column one"))
    return Table(columns, outputs, rules[:MAX_RULES], tuple(problems))


def _outside(root: Element, tables: list[Element]) -> Iterator[tuple[Element, str, str]]:
    for each in tables[1:]:
        yield each, "is a second decision table", "a reactieschema is one table; take the others out"
    for each in root.children:
        if each.namespace == NAMESPACE and each.name in _NOT_READ:
            yield each, f"{each.name} is not read", "write all conditions in the one table"
        if (each.namespace, each.name) == (NAMESPACE, "decision") and not each.all("decisionTable"):
            yield each, f"the decision {shown(each.attributes.get('name', ''))} is not a table", "take it out"
    policy = tables[0].attributes.get("hitPolicy", "UNIQUE")
    if policy != "FIRST":
        yield tables[0], f"the hit policy is {shown(policy)}", "choose FIRST: the first row that holds decides"
    for each in root.walk():
        language = each.attributes.get("expressionLanguage", "feel")
        if each.namespace == NAMESPACE and "feel" not in language.lower():
            yield each, f"the expression language is {shown(language)}", "choose FEEL"


def _column(file: str, element: Element, problems: list[Problem]) -> Column | None:
    text = element.words("inputExpression", "text")
    if text in FEATURES and text != "signals":
        return Column(text)
    asked = asked_signals(text)
    if asked:
        return Column("signals", asked)
    if text == "signals" or "signals" in text:
        hint = 'one column for each test: list contains(signals, "formele-klacht"), with true or false in the rows'
    else:
        hint = nearest(text, FEATURES) or listed(FEATURES)
    problems.append(Problem(file, element.line, f"the input column {shown(text)} is not a feature of a message", hint))
    return None


def _output(file: str, element: Element, problems: list[Problem]) -> str:
    name = element.attributes.get("name") or element.attributes.get("label") or ""
    if name not in OUTPUTS:
        hint = nearest(name, OUTPUTS) or listed(OUTPUTS)
        problems.append(Problem(file, element.line, f"the output column {shown(name)} is not known", hint))
    return name


def _rule(number: int, element: Element) -> Rule:
    notes = [each.words("text") for each in element.all("annotationEntry")]
    return Rule(
        number=number,
        line=element.line,
        id=element.attributes.get("id", ""),
        note=element.words("description") or "\n".join(note for note in notes if note),
        inputs=tuple(Entry(each.words("text"), each.line) for each in element.all("inputEntry")),
        outputs=tuple(Entry(each.words("text"), each.line) for each in element.all("outputEntry")),
    )
