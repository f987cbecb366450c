"""Which corrections in the record store become messages to learn from, on every engine."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.feedback import Correction
from schemas.result import Result
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency
from stadsgesprek.model.corrections import AUTHOR, Corrected, Corrections, corrections
from stadsgesprek.model.examples import Example
from tests.contract.data import START, act, deleted, result
from tests.contract.stores import Stores
from tests.stadsgesprek.model.labelled import example


def _read(stores: Stores, *events: Any, tested: Sequence[Example] = ()) -> Corrections:
    return corrections(stores.filled(events), tested, lambda *_: None)


def _left_out(found: Corrections) -> dict[str, str]:
    return {str(id): reason for id, reason in found.left_out}


def _corrected(of: Result, minute: float = 1, **fields: Any) -> Any:
    return act(of, minute, correction=Correction(**fields))


def test_a_correction_becomes_a_message_with_the_labels_that_hold_now(stores: Stores) -> None:
    said = result("de zoveelste keer dat het zwembad dicht is", channel=Channel.facebook, topic2=Topic.sport)
    found = _read(
        stores,
        said,
        result("Is het zwembad open?"),
        _corrected(said, 1, intent=Intent.compliment),
        _corrected(said, 2, intent=Intent.klacht, sentiment=Sentiment.negatief),
    )
    (only,) = found.usable
    assert only.id == said.message.id
    assert only.example == Example(
        text="de zoveelste keer dat het zwembad dicht is",
        channel=Channel.facebook,
        language="nl",
        intent=Intent.klacht,
        topic=Topic.zwembad,
        topic2=Topic.sport,
        urgency=Urgency.normaal,
        sentiment=Sentiment.negatief,
        author=AUTHOR,
        date=START.date(),
    )
    assert (found.left_out, found.elsewhere) == ((), 0)


def test_replies_and_other_departments_teach_nothing_and_the_latter_are_counted(stores: Stores) -> None:
    one, two = result("Waar is het loket?"), result("Dank u wel")
    found = _read(stores, one, two, _corrected(one, departments=("loketten",)), act(two, reply="Graag gedaan"))
    assert (found.usable, found.left_out, found.elsewhere) == ((), (), 1)


def test_what_was_taken_back_is_left_out_and_named(stores: Stores) -> None:
    said = result("Is het zwembad open?")
    found = _read(stores, said, _corrected(said, topic=Topic.sport), deleted(said))
    assert _left_out(found) == {str(said.message.id): "was taken back by its writer"}


def test_labels_that_do_not_go_together_are_left_out_and_named(stores: Stores) -> None:
    no_danger = result("er was gisteren brand", intent=Intent.noodgeval, topic=Topic.veiligheid, urgency=Urgency.acuut)
    of_a_park = result("boom valt om", intent=Intent.melding, topic=Topic.groen, urgency=Urgency.hoog)
    found = _read(
        stores,
        no_danger,
        of_a_park,
        _corrected(no_danger, intent=Intent.reactie),
        _corrected(of_a_park, urgency="acuut"),
    )
    assert found.usable == ()
    assert set(_left_out(found).values()) == {"urgency: acuut is for every noodgeval, and for nothing else"}


def test_what_the_corrected_intent_alone_decides_need_not_be_corrected(stores: Stores) -> None:
    danger = result("iemand ligt bewusteloos", intent=Intent.melding, topic=Topic.zorg)
    junk = result("koop nu goedkope volgers", intent=Intent.reactie, topic=Topic.communicatie, urgency=Urgency.laag)
    found = _read(
        stores, danger, junk, _corrected(danger, intent=Intent.noodgeval), _corrected(junk, intent=Intent.spam)
    )
    by_intent = {each.example.intent: each.example for each in found.usable}
    assert by_intent[Intent.noodgeval].urgency is Urgency.acuut
    assert by_intent[Intent.spam].topic is Topic.overig


def test_a_topic_that_was_not_understood_is_no_label(stores: Stores) -> None:
    unsure, mended = (
        _abstained(result("dat daar met die bakken", topic=Topic.overig, native_id=f"bakken-{n}")) for n in range(2)
    )
    found = _read(
        stores, unsure, mended, _corrected(unsure, intent=Intent.klacht), _corrected(mended, topic=Topic.afval)
    )
    assert [each.id for each in found.usable] == [mended.message.id]
    assert _left_out(found) == {str(unsure.message.id): "topic: was not understood, and nobody corrected it"}


def test_a_message_that_models_are_tried_on_is_never_learned_from(stores: Stores) -> None:
    said = result("Is het zwembad open?")
    found = _read(stores, said, _corrected(said, topic=Topic.sport), tested=[example("Is het zwembad open?")])
    assert _left_out(found) == {str(said.message.id): "is among the messages that models are tried on"}


def test_of_one_text_the_latest_message_counts(stores: Stores) -> None:
    older, newer = result("lamp kapot", minute=1), result("lamp kapot", minute=2)
    found = _read(
        stores, older, newer, _corrected(older, topic=Topic.wegdek), _corrected(newer, topic=Topic.verlichting)
    )
    assert [each.example.topic for each in found.usable] == [Topic.verlichting]
    assert list(_left_out(found)) == [str(older.message.id)]


def test_personal_data_is_not_learned(stores: Stores) -> None:
    said = result("Bel mij op 0470 12 34 56 of mail an@voorbeeld.example over het zwembad")
    (only,) = _read(stores, said, _corrected(said, topic=Topic.sport)).usable
    assert only.example.text == "Bel mij op [telefoon] of mail [e-mail] over het zwembad"


def test_every_page_is_read_and_told(stores: Stores) -> None:
    many = [result(f"bericht {number}", minute=number) for number in range(1_100)]
    told: list[tuple[int, int]] = []
    found = corrections(
        stores.filled([*many, _corrected(many[0], topic=Topic.sport), _corrected(many[-1], topic=Topic.sport)]),
        (),
        lambda done, total: told.append((done, total)),
    )
    assert len(found.usable) == 2
    assert told[-1] == (1_100, 1_100)
    assert len(told) > 1


@given(st.uuids())
def test_a_correction_is_kept_apart_for_good_or_learned_from(id: Any) -> None:
    one = Corrected(id, example())
    found = Corrections((one,), (), 0)
    assert one.kept_apart is Corrected(id, example("een latere lezing")).kept_apart
    assert len(found.to_learn) + len(found.kept_apart) == 1


def test_about_one_in_five_is_kept_apart() -> None:
    apart = [Corrected(result(native_id=f"vijfde-{n}").message.id, example()).kept_apart for n in range(500)]
    assert sum(apart) == pytest.approx(100, abs=30)


def _abstained(of: Result) -> Result:
    assert of.classification is not None
    return of.model_copy(update={"classification": of.classification.model_copy(update={"abstained": True})})


def test_a_record_without_its_message_yet_is_not_read(stores: Stores) -> None:
    said = result("komt nog")
    assert _read(stores, _corrected(said, topic=Topic.sport)) == Corrections((), (), 0)
