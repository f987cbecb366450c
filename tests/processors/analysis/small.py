"""Small random trees, and every row that could tell them apart, one by one: what the analysis is held against."""

from dataclasses import dataclass, field
from functools import cache, reduce
from itertools import combinations, product
from operator import and_, or_
from typing import Any

from hypothesis import strategies as st

from processors.analysis.possible import ALWAYS
from processors.conditions import AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf, compiled
from processors.features import FeatureRow
from processors.labels import Label
from processors.tree import Node, Outcome, Tree
from schemas.vocabulary import Action, Intent, Manner, Sentiment, Urgency
from tests.processors.rows import row

SIGNALS = ("derden.bus", "formele-klacht", "gevaar.gas")
_BOUNDS = (-1, 0, 0.5, 1, 2, 2.5)
_VALUES: dict[str, tuple[Any, ...]] = {
    "intent": tuple(each.value for each in Intent),
    "urgency": tuple(each.value for each in Urgency),
    "topic": ("loket", "overig", "zorg", "veiligheid"),
    "language": ("nl", "und"),
    "abstained": (True, False),
    "words": (0, 1, 2, 1.5),
    "followers": (None, 0, 1, 2),
}

_PLAIN = st.sampled_from(sorted(_VALUES)).flatmap(
    lambda name: st.sets(st.sampled_from(_VALUES[name]), min_size=1, max_size=3).map(
        lambda values: OneOf(name, frozenset(values))
    )
)
_BOUND = st.builds(
    Compare,
    st.sampled_from(["words", "followers"]),
    st.sampled_from([">=", ">", "<=", "<"]),
    st.sampled_from(_BOUNDS),
)
_SIGNAL = st.sets(st.sampled_from(SIGNALS), min_size=1).map(lambda ids: HasSignal(tuple(sorted(ids)), frozenset(ids)))


def _grown(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    groups = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return groups.map(AllOf) | groups.map(AnyOf) | parts.map(Not)


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(_PLAIN | _BOUND | _SIGNAL, _grown, max_leaves=4)


def an_outcome(id: str, **changes: Any) -> Outcome:
    """An outcome that says nothing to anybody, with these differences."""
    content: dict[str, Any] = {
        "label": Label("Stil", "Silent"),
        "action": Action.niet_reageren,
        "manner": Manner.geen,
        "voice": None,
        "clock": None,
        "clock_name": None,
        "ruling": None,
        "template": None,
        "departments": (),
        "human": False,
        "reason": "Zomaar.",
    }
    return Outcome(id=id, **content | changes)


OUTCOMES = {
    "stil": an_outcome("stil"),
    "mens": an_outcome("mens", action=Action.escaleren, departments=("politie",), human=True),
    "luid": an_outcome("luid", action=Action.reageren, manner=Manner.openbaar),
}


@st.composite
def trees(draw: st.DrawFn, most: int = 6) -> Tree:
    """A tree of which every question leads to later questions or outcomes; not all of them need be reached."""
    size = draw(st.integers(1, most))
    nodes = {}
    for number in range(size):
        ahead = [*(f"q{later}" for later in range(number + 1, size)), *OUTCOMES]
        target = st.sampled_from(ahead[:4])
        id = f"q{number}"
        nodes[id] = Node(id, f"Is het {id}?", "Daarom.", draw(CONDITIONS), draw(target), draw(target))
    return tree_of(nodes)


def tree_of(nodes: dict[str, Node]) -> Tree:
    """A tree that starts at its first question."""
    return Tree(version="test", hash="0" * 12, root=next(iter(nodes)), nodes=nodes, outcomes=OUTCOMES)


@dataclass(frozen=True)
class Rows:
    """Rows tried one by one; a set of them is an integer with a bit for each."""

    rows: tuple[FeatureRow, ...]
    known: dict[str, list[tuple[Any, int]]] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """Every row."""
        return (1 << len(self.rows)) - 1

    def where(self, condition: Condition) -> int:
        """The rows in which a condition holds."""
        match condition:
            case AllOf(parts):
                return reduce(and_, map(self.where, parts), self.all)
            case AnyOf(parts):
                return reduce(or_, map(self.where, parts), 0)
            case Not(part):
                return self.all & ~self.where(part)
        name = "signals" if isinstance(condition, HasSignal) else condition.feature
        test = compiled(condition)
        return reduce(or_, (rows for value, rows in self._by_value(name) if test(row(**{name: value}))), 0)

    def _by_value(self, name: str) -> list[tuple[Any, int]]:
        """Each value of a feature, with the rows that have it."""
        if name not in self.known:
            values = [getattr(each, name) for each in reversed(self.rows)]
            self.known[name] = [
                (value, int("".join("1" if each == value else "0" for each in values), 2)) for value in set(values)
            ]
        return self.known[name]

    def walked(self, tree: Tree) -> dict[str, int]:
        """The rows that get to each question and outcome of a tree of which every question leads to later ones."""
        arrive = dict.fromkeys([*tree.nodes, *tree.outcomes], 0)
        arrive[tree.root] = self.all
        for node in tree.nodes.values():
            ja = self.where(node.condition)
            arrive[node.ja] |= arrive[node.id] & ja
            arrive[node.nee] |= arrive[node.id] & ~ja
        return arrive


@cache
def understood_rows() -> tuple[FeatureRow, ...]:
    """Every way in which a message can be understood that conditions tell apart, also those that cannot be."""
    values = {
        **{name: values for name, values in _VALUES.items() if name != "followers"},
        "sentiment": tuple(each.value for each in Sentiment),
        "topic": (*_VALUES["topic"], "sport"),
        "topic2": (None, "zorg", "sport", "overig"),
        "language": (*_VALUES["language"], "en"),
        "words": (0, 1, 2, 3),
    }
    return tuple(row(**dict(zip(values, kind, strict=True))) for kind in product(*values.values()))


@cache
def possibly_understood() -> tuple[FeatureRow, ...]:
    """Those that can be, each tried by itself."""
    never = [compiled(condition) for condition in ALWAYS]
    return tuple(each for each in understood_rows() if not any(test(each) for test in never))


@cache
def possible_rows() -> Rows:
    """Every row that can exist and that the conditions above, which do not ask for topic2, could tell apart."""
    return _with_the_rest([each for each in possibly_understood() if each.topic2 is None])


@cache
def all_rows() -> Rows:
    """The same with those that cannot exist; they do not ask for the sentiment either."""
    neutral = [each for each in understood_rows() if each.sentiment == Sentiment.neutraal]
    return _with_the_rest([each for each in neutral if each.topic2 is None])


def _with_the_rest(rows: list[FeatureRow]) -> Rows:
    found = [ids for count in range(len(SIGNALS) + 1) for ids in combinations(SIGNALS, count)]
    more = list(product((*_VALUES["followers"], 3), found))
    return Rows(tuple(each._replace(followers=followers, signals=ids) for each in rows for followers, ids in more))
