"""A tree in the expression languages of other engines, for the same decisions by them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf
from processors.tree import Tree

Scalar = str | bool | int | float | None


@dataclass(frozen=True, slots=True)
class Language:
    """How an expression language writes what a condition can say."""

    both: str
    either: str
    negated: Callable[[str], str]
    one_of: Callable[[str, Sequence[Scalar]], str]
    some_signal: Callable[[Sequence[str]], str]


def _listed(values: Sequence[Scalar]) -> str:
    return f"[{', '.join(map(json.dumps, values))}]"


def _is(name: str, values: Sequence[Scalar]) -> str:
    return f"{name} == {json.dumps(values[0])}" if len(values) == 1 else f"{name} in {_listed(values)}"


CEL: Final = Language(
    both=" && ",
    either=" || ",
    negated=lambda inner: f"!({inner})",
    one_of=_is,
    some_signal=lambda ids: f"signals.exists(s, s in {_listed(ids)})",
)
ZEN: Final = Language(
    both=" and ",
    either=" or ",
    negated=lambda inner: f"not ({inner})",
    one_of=_is,
    some_signal=lambda ids: f"some(signals, # in {_listed(ids)})",
)


def expression(condition: Condition, language: Language) -> str:
    """The condition as text."""
    match condition:
        case OneOf(feature, values):
            return language.one_of(feature, sorted(values, key=str))
        case Compare(feature, sign, bound):
            known = language.negated(f"{feature} == null")
            return f"({known}{language.both}{feature} {sign} {bound})"
        case HasSignal(ids=ids):
            return language.some_signal(sorted(ids))
        case AllOf(parts):
            return f"({language.both.join(expression(part, language) for part in parts)})"
        case AnyOf(parts):
            return f"({language.either.join(expression(part, language) for part in parts)})"
        case Not(part):
            return language.negated(expression(part, language))


def nested(tree: Tree, language: Language) -> str:
    """The whole tree as one expression of `condition ? … : …`, whose value is the id of the outcome."""

    def at(id: str) -> str:
        node = tree.nodes.get(id)
        if node is None:
            return json.dumps(id)
        return f"({expression(node.condition, language)} ? {at(node.ja)} : {at(node.nee)})"

    return at(tree.root)


def jdm(tree: Tree, language: Language = ZEN) -> Mapping[str, Any]:
    """The tree as the decision table of a JSON decision model, first hit: one row a leaf, in the order of reading.

    A `nee` is not written: what gets a `ja` before it has left by then.
    """
    rows: list[dict[str, str]] = []

    def add(id: str, held: tuple[str, ...]) -> None:
        node = tree.nodes.get(id)
        if node is None:
            when = language.both.join(held) or "true"
            rows.append({"_id": f"r{len(rows)}", "when": when, "outcome": json.dumps(id)})
            return
        add(node.ja, (*held, expression(node.condition, language)))
        add(node.nee, held)

    add(tree.root, ())
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "outcome", "name": "outcome", "field": "outcome"}],
        "rules": rows,
    }
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "e2", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }
