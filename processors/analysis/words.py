"""A row, and its way through a tree, in words."""

from processors.features import FEATURES, FeatureRow
from processors.ordinary import ORDINARY
from processors.tree import Tree

_ALWAYS = ("intent", "channel", "visibility")


def in_words(row: FeatureRow) -> str:
    """What is not ordinary in a row, and who wants what where: `intent klacht, channel twitter, words 31`."""
    named = [
        (name, value)
        for name, value, ordinary in zip(FEATURES, row, ORDINARY, strict=True)
        if value != ordinary or name in _ALWAYS
    ]
    return ", ".join(f"{name} {_shown(value)}" for name, value in named)


def example(tree: Tree, row: FeatureRow | None) -> str:
    """A row with its way through a tree; "" for none."""
    return "" if row is None else f"{in_words(row)}: {way(tree, row)}"


def way(tree: Tree, row: FeatureRow) -> str:
    """The questions with their answers, and the outcome: `gevaar nee > klacht ja > klacht-persoonlijk`."""
    outcome, path = tree.decide(row)
    steps = [f"{step.node} {'ja' if step.answer else 'nee'}" for step in path]
    # The start of a long way is the same for most rows; what tells is its end.
    shown = ["…", *steps[-6:]] if len(steps) > 7 else steps
    return " > ".join([*shown, outcome.id])


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " + ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.4g}"
    return "unknown" if value is None else str(value)
