"""What Antwerp's signals and the delivered model make of what people write: plain messages that must be understood."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from processors.classify import Classifier
from processors.clean import clean
from processors.places import Gazetteer
from processors.signals import SignalSet
from processors.signals_match import Matcher
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency
from stadsgesprek.model.artefact import delivered
from stadsgesprek.pack.places import read_places

_FILE = Path(__file__).parents[2] / "stadsgesprek" / "cities" / "antwerpen" / "signals.yaml"


@lru_cache(maxsize=1)
def antwerp_signals() -> SignalSet:
    """The content of the pack's signals.yaml."""
    return SignalSet.model_validate(yaml.load(_FILE.read_bytes(), yaml.CSafeLoader))


@lru_cache(maxsize=1)
def antwerp_places() -> Gazetteer:
    """The content of the pack's plaatsen.csv."""
    return Gazetteer.compile(read_places(_FILE.with_name("plaatsen.csv").read_bytes()))


@lru_cache(maxsize=1)
def antwerp() -> Classifier:
    """The classifier of the built-in pack."""
    return Classifier.compile(
        Matcher.compile(antwerp_signals()),
        ("nl", "en", "fr", "tr", "ar", "pl", "de", "es"),
        delivered(),
        antwerp_places(),
        abstain_below=0.4,
    )


def message(content: str, **fields: Any) -> Message:
    """A public message on Twitter, unless told otherwise."""
    return Message.model_validate(
        {
            "channel": "twitter",
            "account": "stad_Antwerpen",
            "native_id": "1",
            "published": datetime(2026, 3, 24, 8, tzinfo=UTC),
            "content": content,
            **fields,
        }
    )


def understand(content: str, **fields: Any) -> Classification:
    """What Antwerp's classifier makes of one message."""
    said = message(content, **fields)
    return antwerp().classify([said], [clean(said)])[0]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Komaan seg er komt rook uit het dak bij de buren, Lange Lozanastraat 14!!", "veiligheid"),
        ("ik denk dat er brand is in de kelder van onze blok, alles ziet zwart in de gang", "veiligheid"),
        ("Het ruikt hier in de inkomhal al een halfuur heel hard naar gas, wat moeten we doen?", "veiligheid"),
        ("er ligt een meneer op de grond aan de halte Astrid en hij beweegt niet", "zorg"),
        ("een oude vrouw is gevallen op de trappen van het station en ze bloedt hevig uit haar hoofd", "zorg"),
        ("Mijn zoontje van 6 is weg, wij stonden op de Sinksenfoor en ineens zag ik hem niet meer", "veiligheid"),
        ("Twee mannen zijn aan het vechten op het De Coninckplein, een van hen heeft een mes", "veiligheid"),
        ("ik wil niet meer leven, niemand helpt mij", "zorg"),
        ("Er staat iemand over de leuning geklommen op de brug aan het Asiadok", "zorg"),
        ("Il y a le feu dans l'immeuble en face, rue Carnot", "veiligheid"),
        ("There is a man unconscious in front of the library, please help", "zorg"),
        ("Yangın var! Turnhoutsebaan 120, üçüncü kat", "veiligheid"),
        ("هناك حريق في المبنى المقابل", "veiligheid"),
        ("Człowiek leży na chodniku, jest nieprzytomny", "zorg"),
        ("Fietser aangereden op de Plantin en Moretuslei, hij kan niet meer rechtstaan", "zorg"),
        ("mijn buurvrouw van 82 doet al twee dagen niet open en haar rolluiken zijn nog dicht", "zorg"),
        ("Mijn man slaat mij en de kinderen, ik weet niet waar naartoe", "veiligheid"),
        ("Er is net een fietser gevallen door de tramsporen, hij bloedt en is suf", "zorg"),
        ("de gevel van nummer 8 staat op instorten, er vallen stenen op het voetpad", "veiligheid"),
    ],
)
def test_danger_is_an_emergency_and_acute(text: str, topic: str) -> None:
    found = understand(text)
    assert (found.intent, found.topic, found.urgency) == (Intent.noodgeval, topic, Urgency.acuut)
    assert not found.abstained


_NO_DANGER = (
    "Ben doodmoe van die werken in onze straat",
    "Wat een bomvol terras op de Dageraadplaats, zalig weer",
    "Brandend actueel thema vanavond in de gemeenteraad",
    "Volgende week brandoefening in het stadhuis, moeten wij ook naar buiten?",
    "Waar kan ik een rookmelder aanvragen voor mijn moeder?",
    "De lamp aan nummer 12 brandt niet meer",
    "Het stikt hier van de duiven op het Sint-Jansplein",
    "Ik heb geen brand gezien, vals alarm precies",
    "wanneer is het vuurwerk op de Scheldekaaien?",
    "Mijn fiets is vermist sinds gisteren aan het station, waar kan ik dat aangeven?",
    "De stad reageert niet op mijn mails over het voetpad",
    "Kan ik ergens een cursus reanimatie volgen?",
    "Er ligt al drie dagen een dode duif op de stoep",
    "bij brand mag ge de lift niet nemen, dat weet iedereen toch",
    "Lach mij dood met dat nieuwe circulatieplan",
    "We verdrinken in de reclameblaadjes",
    "Schimmel in ons sociaal appartement en de huisbaas reageert niet",
    "Een matras ligt op de stoep en papier ligt op de grond",
    "Where can I put my old bike?",
)


def test_words_of_danger_without_danger_are_seldom_an_emergency() -> None:
    raised = [text for text in _NO_DANGER if understand(text).intent is Intent.noodgeval]
    assert len(raised) <= len(_NO_DANGER) // 6, raised


_PLAIN = (
    # vraag
    ("@stad_Antwerpen is het zwembad open vandaag? 🏊", "vraag", "zwembad"),
    ("Wanneer wordt het papier en karton opgehaald in Deurne?", "vraag", "afval"),
    ("Hoe kan ik een afspraak maken om mijn reispas te vernieuwen", "vraag", "loket"),
    ("Mag ik met mijn diesel euro 5 nog binnen in de LEZ?", "vraag", "parkeren"),
    (
        "Ik zoek een plaats in de crèche voor mijn dochtertje vanaf september, hoe begin ik daaraan?",
        "vraag",
        "kinderopvang",
    ),
    ("Tot hoe laat kan ik zaterdag boeken terugbrengen in Permeke?", "vraag", "bibliotheek"),
    ("Bedankt voor de info! Kunnen we ook met de kinderen naar het MAS?", "vraag", "cultuur"),
    ("wa moet ik meebrengen om te trouwen op 't stadhuis", "vraag", "burgerlijke-stand"),
    ("Mevrouw vraagt of ze in aanmerking komt voor een sociale woning", "vraag", "wonen"),
    ("Où puis-je renouveler ma carte d'identité ?", "vraag", "loket"),
    ("How can I get a parking permit for my street?", "vraag", "parkeren"),
    ("Kütüphane saat kaçta açılıyor?", "vraag", "bibliotheek"),
    ("Wo kann ich meinen Führerschein umtauschen?", "vraag", "loket"),
    ("¿Dónde puedo aprender neerlandés? Busco clases de neerlandés", "vraag", "onderwijs"),
    ("Gdzie mogę wyrzucić stare meble? Szukam punktu na odpady", "vraag", "afval"),
    ("كيف يمكنني الحصول على بطاقة الهوية؟", "vraag", "loket"),
    ("Hebben jullie nog vakantiejobs voor studenten in augustus?", "vraag", "jobs"),
    ("Wij willen in juni een buurtfeest organiseren, wat hebben we daarvoor nodig?", "vraag", "vergunningen"),
    # melding
    ("Put in het wegdek ter hoogte van Bredabaan 214, al bijna gevallen met mijn fiets", "melding", "wegdek"),
    ("Op de hoek van de Diepestraat ligt een hoop afval naast de glasbol", "melding", "sluikstort"),
    ("Straatlamp doet het niet in de Karel Oomsstraat", "melding", "verlichting"),
    ("Hallo, bij ons in de gang zitten ratten, ze komen uit de riool", "melding", "ongedierte"),
    ("De rioolput voor onze deur is verstopt, heel de straat staat blank", "melding", "water"),
    ("Wie moet ik bellen, er is een boom omgevallen in het Te Boelaerpark?", "melding", "groen"),
    ("Er is gisteren graffiti gespoten op de bank in het speelpleintje", "melding", "sluikstort"),
    ("Heel mooi park maar de schommel is kapot", "melding", "groen"),
    ("Elke avond luide muziek uit het café beneden, we kunnen niet slapen", "melding", "overlast"),
    ("Il y a un dépôt clandestin devant ma porte", "melding", "sluikstort"),
    ("Pothole in front of our house, somebody broke a wheel", "melding", "wegdek"),
    ("de lantaarnpalen langs het fietspad zijn kapot", "melding", "verlichting"),
    ("jullie website werkt niet, ik krijg steeds een foutmelding", "melding", "digitaal"),
    # klacht
    ("Hoe lang moet ik nog wachten op antwoord over mijn verbouwpremie??", "klacht", "wonen"),
    ("Vuilzakken voor de derde keer niet opgehaald in de Helmstraat. Niemand doet iets", "klacht", "afval"),
    ("Ik heb die put al drie keer gemeld en er gebeurt niets", "klacht", "wegdek"),
    ("Twee uur gewacht aan het loket voor een identiteitskaart, schandalig", "klacht", "loket"),
    ("Heel onvriendelijke bediende in het districtshuis van Borgerhout", "klacht", "loket"),
    ("Onterechte parkeerboete gekregen, ik had wel betaald!", "klacht", "parkeren"),
    ("Bravo hoor, weer een uur aan de lijn gehangen voor een afspraak", "klacht", "loket"),
    ("Bus 33 rijdt niet, alweer afgeschaft. Bedankt voor niks", "klacht", "openbaar-vervoer"),
    ("Wanneer gaan jullie eindelijk die straatverlichting maken?", "klacht", "verlichting"),
    ("J'attends toujours une réponse pour mon logement social, depuis des mois", "klacht", "wonen"),
    ("Trash wasn't collected again and nobody answers the phone", "klacht", "afval"),
    # suggestie
    ("Waarom plaatsen jullie geen extra fietsenrekken aan het station? Zou handig zijn", "suggestie", "fiets"),
    ("Misschien een idee om de bib op zondag open te doen", "suggestie", "bibliotheek"),
    ("Ik stel voor om meer bomen te planten op het Theaterplein", "suggestie", "groen"),
    # compliment
    ("Dikke merci aan de mannen van de vuilkar, altijd vriendelijk!", "compliment", "afval"),
    ("Wat is het nieuwe park prachtig geworden, goed gedaan", "compliment", "groen"),
    ("Super vriendelijk geholpen aan het loket vandaag, in 5 minuten buiten", "compliment", "loket"),
    ("Great job with the new bike lane, love it", "compliment", "fiets"),
    # reactie
    ("haha typisch, de burgemeester heeft weer zijn zin", "reactie", "beleid"),
    ("Wij gaan morgen naar het concert op de Grote Markt 😍", "reactie", "cultuur"),
    # spam
    ("Verdien geld vanuit uw zetel met bitcoin, klik hier", "spam", "overig"),
    ("50% korting op zonnebrillen, bestel nu in onze webshop!", "spam", "overig"),
    ("U hebt gewonnen! Claim uw prijs op http://win.example/nu", "spam", "overig"),
    # misbruik
    ("Ge zijt een bende idioten daar aan het loket", "misbruik", "loket"),
    ("Ik weet waar je woont, wacht maar", "misbruik", "overig"),
    ("bande d'idiots, ta gueule", "misbruik", "overig"),
)


def test_five_of_six_plain_messages_are_understood_and_the_others_are_named() -> None:
    wrong = [
        f"{text}: {found.intent} {found.topic}"
        for text, intent, topic in _PLAIN
        if ((found := understand(text)).intent, found.topic) != (Intent(intent), Topic(topic))
    ]
    assert len(wrong) <= len(_PLAIN) / 6, wrong


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("Deksel van de put is weg op het fietspad, levensgevaarlijk", "hoog"),
        ("Er liggen spuiten in de zandbak van de speeltuin", "hoog"),
        ("Een gezin met twee kinderen slaapt op straat aan het station", "hoog"),
        (
            "Ik ben journalist bij een krant, mijn deadline is vandaag 17 uur. Graag een reactie over het zwembad",
            "hoog",
        ),
        ("Ik weet waar je woont, wacht maar", "hoog"),
        ("Mijn vader is overleden, wanneer krijgen wij de toelating tot crematie?", "hoog"),
        ("Dit is het adres van die controleur: Dorpsstraat 1, ga allemaal langs bij hem", "hoog"),
        ("De lamp in onze straat is stuk", "normaal"),
        ("Wanneer is het containerpark open?", "normaal"),
        ("Bedankt voor de propere straten!", "laag"),
        ("Een bende idioten zijn het", "laag"),
        ("Gratis iphone! klik hier", "laag"),
    ],
)
def test_urgency(text: str, urgency: str) -> None:
    assert understand(text).urgency.value == urgency


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("Schandalig dat de stad daar niets aan doet", "negatief"),
        ("Er ligt een matras op de stoep, Lange Leemstraat 40", "neutraal"),
        ("Dank je wel voor de snelle hulp", "positief"),
        ("Waar kan ik zwemmen?", "neutraal"),
        ("Ik wacht al zes weken op mijn paspoort", "negatief"),
    ],
)
def test_sentiment(text: str, sentiment: str) -> None:
    assert understand(text).sentiment.value == sentiment


def test_only_emoji_is_talk_without_a_language() -> None:
    found = understand("👏👏👏")
    assert (found.intent, found.topic, found.language) == (Intent.reactie, Topic.overig, "und")
    assert (found.sentiment, found.urgency, found.abstained) == (Sentiment.positief, Urgency.laag, False)


def test_the_counter_note_of_a_subject_is_a_question() -> None:
    assert understand("rijbewijs omwisselen", channel="counter").intent is Intent.vraag


def test_a_picture_of_a_thing_in_the_street_reports_it() -> None:
    picture = {"media_type": "image/jpeg", "url": "https://media.example.org/1.jpg"}
    assert understand("Zitbank Coveliersstraat", attachments=[picture]).intent is Intent.melding


def test_a_picture_without_words_is_for_a_person() -> None:
    picture = {"media_type": "image/jpeg", "url": "https://media.example.org/1.jpg"}
    found = understand("", attachments=[picture])
    assert (found.abstained, found.language) == (True, "und")


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Ik ben journalist en heb een vraag over de begroting", "pers.journalist"),
        ("Als raadslid stel ik een schriftelijke vraag", "politiek.raadslid"),
        ("Tram 7 van De Lijn staat al een half uur stil", "derden.delijn"),
        ("Waarom rijdt de trein van NMBS niet", "derden.nmbs"),
        ("Mijn rijksregisternummer is 00.00.00-000.00", "persoonsgegevens.identiteit"),
        ("Ik dien klacht in bij de ombudsman", "formele-klacht"),
        ("Beste collega's, wie weet hoe de prikklok werkt?", "intern.collega"),
    ],
)
def test_signals_that_the_tree_asks_for(text: str, signal: str) -> None:
    assert signal in understand(text).signals


def test_the_first_set_is_rich_and_every_closed_id_has_a_voice() -> None:
    signals = antwerp_signals().signals.values()
    assert sum(len(signal.phrases) for signal in signals) > 1500
    assert {signal.intent for signal in signals} >= set(Intent)
    for topic in Topic:
        assert sum(len(signal.phrases) for signal in signals if signal.topic is topic) >= 15, topic
