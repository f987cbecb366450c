"""Names of people, where they sign, are addressed or are introduced; and what only looks like that."""

import pytest

from processors.personal import find_personal
from processors.personal_words import NO_NAMES, ORDINARY, PARTICLES, PLACES


def names(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_personal(text) if each.kind == "naam"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wanneer? Groeten, Jan Peeters", ["Jan Peeters"]),
        ("Wanneer?\n\nmvg\nAn Claes", ["An Claes"]),
        ("Wanneer?\n\nmvg\nAn Claes\nKerkstraat 5\nDeurne", ["An Claes"]),
        ("Met vriendelijke groeten, Gertrude Vandermeulebroucke", ["Gertrude Vandermeulebroucke"]),
        ("Met vriendelijke groeten, Jan Peeters Kerkstraat 5 2060 Antwerpen", ["Jan Peeters"]),
        ("Met vriendelijke groeten, Jan en Els Peeters", ["Jan en Els Peeters"]),
        ("mvg jan", ["jan"]),
        ("groetjes sofie peeters", ["sofie peeters"]),
        ("MVG JAN PEETERS", ["JAN PEETERS"]),
        ("Mvg, J. Peeters", ["J. Peeters"]),
        ("groetjes van Sofie", ["Sofie"]),
        ("Hoogachtend, L. D'Hondt", ["L. D'Hondt"]),
        ("Bedankt, Jan", ["Jan"]),
        ("Kind regards, John Smith", ["John Smith"]),
        ("Bien cordialement\nMarie-Claire Dubois", ["Marie-Claire Dubois"]),
        ("Viele Grüße, Jürgen Müller", ["Jürgen Müller"]),
        ("Saygılarımla, Ayşe Yılmaz", ["Ayşe Yılmaz"]),
        ("Pozdrawiam, Anna Kowalska", ["Anna Kowalska"]),
        ("Saludos, María García", ["María García"]),
        ("مع تحياتي، محمد", []),  # an Arabic comma stands between
        ("مع تحياتي محمد", ["محمد"]),
    ],
)
def test_who_signs(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn naam is Redouane Ben Ali en ik woon in Deurne", ["Redouane Ben Ali"]),
        ("mijn naam is jan peeters en ik woon hier", ["jan peeters"]),
        ("mijn naam is Ekeren", ["Ekeren"]),
        ("Naam: Jan Peeters\nAdres: Kerkstraat 5", ["Jan Peeters"]),
        ("ik heet Xander", ["Xander"]),
        ("ik ben Fatima El Idrissi", ["Fatima El Idrissi"]),
        ("Ik ben Jan", ["Jan"]),
        ("My name is John. I'm Sarah Connor", ["John", "Sarah Connor"]),
        ("Je m'appelle Marie-Claire Dubois et j'habite ici", ["Marie-Claire Dubois"]),
        ("Mein Name ist Jürgen Müller", ["Jürgen Müller"]),
        ("اسمي محمد الإدريسي", ["محمد الإدريسي"]),
    ],
)
def test_who_is_introduced(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t.a.v. mevrouw Van den Broeck", ["Van den Broeck"]),
        ("T.a.v. Jan Peeters", ["Jan Peeters"]),
        ("Mevr. Janssens belde", ["Janssens"]),
        ("dhr. van den Broeck", ["van den Broeck"]),
        ("Dhr. Van Den Dam kwam langs", ["Van Den Dam"]),
        ("de heer Jan Peeters-Claes wacht", ["Jan Peeters-Claes"]),
        ("familie El Amrani", ["El Amrani"]),
        ("MEVR. JANSSENS.", ["JANSSENS"]),
        ("Mrs. Clara's garden", ["Clara"]),
        ("Madame Dupont attend", ["Dupont"]),
        ("burgemeester De Wever en schepen Van Peel", ["De Wever", "Van Peel"]),
        ("agent Peeters was vriendelijk", ["Peeters"]),
        ("mijn buurman Karel Peeters zet zijn vuilzakken buiten", ["Karel Peeters"]),
        ("onze zoon Ilias (8)", ["Ilias"]),
        ("Beste Jan, hallo Els, Dag Sofie!", ["Jan", "Els", "Sofie"]),
        ("Beste Beatrijs Van Hout,", ["Beatrijs Van Hout"]),
    ],
)
def test_who_is_addressed_or_told_about(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Groeten uit Berchem",
            "Groeten van de Turnhoutsebaan",
            "groeten van Deurne",
            "groetjes vanop de Groenplaats",
        ),
        *("Groeten, Deurne", "Groeten, Team Sportdienst", "Groeten.\nDe put is nu dicht", "Groetjes aan iedereen"),
        *("Groeten Wanneer komt de bus?", "Met vriendelijke groeten,\nDe buurtbewoners van de Kerkstraat"),
        *("Met vriendelijke groeten\nEen bezorgde burger", "groeten, Kerkstraat 5", "mvg\nEkeren-Centrum"),
        *("Beste Stad, Beste allemaal, Beste Velo, Dag zeg", "Bedankt Antwerpen! Merci De Lijn", "dag elke keer"),
        *("mevrouw de burgemeester", "Geachte heer, mevrouw,", "de mevrouw van het loket in Deurne", "dokter nodig"),
        *("mevrouw van de Turnhoutsebaan", "Burgemeester Ryckaertsplein", "dokter Decrolystraat", "Mevrouw Ik wacht"),
        *("Mevr. Somalisch, spreekt geen Nederlands", "Mr. Brits, portemonnee weg"),
        *("schepen van Mobiliteit", "burgemeester van Antwerpen", "schepen Mobiliteit", "schepen Borgerhout zwijgt"),
        *("Burgemeester Karel Ooms straat", "MEVROUW KOMT NIET BUITEN", "DOCHTER VERTAALDE ALLES"),
        *(
            "ik ben Antwerpenaar",
            "Ik ben Boos",
            "ik ben Sinterklaas",
            "IK BEN ZO BOOS OP JULLIE",
            "ik ben an het wachten",
        ),
        *(
            "mijn naam is haas",
            "de naam is verkeerd gespeld",
            "straatnaam: Kerkstraat",
            "een man zonder familie. Geef toe",
        ),
        *("de Groetstraat", "schepenen", "Beste\n\nJullie loket"),
    ],
)
def test_what_names_nobody(text: str) -> None:
    assert names(text) == []


def test_the_lists_agree() -> None:
    assert not ORDINARY & NO_NAMES
    assert not PLACES & (NO_NAMES | PARTICLES)
