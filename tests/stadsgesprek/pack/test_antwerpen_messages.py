"""What Antwerp does with real sentences: the cases of its reactieschema, silence among them."""

from datetime import datetime
from importlib.resources import files
from typing import Any

import pytest

from processors.process import process
from processors.read import read_message
from schemas.cloudevents import Envelope, binary_headers
from schemas.decision import Decision
from schemas.message import Message
from schemas.result import Result
from schemas.vocabulary import Action
from stadsgesprek.pack import builtin, load
from tests.stadsgesprek.pack.packs import antwerp

NOW = datetime.fromisoformat("2026-03-24T12:00:00+01:00")
_DIRECT = {"visibility": "direct"}
_COUNTER = {"channel": "counter"}
_YAMMER = {"channel": "yammer"}


def _decision(content: str, **changes: Any) -> Decision:
    sent = Message.model_validate(
        {
            "channel": "facebook",
            "account": "stad",
            "native_id": "1",
            "content": content,
            "published": "2026-03-24T08:30:00+01:00",
            **changes,
        }
    )
    decision = process([sent], antwerp(), NOW)[0].decision
    assert decision is not None
    return decision


@pytest.mark.parametrize(
    ("content", "changes", "outcome"),
    [
        # Danger.
        ("Brand in de Kerkstraat! De vlammen slaan uit het dak", {}, "noodgeval-veiligheid"),
        ("Er ligt een man bewusteloos op de Groenplaats", {}, "noodgeval-zorg"),
        ("Ik ruik gas in de kelder, wat moet ik doen?", _DIRECT, "noodgeval-persoonlijk"),
        ("Bezoeker is bewusteloos, ambulance gebeld", _COUNTER, "noodgeval-persoonlijk"),
        # Abuse and spam.
        ("Ik weet waar jullie werken, ik sla jullie kapot", {}, "bedreiging-escaleren"),
        ("Jullie zijn een bende idioten, allemaal", {}, "misbruik-verbergen"),
        ("Jullie zijn een bende idioten, allemaal", _DIRECT, "misbruik-negeren"),
        ("Dit is het adres van mijn buurman, ga allemaal langs bij hem", {}, "gegevens-verbergen"),
        ("Bezoeker schold collega uit voor dom kalf en luie trut", _COUNTER, "collega-steunen"),
        ("Casino zonder registratie, 200 gratis spins, klik hier https://spins.example.net", {}, "spam-verbergen"),
        ("Casino zonder registratie, 200 gratis spins, klik hier https://spins.example.net", _DIRECT, "spam-negeren"),
        # Who speaks?
        ("Wie van de loketten weet of de afspraken vandaag doorgaan?", _YAMMER, "collega-helpen"),
        ("Merci aan iedereen van het districtshuis, wat een ploeg!", _YAMMER, "collega-volgen"),
        (
            "Ik ben journaliste. Wie kan mij iets vertellen over het zwembad? Mijn deadline is vandaag",
            {},
            "pers-dringend",
        ),
        ("Ik ben journaliste. Wie kan mij iets vertellen over het zwembad?", {}, "pers-opvolgen"),
        ("Als raadslid heb ik een vraag over de vergunningen, wie antwoordt?", {}, "politiek-doorgeven"),
        ("Wanneer is mijn paspoort klaar? Mijn gsmnummer is 0470 00 00 00", {}, "gegevens-afschermen"),
        # Run by others.
        ("Hoe laat rijdt tram 4 naar Hoboken?", {}, "doorverwijzen-openbaar"),
        ("Mevrouw vraagt hoe laat de bus naar Hoboken rijdt", _COUNTER, "doorverwijzen-persoonlijk"),
        # In private.
        ("Is het zwembad open?", _DIRECT, "persoonlijk-antwoorden"),
        ("Meneer vraagt welke papieren nodig zijn voor een paspoort", _COUNTER, "persoonlijk-antwoorden"),
        ("Meneer klaagt over de wachttijd aan het loket", _COUNTER, "klacht-persoonlijk"),
        ("Mevrouw dient een formele klacht in over het loket", _COUNTER, "formele-klacht-persoonlijk"),
        # Reports, complaints, questions.
        (
            "Straatlamp kapot in de Kerkstraat ter hoogte van nummer 12, al donker sinds gisteren",
            {},
            "melding-doorgeven",
        ),
        ("Straatlamp kapot", {}, "melding-plaats-vragen"),
        ("Ik wil een formele klacht indienen over de bediening aan het loket in Deurne", {}, "formele-klacht"),
        ("Is het zwembad open?", {}, "vraag-met-link"),
        ("Welke vergunning heb ik nodig voor een verbouwing?", {}, "vraag-aan-dienst"),
        ("What time does the swimming pool open on Sunday?", {}, "vraag-in-andere-taal"),
        ("Bonjour, où dois-je inscrire ma fille à l'école maternelle ?", {}, "vraag-in-andere-taal"),
        # Thanks, ideas, talk: mostly silence.
        ("Dank u wel aan de ploeg van de bibliotheek!", {}, "compliment-bedanken"),
        ("Dank u wel!", {"in_reply_to": "0"}, "stil-gesprek-afgerond"),
        ("De burgemeester en de gemeenteraad, het blijft theater", {}, "beleid-volgen"),
        ("😍🌃", {}, "stil-zonder-woorden"),
        ("Niemand begrijpt er nog iets van", {}, "nakijken"),
    ],
)
def test_what_the_city_does(content: str, changes: dict[str, Any], outcome: str) -> None:
    decision = _decision(content, **changes)
    assert decision.outcome == outcome, [(step.node, step.saw) for step in decision.path]


def test_an_emergency_is_for_a_person_at_once_and_for_several_departments() -> None:
    decision = _decision("Brand in de Kerkstraat! De vlammen slaan uit het dak")
    assert decision.action is Action.escaleren
    assert decision.human
    assert decision.departments == ("politie", "communicatie")
    assert decision.deadline == datetime.fromisoformat("2026-03-24T08:30:00+01:00")


def test_silence_has_a_reason_too() -> None:
    decision = _decision("😍🌃")
    assert (decision.action, decision.departments, decision.human) == (Action.niet_reageren, (), False)
    assert decision.reason == "Op losse emoji of tekens hoeft geen antwoord."


def test_the_sample_day_reads_back_as_it_was_decided() -> None:
    results = process(_sample_day(), antwerp(), NOW)
    assert len({result.decision.outcome for result in results if result.decision}) >= 20
    for result in results:
        assert Result.model_validate_json(result.model_dump_json()) == result
    assert process(_sample_day(), antwerp(), NOW) == results


def _sample_day() -> list[Message]:
    """The messages of the sample day that can be read."""
    lines = (files("stadsgesprek.sample") / "dag.jsonl").read_bytes().splitlines()
    envelopes = [
        Envelope("messages", b"", binary_headers(kind="message", id="1", source="/test", time=NOW), line)
        for line in lines
    ]
    read = [read_message(envelope, "dag.jsonl", NOW) for envelope in envelopes]
    return [message for message in read if isinstance(message, Message)]


def test_the_pack_loads_the_same_twice() -> None:
    again = load(builtin("antwerpen"))
    assert again.tree.hash == antwerp().tree.hash
    assert again.classifier.model == antwerp().classifier.model
