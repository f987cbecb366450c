"""What Antwerp does with real sentences: the cases of its reactieschema, silence among them."""

from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import pytest

from processors.city import City
from processors.conditions import gaze
from processors.crisis import Crisis
from processors.process import process
from processors.read import read_message
from processors.signals_phrases import texts
from schemas.cloudevents import Envelope, binary_headers
from schemas.decision import Decision
from schemas.message import Message
from schemas.result import Result
from schemas.vocabulary import Action, Intent
from stadsgesprek.pack import builtin, compiled, load, read_files
from tests.stadsgesprek.pack.packs import antwerp

NOW = datetime.fromisoformat("2026-03-24T12:00:00+01:00")
_DIRECT = {"visibility": "direct"}
_COUNTER = {"channel": "counter"}
_YAMMER = {"channel": "yammer"}
_AT_NIGHT = {"published": "2026-03-24T23:40:00+01:00"}
_ON_SUNDAY = {"published": "2026-03-22T11:00:00+01:00"}
_JOURNALIST = "Ik ben journaliste en zoek cijfers over de zwembaden, geen haast"


_CITY = {"pseudonym": "stad-antwerpen", "city": True}


def _decision(content: str, city: City | None = None, **changes: Any) -> Decision:
    sent = Message.model_validate(
        {
            "channel": "facebook",
            "account": "stad",
            "native_id": "1",
            "content": content,
            "published": "2026-03-24T10:30:00+01:00",  # a Tuesday, within working hours
            **changes,
        }
    )
    decision = process([sent], city or antwerp(), NOW)[0].decision
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
        ("Ik wil niet meer leven", {}, "noodgeval-wanhoop"),
        ("Brand in de Kerkstraat, sluit ramen en deuren", {"author": _CITY}, "noodgeval-eigen-bericht"),
        ("Al twee uur wachten aan het loket, een schande! Een meneer antwoordt niet", {}, "misschien-gevaar-nakijken"),
        # Abuse and spam.
        ("Ik weet waar jullie werken, ik sla jullie kapot", {}, "bedreiging-escaleren"),
        ("Jullie zijn een bende idioten, allemaal", {}, "misbruik-verbergen"),
        ("Jullie zijn een bende idioten, allemaal", _DIRECT, "misbruik-negeren"),
        ("Dit is het adres van mijn buurman, ga allemaal langs bij hem", {}, "gegevens-verbergen"),
        ("Buitenlanders buiten, dat gespuis", {}, "haat-blokkeren"),
        ("Bezoeker schold collega uit voor dom kalf en luie trut", _COUNTER, "collega-steunen"),
        ("Casino zonder registratie, 200 gratis spins, klik hier https://spins.example.net", {}, "spam-verbergen"),
        ("Casino zonder registratie, 200 gratis spins, klik hier https://spins.example.net", _DIRECT, "spam-negeren"),
        # Ourselves.
        ("Zondag is het Autoloze Zondag, tot dan!", {"author": _CITY}, "eigen-bericht-stil"),
        # Who speaks?
        ("Wie van de loketten weet of de afspraken vandaag doorgaan?", _YAMMER, "collega-helpen"),
        ("Merci aan iedereen van het districtshuis, wat een ploeg!", _YAMMER, "collega-volgen"),
        ("Ter info: morgen is het loket in Deurne dicht, stuur mensen door naar Merksem", _YAMMER, "kennis-bewaren"),
        (
            f"{_JOURNALIST} Mijn deadline is vandaag",
            {},
            "pers-dringend",
        ),
        (_JOURNALIST, {}, "pers-opvolgen"),
        ("Als raadslid heb ik een vraag over de vergunningen, wie antwoordt?", {}, "politiek-doorgeven"),
        ("Wanneer is mijn paspoort klaar? Mijn gsmnummer is 0470 00 00 00", {}, "gegevens-afschermen"),
        # Run by others.
        ("Hoe laat rijdt tram 4 naar Hoboken?", {}, "doorverwijzen-openbaar"),
        ("Mevrouw vraagt hoe laat de bus naar Hoboken rijdt", _COUNTER, "doorverwijzen-persoonlijk"),
        # In private.
        ("Is het zwembad open?", _DIRECT, "persoonlijk-antwoorden"),
        ("Meneer vraagt welke papieren nodig zijn voor een paspoort", _COUNTER, "persoonlijk-antwoorden"),
        ("Is het zwembad open?", {**_DIRECT, **_AT_NIGHT}, "buiten-uren-persoonlijk"),
        ("Meneer klaagt over de wachttijd aan het loket", _COUNTER, "klacht-persoonlijk"),
        ("Mevrouw meldt een kapotte straatlamp in de Kerkstraat", _COUNTER, "melding-persoonlijk"),
        ("Mevrouw bedankt de ploeg van de bibliotheek", _COUNTER, "compliment-delen"),
        ("Mevrouw dient een formele klacht in over het loket", _COUNTER, "formele-klacht-persoonlijk"),
        # Reports, complaints, questions.
        (
            "Straatlamp kapot in de Kerkstraat ter hoogte van nummer 12, al donker sinds gisteren",
            {},
            "melding-doorgeven",
        ),
        ("Straatlamp kapot", {}, "melding-plaats-vragen"),
        ("Ik wil een formele klacht indienen over de bediening aan het loket in Deurne", {}, "formele-klacht"),
        ("Al vier keer gebeld over mijn rijbewijs en nog geen antwoord gekregen", {}, "klacht-opvolgen"),
        ("Losse tegel in de Kapelstraat, er is gisteren iemand over gestruikeld", _ON_SUNDAY, "melding-wachtdienst"),
        ("Is het zwembad open?", {}, "vraag-met-link"),
        ("Is het zwembad open?", _AT_NIGHT, "vraag-met-link"),
        ("Welke vergunning heb ik nodig voor een verbouwing?", {}, "vraag-aan-dienst"),
        ("Welke vergunning heb ik nodig voor een verbouwing?", _ON_SUNDAY, "vraag-buiten-de-uren"),
        ("Wanneer is mijn omgevingsvergunning klaar, waar zit mijn dossier?", {}, "vraag-over-dossier"),
        ("Hoe kan ik een klacht indienen over het loket?", {}, "klachtprocedure-uitleggen"),
        ("Is het waar dat het zwembad dicht gaat?", {}, "gerucht-rechtzetten"),
        ("Zwaar lawaai van een feestje, heel de straat wakker", _AT_NIGHT, "nachtlawaai"),
        ("What time does the swimming pool open on Sunday?", {}, "vraag-in-andere-taal"),
        ("Bonjour, où dois-je inscrire ma fille à l'école maternelle ?", {}, "vraag-in-andere-taal"),
        # Thanks, ideas, talk: mostly silence.
        ("Dank u wel aan de ploeg van de bibliotheek!", {}, "compliment-bedanken"),
        ("Dank u wel!", {"in_reply_to": "0"}, "stil-gesprek-afgerond"),
        ("De burgemeester en de gemeenteraad, het blijft theater", {}, "beleid-volgen"),
        ("😍🌃", {}, "stil-zonder-woorden"),
        ("Een bolleke op de Grote Markt, hahaha", {}, "stil-grap"),
        ("Niemand begrijpt er nog iets van", {}, "nakijken"),
    ],
)
def test_what_the_city_does(content: str, changes: dict[str, Any], outcome: str) -> None:
    decision = _decision(content, **changes)
    assert decision.outcome == outcome, [(step.node, step.saw) for step in decision.path]


@pytest.mark.parametrize(
    ("content", "changes", "outcome"),
    [
        ("Brand in de Kerkstraat! De vlammen slaan uit het dak", {}, "noodgeval-veiligheid"),
        ("Wanneer mogen de ramen open, wat is die rookpluim?", {}, "crisis-openbaar"),
        ("Mevrouw vraagt wanneer de evacuatie van haar straat gedaan is", _COUNTER, "crisis-persoonlijk"),
        ("Naar het schijnt was het een sigaret in de loods", {}, "crisis-gerucht-rechtzetten"),
        ("Dank u wel aan de ploeg van de bibliotheek!", {}, "stil-in-crisis"),
        ("Zondag is het Autoloze Zondag, tot dan!", {"author": _CITY}, "eigen-bericht-in-crisis"),
        (_JOURNALIST, {}, "pers-dringend"),
        # What has nothing to do with it goes on as always.
        ("Straatlamp kapot in de Kerkstraat ter hoogte van nummer 12", {}, "melding-doorgeven"),
        ("Is het zwembad open?", {}, "vraag-met-link"),
    ],
)
def test_what_the_city_does_in_a_crisis(content: str, changes: dict[str, Any], outcome: str) -> None:
    crisis = Crisis(since=datetime.fromisoformat("2026-03-24T09:00:00+01:00"), until=None, about="Brand in een loods")
    decision = _decision(content, replace(antwerp(), crisis=crisis), **changes)
    assert decision.outcome == outcome, [(step.node, step.saw) for step in decision.path]


@pytest.mark.parametrize("channel", ["facebook", "counter"])
def test_a_formal_complaint_is_confirmed_in_10_and_ruled_on_in_45_calendar_days(channel: str) -> None:
    decision = _decision("Ik dien een formele klacht in over de bediening aan het loket in Deurne", channel=channel)
    assert decision.deadline is not None
    assert decision.ruling is not None
    assert (decision.deadline.date(), decision.ruling.date()) == (date(2026, 4, 3), date(2026, 5, 8))
    assert decision.departments[0] == "ombudsdienst"  # not the department that it is about


def test_an_emergency_is_for_a_person_at_once_and_for_several_departments() -> None:
    decision = _decision("Brand in de Kerkstraat! De vlammen slaan uit het dak")
    assert decision.action is Action.escaleren
    assert decision.human
    assert decision.departments == ("politie", "communicatie")
    assert decision.deadline == datetime.fromisoformat("2026-03-24T10:30:00+01:00")


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


def test_a_signal_for_the_rules_alone_takes_no_danger_out_of_a_message() -> None:
    """A phrase without a vote silences the intent of the words inside it: only the idioms may do that to danger."""
    known = compiled(read_files(builtin("antwerpen"))).signals
    danger = {
        text
        for signal in known.signals.values()
        if signal.intent is Intent.noodgeval
        for phrase in signal.phrases
        for text in texts(phrase, known.lists)
    }
    for id in _asked() - {"gevaar.andere-uitdrukking"}:
        signal = known.signals[id]
        if id.startswith("geen-gevaar.") or any((signal.topic, signal.intent, signal.sentiment, signal.urgency)):
            continue
        for phrase in signal.phrases:
            for text in texts(phrase, known.lists):
                assert not [word for word in danger if word != text and word in text], (id, text)


def _asked() -> set[str]:
    """The signals that the tree asks for."""
    return {signal for node in antwerp().tree.nodes.values() for signal in gaze(node.condition).signals}
