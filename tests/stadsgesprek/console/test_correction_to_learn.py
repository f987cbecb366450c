"""A correction in the console is one that `learn` finds."""

from uuid import uuid4

from schemas.vocabulary import Intent, Topic
from stadsgesprek.model.corrections import corrections
from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.town import SPECIAL, Town


def test_what_a_colleague_corrected_is_learned_from(own_console: Console, own_town: Town) -> None:
    id = SPECIAL["edited"].id
    fields = {"handeling": "verbetering", "id": str(uuid4()), "dienst": "wonen", "intent": "klacht", "topic": "wonen"}
    assert own_console.post(f"/berichten/{id}/afhandeling", fields).status == 303
    while own_town.pipeline.step():
        pass
    (only,) = corrections(own_town.store, (), lambda *_: None).usable
    assert only.id == id
    assert (only.example.intent, only.example.topic) == (Intent.klacht, Topic.wonen)
    assert only.example.text == SPECIAL["edited"].content
