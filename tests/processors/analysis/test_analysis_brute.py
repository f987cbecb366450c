"""The diagrams against every row tried one by one: on any small tree both find the same."""

from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from processors.analysis import Kind, Report, check, same_decisions
from processors.analysis.check import space_of
from processors.analysis.parts import in_short
from processors.analysis.possible import ALWAYS
from processors.analysis.space import leaves
from processors.conditions import AllOf, AnyOf, Condition, HasSignal, Not, OneOf, compiled
from processors.features import FEATURES
from processors.invariants import INVARIANTS
from processors.tree import Tree
from tests.processors.analysis.small import (
    CONDITIONS,
    OUTCOMES,
    SIGNALS,
    Rows,
    all_rows,
    possible_rows,
    possibly_understood,
    tree_of,
    trees,
)
from tests.processors.rows import row

_FEW = settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)


def _found(report: Report, *kinds: Kind) -> set[tuple[str, str]]:
    return {(finding.kind.value, finding.at) for finding in report.findings if finding.kind in kinds}


def _expected(tree: Tree, rows: Rows) -> set[tuple[str, str]]:
    arrive = rows.walked(tree)
    found = set()
    for id, here in arrive.items():
        if not here:
            found.add(("question-never-reached" if id in tree.nodes else "outcome-never-reached", id))
        elif id in tree.nodes:
            ja = rows.where(tree.nodes[id].condition)
            found |= {("always-nee", id)} if not here & ja else set()
            found |= {("always-ja", id)} if not here & ~ja else set()
    return found


@_FEW
@given(trees())
def test_what_is_never_reached_and_always_answered_alike_is_found_and_nothing_else(tree: Tree) -> None:
    report = check(tree)
    assert report.exact
    found = {(finding.kind.value, finding.at) for finding in report.findings if finding.kind in _SHAPES}
    assert found == _expected(tree, possible_rows())


_SHAPES = {Kind.always_ja, Kind.always_nee, Kind.question_never_reached, Kind.outcome_never_reached}


@_FEW
@given(trees())
def test_broken_invariants_are_found_and_nothing_else(tree: Tree) -> None:
    rows = possible_rows()
    arrive = rows.walked(tree)
    # The rows above have no personal data, are all public and no counter: of those rules `any` message tells nothing.
    asked = [each for each in INVARIANTS if each.name in {"noodgeval", "bedreiging", "zwijgen"}]
    expected = {
        (invariant.name, outcome.id)
        for invariant in asked
        for outcome in tree.outcomes.values()
        if not invariant.keeps(outcome) and arrive[outcome.id] & rows.where(invariant.where)
    }
    found = [finding for finding in check(tree).findings if finding.kind is Kind.invariant_broken]
    names = {each.name for each in asked}
    said = {(finding.what.partition(" breaks ")[2].partition(":")[0], finding.at) for finding in found}
    assert {each for each in said if each[0] in names} == expected


@_FEW
@given(trees())
def test_a_row_that_is_shown_can_exist_and_goes_the_way_that_is_told(tree: Tree) -> None:
    for finding in check(tree).findings:
        if finding.row is None:
            continue
        assert not any(compiled(condition)(finding.row) for condition in ALWAYS)
        outcome, path = tree.decide(finding.row)
        if finding.kind is Kind.invariant_broken:
            assert outcome.id == finding.at
            (rule,) = [each for each in INVARIANTS if f"breaks {each.name}:" in finding.what]
            assert compiled(rule.where)(finding.row)
            assert not rule.keeps(outcome)
        elif finding.kind in {Kind.always_ja, Kind.always_nee}:  # it would answer otherwise, and never comes here
            assert compiled(tree.nodes[finding.at].condition)(finding.row) is (finding.kind is Kind.always_nee)
            assert finding.at not in [step.node for step in path]
        assert finding.example.endswith(f"> {outcome.id}")


@_FEW
@given(trees(4), st.data())
def test_two_trees_decide_alike_when_no_row_tells_them_apart(tree: Tree, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from(sorted(tree.nodes)))
    node = tree.nodes[id]
    kept: list[Condition] = [AllOf((node.condition,)), Not(Not(node.condition)), AnyOf((node.condition,))]
    other = replace(node, condition=data.draw(st.sampled_from(kept) | CONDITIONS))
    changed = tree_of({**tree.nodes, id: other})
    rows = possible_rows()
    before, after = rows.walked(tree), rows.walked(changed)
    difference = same_decisions(tree, changed)
    if all(before[each] == after[each] for each in OUTCOMES):
        assert difference is None
    else:
        assert difference is not None
        assert tree.decide(difference.row)[0] == difference.a
        assert changed.decide(difference.row)[0] == difference.b
        assert difference.a != difference.b
        assert not any(compiled(condition)(difference.row) for condition in ALWAYS)


@_FEW
@given(st.lists(CONDITIONS, min_size=1, max_size=4))
def test_as_many_combinations_are_counted_as_conditions_tell_rows_apart(conditions: list[Condition]) -> None:
    asked = {leaf for condition in (*conditions, *ALWAYS) for leaf in leaves(condition)}
    understood = [compiled(leaf) for leaf in asked if not isinstance(leaf, HasSignal) and leaf.feature != "followers"]
    followers = [compiled(leaf) for leaf in asked if not isinstance(leaf, HasSignal) and leaf.feature == "followers"]
    groups = {tuple(id in leaf.ids for leaf in asked if isinstance(leaf, HasSignal)) for id in SIGNALS}
    told = {tuple(test(each) for test in understood) for each in possibly_understood()}
    # Unknown is always told from known.
    numbers = {tuple(test(row(followers=number)) for test in followers) for number in (0, 1, 2, 3)}
    count = len(told) * (len(numbers) + 1 if followers else 1) * 2 ** len([each for each in groups if any(each)])
    assert space_of(conditions).combinations == count


@_FEW
@given(trees(3))
def test_parts_without_effect_are_found_and_nothing_else(tree: Tree) -> None:
    found = set()
    for finding in check(tree).findings:
        if finding.kind is Kind.part_without_effect:
            words = finding.what.partition(" makes no difference")[0]
            name, _, values = words.partition(" ")
            listed = name in FEATURES and name != "signals"  # `topic afval, sport`, and not `topic: afval`
            found |= {f"{name} {value}" for value in values.split(", ")} if listed else {words}
    assert found == _idle_parts(tree, all_rows())


def _idle_parts(tree: Tree, rows: Rows) -> set[str]:
    """Parts that can be left out everywhere, each tried by leaving out just it."""
    arrive = rows.walked(tree)
    used: dict[tuple[Condition, object], bool] = {}
    words: dict[tuple[Condition, object], str] = {}
    for node in tree.nodes.values():
        here, ja = arrive[node.id], rows.where(node.condition)
        if not here & ja or not here & ~ja:
            continue
        idle: list[tuple[object, ...]] = []
        for path, of, said, rest in _left_out(node.condition, ()):
            if any(path[: len(above)] == above for above in idle):
                continue
            matters = bool(here & (ja ^ rows.where(rest)))
            if not matters:
                idle.append(path)
            key = (of, path[-1])
            used[key] = used.get(key, False) or matters
            words[key] = said
    return {words[key] for key, matters in used.items() if not matters}


def _left_out(
    condition: Condition, path: tuple[object, ...]
) -> list[tuple[tuple[object, ...], Condition, str, Condition]]:
    """(path, whole, words, without it) of each part."""
    match condition:
        case OneOf(feature, values) if len(values) > 1:
            return [
                ((*path, value), condition, f"{feature} {_plain(value)}", OneOf(feature, values - {value}))
                for value in values
            ]
        case HasSignal(asked, ids) if len(asked) > 1:
            return [((*path, id), condition, f"signals {id}", HasSignal(asked, ids - {id})) for id in asked]
        case Not(part):
            return [(way, of, said, Not(rest)) for way, of, said, rest in _left_out(part, path)]
        case AllOf(parts) | AnyOf(parts):
            found: list[tuple[tuple[object, ...], Condition, str, Condition]] = []
            for index, part in enumerate(parts):
                others = (*parts[:index], *parts[index + 1 :])
                if len(parts) > 1:
                    found.append(((*path, index), condition, in_short(part), replace(condition, parts=others)))
                for way, of, said, rest in _left_out(part, (*path, index)):
                    changed = replace(condition, parts=(*parts[:index], rest, *parts[index + 1 :]))
                    found.append((way, of, said, changed))
            return found
    return []


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
