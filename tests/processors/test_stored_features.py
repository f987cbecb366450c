"""What was stored of a message is what the tree saw of it, also after the list of features has changed."""

import json
from typing import Any

import pytest
from hypothesis import given

from processors.features import FEATURES, FeatureRow
from processors.stored_features import row_from
from tests.processors.rows import ROWS, row


@given(ROWS)
def test_a_row_comes_back_from_its_json(seen: FeatureRow) -> None:
    assert row_from(json.loads(json.dumps(seen._asdict()))) == (seen, frozenset())


def test_nothing_stored_is_nothing_known() -> None:
    flags = {name: False for name, feature in FEATURES.items() if feature.kind == "flag"}
    others = {name: None for name, feature in FEATURES.items() if feature.kind in {"choice", "number"}}
    assert row_from({}) == (row(**flags, **others, signals=()), frozenset(FEATURES))


def test_a_feature_of_an_older_version_is_left_out() -> None:
    assert row_from({**row()._asdict(), "gone": "x"}) == (row(), frozenset())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("intent", "roddel"),  # not in the closed list any more
        ("intent", None),
        ("intent", 3),
        ("topic2", ["sport"]),
        ("reply", 1),
        ("reply", "ja"),
        ("words", "veel"),
        ("signals", "gevaar.brand"),
        ("signals", None),
    ],
)
def test_what_does_not_fit_is_as_if_unknown(name: str, value: Any) -> None:
    found, lacking = row_from({**row()._asdict(), name: value})
    assert lacking == {name}
    unknown = {"flag": False, "signals": ()}.get(FEATURES[name].kind)
    assert found == row(**{name: unknown})


@pytest.mark.parametrize("name", [name for name, feature in FEATURES.items() if feature.optional])
def test_that_it_was_not_known_is_known(name: str) -> None:
    assert row_from({**row()._asdict(), name: None}) == (row(**{name: None}), frozenset())
