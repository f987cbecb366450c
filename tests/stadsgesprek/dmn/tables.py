"""Trees, conditions and packs for the tests of DMN."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from processors.features import FEATURES, Feature
from processors.tree import Tree
from stadsgesprek.dmn import exported
from stadsgesprek.pack import Pack, builtin, compiled, read_files
from tests.processors.rows import LANGUAGES, SIGNALS, compile_spec, outcome, question, spec
from tests.stadsgesprek.pack.packs import write_pack

OUTCOMES = ("a", "b", "c", "d")


@cache
def small_pack() -> Pack:
    """The small pack, with all that it was made of."""
    with tempfile.TemporaryDirectory() as folder:
        return compiled(read_files(write_pack(Path(folder))))


@cache
def antwerp_pack() -> Pack:
    """Antwerp, as it is delivered."""
    return compiled(read_files(builtin("antwerpen")))


def export(pack: Pack) -> str:
    """A pack's decision table."""
    return exported(pack.city.tree, pack.city.id, pack.city.name).decode()


def _asks(feature: Feature) -> st.SearchStrategy[dict[str, Any]]:
    values: st.SearchStrategy[Any]
    if feature.kind == "signals":
        values = st.lists(st.sampled_from([*SIGNALS, "gevaar.*"]), min_size=1, max_size=2, unique=True)
    elif feature.kind == "flag":
        values = st.booleans()
    elif feature.kind == "choice":
        known = [*(feature.values or (*LANGUAGES, "und")), *([None] if feature.optional else [])]
        values = st.lists(st.sampled_from(known), min_size=1, max_size=len(known), unique=True)
    else:
        bounds = st.integers(0, 12) | st.sampled_from([0.25, 0.5, 1.0])
        one = st.dictionaries(st.sampled_from(["<", "<=", ">", ">="]), bounds, min_size=1, max_size=2)
        values = one | bounds | st.lists(bounds | (st.none() if feature.optional else bounds), min_size=1, max_size=3)
    return values.map(lambda value: {feature.name: value})


_ATOMS = st.one_of([_asks(FEATURES[name]) for name in ("intent", "topic2", "language", "reply", "followers", "words")])
CONDITIONS: st.SearchStrategy[Any] = st.recursive(
    _ATOMS | _asks(FEATURES["signals"]),
    lambda parts: (
        st.builds(lambda part: {"not": part}, parts)
        | st.builds(lambda kind, many: {kind: many}, st.sampled_from(["all", "any"]), st.lists(parts, min_size=1))
    ),
    max_leaves=5,
)
"""Conditions as a reactieschema writes them."""


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Trees of three to seven questions: chains in chains, a way that leads elsewhere, a `nee` of its own."""
    ids = iter(range(100))
    leaf = st.sampled_from(OUTCOMES)

    def chain(depth: int) -> list[Any]:
        lines: list[Any] = []
        for _ in range(draw(st.integers(1, 3 - depth))):
            nested = depth < 2 and draw(st.booleans())
            more = {"nee": draw(leaf)} if depth and draw(st.booleans()) and not lines else {}
            ja = chain(depth + 1) if nested else draw(leaf)
            lines.append(question(f"q{next(ids)}", draw(CONDITIONS), ja, **more))
            if more:
                return lines
        return [*lines, {"anders": draw(leaf)}]

    elsewhere = question("elsewhere", draw(CONDITIONS), draw(leaf))
    tree = [question("first", draw(CONDITIONS), "elsewhere"), *chain(0)[:-1], elsewhere, {"anders": draw(leaf)}]
    used = repr(tree)
    outcomes = {id: outcome(reason=f"Het is {id}.") for id in OUTCOMES if f"'{id}'" in used}
    return compile_spec(spec(tree, outcomes))
