"""The guide to the reactieschema names everything that a city can write in one."""

from enum import StrEnum
from pathlib import Path

import pytest
from pydantic import BaseModel

from processors.condition_reader import ConditionReader
from processors.features import FEATURES
from processors.tree_spec import OutcomeSpec, Question, TreeSpec
from schemas.vocabulary import Action, Channel, Intent, Manner, Sentiment, Urgency, Visibility
from stadsgesprek.pack import FILES
from stadsgesprek.pack.document import read_document

GUIDE = (Path(__file__).parents[1] / "docs" / "reactieschema.md").read_text("utf-8")


def test_every_feature_is_in_the_guide() -> None:
    assert [name for name in FEATURES if f"`{name}`" not in GUIDE] == []


@pytest.mark.parametrize("ids", [Action, Channel, Intent, Manner, Sentiment, Urgency, Visibility])
def test_every_id_of_the_short_lists_is_in_the_guide(ids: type[StrEnum]) -> None:
    assert [each.value for each in ids if each.value not in GUIDE] == []


@pytest.mark.parametrize("model", [TreeSpec, Question, OutcomeSpec])
def test_every_key_of_a_reactieschema_is_in_the_guide(model: type[BaseModel]) -> None:
    assert [key for key in model.model_fields if key not in GUIDE] == []


def test_every_file_of_a_pack_is_in_the_guide() -> None:
    assert [name for name in FILES if f"`{name}`" not in GUIDE] == []


def test_the_conditions_in_the_guide_can_be_read() -> None:
    lines = [line for line in GUIDE.splitlines() if line.startswith("als: ") and "{…}" not in line]
    assert len(lines) >= 6
    reader = ConditionReader(
        sets={"van-derden": ["openbaar-vervoer"]},
        fragments={"onder-vier-ogen": {"visibility": "direct"}},
        signals=frozenset({"gevaar.brand", "misbruik.bedreiging"}),
        languages=("nl",),
    )
    for line in lines:
        reader.read(read_document("guide", line.encode()).data["als"], ())
    assert reader.faults == []
