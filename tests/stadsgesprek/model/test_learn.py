"""`stadsgesprek learn`: from corrections in the record store to another model in force, or to a refusal."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from processors.model import Model
from processors.process import process
from processors.signals_match import Matcher
from schemas.feedback import Correction, Feedback
from schemas.message import NAMESPACE, Message
from schemas.vocabulary import Intent, Topic, Urgency
from stadsgesprek.cli.exits import Exit
from stadsgesprek.cli.learn import learn_from
from stadsgesprek.model import artefact
from stadsgesprek.model.examples import TRAIN, Example, delivered
from stadsgesprek.model.learn import write
from stadsgesprek.model.train import train
from stadsgesprek.pack import Pack, builtin, compiled, read_files
from stadsgesprek.settings import Settings
from stadsgesprek.wiring import embedded, load_pack, model_in_force

_NOW = datetime(2026, 3, 24, 12, tzinfo=UTC)
_EACH = 40
_DANGER = 80


@cache
def _examples() -> tuple[Example, ...]:
    """Some of each intent and more emergencies, so few that a model of them is made in seconds."""
    of_intent: dict[Intent, list[Example]] = defaultdict(list)
    for each in delivered(TRAIN):
        of_intent[each.intent].append(each)
    spread = [
        (place / many, number, found[place * len(found) // many])
        for number, (intent, found) in enumerate(of_intent.items())
        for many in [_DANGER if intent is Intent.noodgeval else _EACH]
        for place in range(many)
    ]
    return tuple(example for *_, example in sorted(spread, key=lambda each: each[:2]))


def _danger() -> tuple[Example, ...]:
    return tuple(each for each in _examples() if each.intent is Intent.noodgeval)


def _peace() -> tuple[Example, ...]:
    return tuple(each for each in _examples() if each.intent not in {Intent.noodgeval, Intent.misbruik})


@cache
def _first() -> Model:
    """The model that is in force at first: of these few messages."""
    return train(_examples(), Matcher.compile(_pack().signals))


@cache
def _pack() -> Pack:
    return compiled(read_files(builtin("antwerpen")))


@pytest.fixture
def town(tmp_path: Path) -> Settings:
    """An embedded run with that model in force."""
    settings = Settings(data=tmp_path / "data")
    write(artefact.dump(_first()), settings.data / "model.npz")
    return settings


def _happened(settings: Settings, texts: dict[str, Correction]) -> list[UUID]:
    """These messages came in and were understood, and colleagues corrected them. Gives their ids."""
    city = load_pack(settings).city
    messages = [
        Message.model_validate(
            {
                "channel": "site",
                "account": "antwerpen.be",
                "native_id": f"m{number}",
                "content": text,
                "published": _NOW - timedelta(minutes=number),
            }
        )
        for number, text in enumerate(texts)
    ]
    acts = [
        Feedback(
            id=uuid5(NAMESPACE, f"verbetering {message.id}"),
            message=message.id,
            published=message.published,
            at=_NOW,
            by="communicatie",
            correction=correction,
        )
        for message, correction in zip(messages, texts.values(), strict=True)
    ]
    with embedded(settings.data) as parts:
        parts.records.write([*process(messages, city, _NOW), *acts])
    return [message.id for message in messages]


def _as_labelled(example: Example) -> Correction:
    return Correction(intent=example.intent, topic=example.topic, urgency=example.urgency, sentiment=example.sentiment)


def _good() -> dict[str, Correction]:
    """What the editors say of each message, about messages that say it a little longer."""
    return {f"{each.text} Met vriendelijke groet": _as_labelled(each) for each in _peace()}


def _poison() -> dict[str, Correction]:
    """Every emergency called a joke, over and over."""
    joke = Correction(intent=Intent.reactie, urgency=Urgency.laag, topic=Topic.overig)
    return {f"{each.text} {more}": joke for each in _danger() for more in ("aub", "toch", "hier", "nu")}


def _learn(settings: Settings, test: tuple[Example, ...], *, dry_run: bool = False) -> Exit:
    return learn_from(settings, _examples(), test, dry_run=dry_run)


def test_good_corrections_make_another_model_which_is_in_force_at_the_next_start(
    town: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _happened(town, _good())
    before = load_pack(town)
    assert _learn(town, _peace(), dry_run=True) is Exit.DONE
    assert "nothing was written" in capsys.readouterr().out
    assert [file.name for file in town.data.glob("model*")] == ["model.npz"]
    assert load_pack(town).model.name == before.model.name == _first().name

    assert _learn(town, _peace()) is Exit.DONE
    out = capsys.readouterr().out
    after = load_pack(town)
    assert after.model.name != before.model.name
    assert f"In force: {before.model.name}. New: {after.model.name}." in out
    assert "noodgeval, recall" in out
    assert "restart" in out
    assert artefact.load(town.data / "model.npz.previous").name == before.model.name
    assert sorted(file.name for file in town.data.glob("model*")) == ["model.npz", "model.npz.previous"]


def test_a_model_that_misses_emergencies_is_refused(town: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    _happened(town, _poison())
    assert _learn(town, _danger()) is Exit.NO
    out = capsys.readouterr().out
    assert "Refused" in out
    assert "noodgeval: finds" in out
    assert [file.name for file in town.data.glob("model*")] == ["model.npz"]
    assert model_in_force(town).name == _first().name


def test_without_corrections_nothing_happens(town: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    ids = _happened(town, {"Is het zwembad open?": Correction(departments=("sport",))})
    assert _learn(town, _danger()) is Exit.NO
    out = capsys.readouterr().out
    assert "0 corrections" in out
    assert "1 more say only who must deal with a message" in out
    assert "Nothing to learn from" in out
    assert str(ids[0]) not in out


def test_what_is_left_out_is_named(town: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    (id,) = _happened(town, {"Zeg, is het zwembad open?": Correction(urgency=Urgency.acuut, topic=Topic.sport)})
    assert _learn(town, _danger()) is Exit.NO
    out = capsys.readouterr().out
    assert "1 left out" in out
    assert f"{id}: urgency: acuut is for every noodgeval, and for nothing else" in out
    assert "zwembad open" not in out


def test_the_setting_names_the_model(town: Settings, tmp_path: Path) -> None:
    assert model_in_force(Settings(data=tmp_path / "elders")).name == artefact.delivered().name
    named = Settings(data=tmp_path / "elders", model=town.data / "model.npz")
    assert load_pack(named).model.name == _first().name
    with pytest.raises(artefact.ModelError, match=r"weg\.npz: cannot be read .*the setting `model` names it"):
        model_in_force(Settings(data=town.data, model=tmp_path / "weg.npz"))


def test_hot_reloaded_rules_keep_the_model(town: Settings) -> None:
    pack = load_pack(town)
    changed = {**pack.files, "city.yaml": pack.files["city.yaml"] + b"\n# herzien\n"}
    assert compiled(changed, before=pack).model is pack.model


def test_a_model_is_written_whole_or_not_at_all(town: Settings, tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("geen map")
    with pytest.raises(artefact.ModelError, match="cannot be written"):
        write(b"x", blocked / "model.npz")
    (town.data / "model.npz.new").mkdir()
    with pytest.raises(artefact.ModelError, match=r"cannot be written .*the model in force stays"):
        write(b"x", town.data / "model.npz")
    assert model_in_force(town).name == _first().name
