"""What is different between two rule sets, as a list that can be said in sentences.

Rules are compared as they work: the layout of the file, the names of sets, fragments and clocks, and another way to
write the same condition are no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from processors.condition_meaning import same
from processors.signals import SignalSet
from processors.tree import Outcome, Tree
from processors.tree_diff_changes import (
    Asked,
    Change,
    ConditionChanged,
    Delta,
    Ended,
    FactChanged,
    OutcomeAdded,
    OutcomeChanged,
    OutcomeRemoved,
    SignalChanged,
    TemplateChanged,
    VersionChanged,
    WordingChanged,
)
from processors.tree_diff_conditions import deltas
from processors.tree_diff_places import place_changes
from processors.tree_spec import TreeSpec


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set to compare. `tree` is that of `spec`.

    `templates` is reply to language to text. `facts` is what else the city set: kind and name to the value as it is
    shown.
    """

    spec: TreeSpec
    tree: Tree
    templates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    signals: SignalSet | None = None
    facts: Mapping[tuple[str, str], str] = field(default_factory=dict)


def differences(old: Rules, new: Rules) -> tuple[Change, ...]:
    """Everything that is different, from the top of the tree to the signals; () when nothing is.

    Without a difference in the tree, the two trees take every message along the same way to the same outcome.
    """
    return (
        *_version(old.tree, new.tree),
        *place_changes(old.spec, new.spec, old.tree, new.tree),
        *_questions(old.tree, new.tree),
        *_outcomes(old.tree, new.tree),
        *_templates(old, new),
        *_facts(old.facts, new.facts),
        *_signals(old.signals, new.signals),
    )


def _version(old: Tree, new: Tree) -> Iterator[Change]:
    if old.version != new.version:
        yield VersionChanged(old.version, new.version)


def _questions(old: Tree, new: Tree) -> Iterator[Change]:
    """Wording, one by one; conditions, those that changed in the same way together."""
    changed: dict[tuple[Delta, ...], list[Asked]] = {}
    for id, node in new.nodes.items():
        before = old.nodes.get(id)
        if before is None:
            continue
        asked = Asked(id, node.vraag)
        if node.vraag != before.vraag:
            yield WordingChanged(asked, "vraag", before.vraag, node.vraag)
        if node.waarom != before.waarom:
            yield WordingChanged(asked, "waarom", before.waarom, node.waarom)
        if not same(before.condition, node.condition):
            changed.setdefault(deltas(before.condition, node.condition), []).append(asked)
    for what, questions in changed.items():
        yield ConditionChanged(tuple(questions), what)


def _outcomes(old: Tree, new: Tree) -> Iterator[Change]:
    for id, outcome in old.outcomes.items():
        if id not in new.outcomes:
            yield OutcomeRemoved(_ended(outcome))
    changed: dict[tuple[str, object, object], list[Ended]] = {}
    for id, outcome in new.outcomes.items():
        before = old.outcomes.get(id)
        if before is None:
            yield OutcomeAdded(_ended(outcome))
            continue
        for each in fields(Outcome):
            was, now = getattr(before, each.name), getattr(outcome, each.name)
            if was != now and each.name != "clock_name":
                changed.setdefault((each.name, was, now), []).append(_ended(outcome))
    for (key, was, now), outcomes in changed.items():
        yield OutcomeChanged(tuple(outcomes), key, was, now)


def _ended(outcome: Outcome) -> Ended:
    return Ended(outcome.id, outcome.label)


def _templates(old: Rules, new: Rules) -> Iterator[Change]:
    for template in dict.fromkeys((*old.templates, *new.templates)):
        before, after = old.templates.get(template, {}), new.templates.get(template, {})
        if before != after:
            users = {
                outcome.id: _ended(outcome)
                for rules in (old, new)
                for outcome in rules.tree.outcomes.values()
                if outcome.template == template
            }
            yield TemplateChanged(
                template,
                tuple(users.values()),
                added=tuple(language for language in after if language not in before),
                removed=tuple(language for language in before if language not in after),
                changed=tuple(each for each, text in after.items() if before.get(each, text) != text),
            )


def _facts(old: Mapping[tuple[str, str], str], new: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    for about, name in dict.fromkeys((*old, *new)):
        was, now = old.get((about, name)), new.get((about, name))
        if was != now:
            yield FactChanged(about, name, was, now)


def _signals(old: SignalSet | None, new: SignalSet | None) -> Iterator[Change]:
    """Lists count as the phrases that name them: a signal whose phrases use a changed list shows in its lists alone."""
    before = {} if old is None else old.signals
    after = {} if new is None else new.signals
    for id in dict.fromkeys((*before, *after)):
        was, now = before.get(id), after.get(id)
        if was != now:
            had = set() if was is None else set(was.phrases)
            has = set() if now is None else set(now.phrases)
            yield SignalChanged(
                id,
                came=was is None,
                went=now is None,
                added=len(has - had),
                removed=len(had - has),
                votes=was is not None
                and now is not None
                and was.model_copy(update={"phrases": ()}) != now.model_copy(update={"phrases": ()}),
            )
    lists_before = {} if old is None else old.lists
    lists_after = {} if new is None else new.lists
    for name in dict.fromkeys((*lists_before, *lists_after)):
        words, more = lists_before.get(name), lists_after.get(name)
        if words != more:
            yield FactChanged("list", name, _shown(words), _shown(more))


def _shown(words: tuple[str, ...] | None) -> str | None:
    return None if words is None else ", ".join(words)
