"""The delivered model, measured as `make evaluate` does, on a few messages."""

from pathlib import Path

import pytest

from processors.classify import Classifier
from schemas.vocabulary import Intent, Topic
from stadsgesprek.model.artefact import DELIVERED
from stadsgesprek.model.card import END, START
from stadsgesprek.model.cost import Cost, cost
from stadsgesprek.model.evaluate import CARD, evaluate
from stadsgesprek.model.tried import Tried
from stadsgesprek.pack import builtin, load
from tests.stadsgesprek.model.labelled import cheap, example

_FEW = [
    example("Is het zwembad Wezenberg vandaag open?"),
    example("Er staat een huis in brand en er zitten nog mensen binnen!", intent=Intent.noodgeval),
    example("De straatlamp op de hoek is kapot.", intent=Intent.melding, topic=Topic.verlichting),
    example("Bonjour, où se trouve la piscine la plus proche ?", language="fr"),
]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """Antwerp's."""
    return load(builtin("antwerpen")).classifier


def test_messages_are_understood_as_the_city_would(classifier: Classifier) -> None:
    whole = Tried.of(_FEW, classifier)
    assert [each.intent for each in whole.abstaining] == [each.intent for each in _FEW]
    assert whole.language.right.all()
    assert set(whole.language.classes) == {"nl", "fr"}
    assert {each.model for each in whole.deciding} == {classifier.model}


def test_who_must_decide_never_abstains(classifier: Classifier) -> None:
    vague = [example(f"{word} dat daar eh ja {word}") for word in ("enfin", "zeg", "allee", "bon", "tja")]
    whole = Tried.of(vague, classifier)
    assert any(each.abstained for each in whole.abstaining)
    assert not any(each.abstained for each in whole.deciding)
    assert [each.topic_confidence for each in whole.abstaining] == [each.topic_confidence for each in whole.deciding]


def test_only_keeps_each_message_with_its_answers(classifier: Classifier) -> None:
    whole = Tried.of(_FEW, classifier)
    french = whole.only(lambda each: each.language == "fr")
    assert french.examples == (_FEW[3],)
    assert french.abstaining == (whole.abstaining[3],)
    assert french.deciding == (whole.deciding[3],)


def test_an_evaluation_has_every_figure(classifier: Classifier, tmp_path: Path) -> None:
    evaluation = evaluate(classifier, _FEW, _FEW, data="abc", cost=cheap())
    (tmp_path / CARD).write_text(f"{START}\n{END}\n")
    evaluation.write(tmp_path)
    card = (tmp_path / CARD).read_text()
    for heading in ("Goals", "Dutch alone", "Calibration", "What is taken for what", "Each class", "Data"):
        assert f"### {heading}\n" in card
    for kind in ("intent", "topic", "urgency", "sentiment", "language", "register", "channel", "hand"):
        assert f"**Messages of each {kind}**" in card
    assert "4 messages by proef, written from 2026-03-24 to 2026-03-24" in card
    assert [row[:2] for row in evaluation.groups[0].rows] == [("nl", "3"), ("fr", "1")]
    assert "nan" not in card


def test_what_it_costs_is_measured_in_processes_of_its_own() -> None:
    measured = cost(DELIVERED, _FEW)
    for name in Cost._fields:
        figure = getattr(measured, name)
        assert 0 < figure.low <= figure.value <= figure.high, name
    assert measured.memory.value > measured.model_memory.value
    assert measured.load.value > measured.model_load.value
