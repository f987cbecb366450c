"""Feature rows and small trees for the tests of the reactieschema."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from processors.features import FEATURES, Feature, FeatureRow
from processors.ordinary import ORDINARY
from processors.tree import Tree
from processors.tree_compiler import compile_tree
from processors.tree_names import Names
from processors.tree_spec import TreeSpec

SIGNALS = ("derden.bus", "formele-klacht", "gevaar.brand", "gevaar.gas", "misbruik.bedreiging")
LANGUAGES = ("nl", "en", "fr")
DEPARTMENTS = ("communicatie", "politie", "sport")
VOICES = ("dienst", "stad")
TEMPLATES = ("bedankt", "vraag")

_ORDINARY = ORDINARY._replace(topic="zwembad", length=40)


def row(**changes: Any) -> FeatureRow:
    """An ordinary question, with these differences."""
    return _ORDINARY._replace(**changes)


def _values(feature: Feature) -> st.SearchStrategy[Any]:
    if feature.kind == "signals":
        return st.sets(st.sampled_from(SIGNALS)).map(lambda found: tuple(sorted(found)))
    if feature.kind == "flag":
        return st.booleans()
    if feature.kind == "choice":
        known: st.SearchStrategy[Any] = st.sampled_from(feature.values or (*LANGUAGES, "und"))
    elif feature.name.endswith("_confidence"):
        known = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    else:
        known = st.integers(0, 12)
    return st.none() | known if feature.optional else known


ROWS = st.builds(FeatureRow, **{name: _values(feature) for name, feature in FEATURES.items()})
"""Every row that a message can have, with numbers near small bounds."""


def outcome(**changes: Any) -> dict[str, Any]:
    """The content of an outcome that says nothing, with these differences."""
    return {"label": {"nl": "Stil", "en": "Silent"}, "action": "niet-reageren", "reason": "Zomaar.", **changes}


def question(id: str, als: Any, ja: Any, **more: Any) -> dict[str, Any]:
    """The content of a question."""
    return {"id": id, "vraag": f"Is het {id}?", "waarom": "Daarom.", "als": als, "ja": ja, **more}


def spec(tree: Sequence[Mapping[str, Any]], outcomes: Mapping[str, Any], **more: Any) -> TreeSpec:
    """The content of a reactieschema."""
    return TreeSpec.model_validate({"version": "test", "tree": tree, "outcomes": outcomes, **more})


def compile_spec(content: TreeSpec) -> Tree:
    """The tree, for a city with the few names above."""
    return compile_tree(content, Names(SIGNALS, DEPARTMENTS, LANGUAGES, VOICES, TEMPLATES))


def asking(als: Any, **more: Any) -> Tree:
    """A tree with one question: the outcome is `yes` or `no`."""
    tree = [question("it", als, "yes"), {"anders": "no"}]
    return compile_spec(spec(tree, {"yes": outcome(), "no": outcome()}, **more))
