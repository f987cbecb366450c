"""The model card: people's text stays, and its figures are of the model that is delivered."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import Intent, Topic
from stadsgesprek.model.card import END, START, CardError, data_hash, rewritten
from stadsgesprek.model.evaluate import CARD, ERRORS, Evaluation
from stadsgesprek.model.examples import TEST
from stadsgesprek.model.goals import goals, understanding
from stadsgesprek.pack import builtin, load
from tests.stadsgesprek.model.labelled import cheap, example, tried

DOCS = Path(__file__).resolve().parents[3] / "docs"

_MARKED = st.text().filter(lambda text: START not in text and END not in text)


@given(_MARKED, _MARKED, _MARKED, _MARKED)
def test_what_stands_outside_the_marks_stays(before: str, old: str, after: str, new: str) -> None:
    once = rewritten(f"{before}{START}{old}{END}{after}", new)
    assert once.startswith(before + START)
    assert once.endswith(END + after)
    assert new.strip() in once
    assert rewritten(once, new) == once


@pytest.mark.parametrize("card", ["", START, END, f"{END}{START}", f"{START}{END}{START}{END}", f"{START}{END}{END}"])
def test_a_card_without_its_marks_is_refused(card: str) -> None:
    with pytest.raises(CardError, match="must hold one"):
        rewritten(card, "x")


def test_data_are_named_by_their_content(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("een")
    first = data_hash(tmp_path)
    (tmp_path / "uitleg.md").write_text("geen data")
    assert data_hash(tmp_path) == first
    (tmp_path / "b.jsonl").write_text("twee")
    assert data_hash(tmp_path) != first


def _evaluation() -> Evaluation:
    pool = example(topic=Topic.zwembad)
    whole = tried((pool, {}), (example("lamp stuk", intent=Intent.melding), {"intent": Intent.klacht}))
    return Evaluation(
        model="lineair:proef+signals:proef",
        data="abc",
        train=[pool],
        tried=whole,
        goals=goals(whole, cheap()),
        dutch=list(understanding(whole)),
        classes=[],
        groups=[],
    )


def test_an_evaluation_writes_the_card_the_pictures_and_the_errors(tmp_path: Path) -> None:
    (tmp_path / CARD).write_text(f"# Kaart\n\n{START}\noud\n{END}\n\nVan mensen.\n")
    _evaluation().write(tmp_path)
    card = (tmp_path / CARD).read_text()
    assert "Model `lineair:proef+signals:proef`, test data `abc`." in card
    assert "oud" not in card
    assert card.endswith("Van mensen.\n")
    assert "**Not reached:** intent, macro F1" in card
    for name in ("confusie-intent.svg", "confusie-topic.svg", "kalibratie.svg"):
        assert f"images/{name}" in card
        assert (tmp_path / "images" / name).read_text().startswith("<svg")
    assert "lamp stuk" in (tmp_path / ERRORS).read_text()


def test_a_card_without_marks_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / CARD).write_text("zonder merken")
    with pytest.raises(CardError):
        _evaluation().write(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [CARD]


def test_the_figures_of_the_card_are_of_the_delivered_model_signals_and_test_part() -> None:
    named = f"Model `{load(builtin('antwerpen')).classifier.model}`, test data `{data_hash(TEST)}`."
    for name in (CARD, ERRORS):
        assert named in (DOCS / name).read_text("utf-8"), f"run `make evaluate`: docs/{name} is of something else"
