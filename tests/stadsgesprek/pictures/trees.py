"""Trees to draw: Antwerp's, and whatever hypothesis can think of, with texts that mean harm."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from processors.city import City
from processors.tree import Tree
from schemas.vocabulary import Action
from stadsgesprek.pack import builtin, load
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.speech import speech_of
from tests.processors.rows import compile_spec, outcome, question, spec

HOSTILE = (
    "<script>alert(1)</script>\"'&amp;",
    "]]><!-- --><svg onload=x>",
    '"] --> x; click a "javascript:alert(1)"',
    "**vet** [link](javascript:x) `code` | # kop",
    "1. eerste\n- tweede\n\n> derde #quot; #35;",
    "een\x00twee\x07drie\ufffe\uffff",
    "W" * 400,
    "مرحبا 你好 😀 é",
    "{{ 7 * 7 }} {% raw %}",
)

_Chain = Any
"""Questions (a text, and where their `ja` leads: a number for an end, or a chain), and the end of the last `nee`."""


@cache
def antwerp() -> City:
    """The city as it comes with the product."""
    return load(builtin("antwerpen"))


def scene(tree: Tree | None = None, language: str = "nl", **more: Any) -> Scene:
    """A picture of a tree, or of Antwerp's own, with Antwerp's names."""
    city = antwerp() if tree is None else replace(antwerp(), tree=tree)
    return Scene(city, speech_of(city, "en" if language == "en" else "nl"), **more)


TEXTS = st.sampled_from(HOSTILE) | st.text(min_size=3, max_size=120)
_ENDS = st.integers(0, 99)
"""Where a branch ends: an outcome, or with some luck a question further on."""

_CHAINS: st.SearchStrategy[Any] = st.recursive(
    st.tuples(st.lists(st.tuples(TEXTS, _ENDS), min_size=1, max_size=4), _ENDS),
    lambda chains: st.tuples(st.lists(st.tuples(TEXTS, _ENDS | chains), min_size=1, max_size=4), _ENDS),
    max_leaves=8,
)


@st.composite
def written_trees(draw: Callable[..., Any]) -> tuple[Tree, dict[str, int]]:
    """A tree of nested chains, some of whose branches jump to a question elsewhere; and how deep each was written."""
    chain = draw(_CHAINS)
    total = _size(chain)
    used: dict[str, dict[str, Any]] = {}
    numbers = iter(range(total))
    levels: dict[str, int] = {}

    def end(number: int, after: int) -> str:
        """Half of the ends are outcomes; the others a question that comes later, so that there is no circle."""
        if number % 2 and after + 1 < total:
            return f"q{after + 1 + number % (total - after - 1)}"
        actions = list(Action)
        id = f"o{number % 7}"
        used[id] = _outcome(actions[number % len(actions)], draw(TEXTS))
        return id

    def written(chain: _Chain, level: int) -> tuple[list[dict[str, Any]], int]:
        """A chain as the file has it, and the number of its last question."""
        lines, (questions, last) = [], chain
        here = -1
        for text, ja in questions:
            here = next(numbers)
            levels[f"q{here}"] = level
            line = question(f"q{here}", {"intent": "vraag"}, None, vraag=text, waarom=text)
            if isinstance(ja, int):
                line["ja"] = end(ja, here)
            else:
                line["ja"], here = written(ja, level + 1)
            lines.append(line)
        lines.append({"anders": end(last, here)})
        return lines, here

    lines, _ = written(chain, 0)
    clocks = {"nu": "PT0S"} if any("clock" in each for each in used.values()) else {}
    return compile_spec(spec(lines, used, clocks=clocks)), levels


def trees() -> st.SearchStrategy[Tree]:
    """The same, without how deep."""
    return written_trees().map(lambda written: written[0])


def _outcome(action: Action, text: str) -> dict[str, Any]:
    label = text.strip()[:100] or "leeg"
    more: dict[str, Any] = {"label": {"nl": label, "en": label}, "action": action, "reason": text}
    if action in {Action.reageren, Action.doorverwijzen}:
        more |= {"manner": "openbaar", "clock": "nu"}
    if action is Action.escaleren:
        more |= {"human": True, "departments": ["politie"]}
    return outcome(**more)


def _size(chain: _Chain) -> int:
    return sum(1 + (0 if isinstance(ja, int) else _size(ja)) for _, ja in chain[0])
