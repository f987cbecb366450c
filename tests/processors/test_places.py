"""What people write about Antwerp, and the places that are found in it."""

from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.places import MAX_PLACES, MAX_READ, Gazetteer
from processors.places_spec import PlaceEntry
from processors.signals_words import words
from schemas.place import Place, PlaceKind
from stadsgesprek.pack.places import read_places


@cache
def antwerpen() -> Gazetteer:
    return Gazetteer.compile(entries())


@cache
def entries() -> tuple[PlaceEntry, ...]:
    return read_places((files("stadsgesprek") / "cities" / "antwerpen" / "plaatsen.csv").read_bytes())


def find(text: str) -> tuple[Place, ...]:
    return antwerpen().find(text, words(text))


def names(text: str) -> list[str]:
    return [place.name for place in find(text)]


def districts(text: str) -> list[str | None]:
    return [place.district for place in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("put in het wegdek Lange Leemstraat t.h.v. nr 210", ["Lange Leemstraat"]),
        ("Turnhoutsebaan 45, al drie dagen geen licht", ["Turnhoutsebaan"]),
        ("de glasbol op het Sint-Jansplein zit vol", ["Sint-Jansplein"]),
        ("van de Groenplaats naar het Astridplein", ["Groenplaats", "Koningin Astridplein"]),
        ("sluikstort hoek Gasstraat/Diepestraat", ["Gasstraat", "Diepestraat"]),
        ("het fietspad op de Italiëlei", ["Italiëlei"]),
        ("HET FIETSPAD OP DE ITALIELEI LIGT VOL GLAS", ["Italiëlei"]),
        ("Woon in Deurne-Noord", ["Deurne-Noord"]),
        ("in de Seefhoek en op het Eilandje", ["Seefhoek", "Eilandje"]),
        ("geen water in zwembad Wezenberg", ["Wezenberg"]),
        ("de lift in de voetgangerstunnel is kapot, in de voetgangerstunnel!", ["Sint-Annatunnel", "Sint-Annatunnel"]),
        ("bus blijft hangen in den konijnenpijp", ["Waaslandtunnel"]),
        ("afspraak in districtshuis Merksem", ["Districtshuis Merksem"]),
        ("op café aan het Laar in Borgerhout", ["Laar", "Borgerhout"]),
        ("er ligt een dode egel in het Rivierenhof", ["Rivierenhof"]),
        ("Hof van Leysen is weer open", ["Hof van Leysen"]),
        ("wie ruimt 't Steen op", ["Het Steen"]),
        ("feestje op 't Zuid", ["Zuid"]),
        ("frituur op het kiel", ["Kiel"]),
        ("wandelen aan den Dam", ["Dam"]),
        ("wandelen aan de Dam met de hond", ["Dam"]),
        ("shoppen op de meir", ["Meir"]),
        ("ik sta op den Bosuil", ["Bosuil"]),
        ("loket in den Bell gesloten", ["Den Bell"]),
        ("fietsen op Linkeroever en in de Sint-Annatunnel", ["Linkeroever", "Sint-Annatunnel"]),
        ("Borsbeek hoort er nu ook bij", ["Borsbeek"]),
        ("vuilnis in Berendrecht en Zandvliet", ["Berendrecht", "Zandvliet"]),
    ],
)
def test_places_that_people_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "spelled",
    [
        *("Sint-Jansplein", "sint jansplein", "St.-Jansplein", "St Jansplein", "st-jans plein", "SINTJANSPLEIN"),
        *(
            "#sintjansplein",
            "Sint Jans Plein",
            "Sint\u2011Jansplein",
            "st. jansplein",
            "Sint-Janspl.",
            "(Sint-Jansplein)",
        ),
    ],
)
def test_a_name_however_it_is_spelled(spelled: str) -> None:
    assert names(f"alweer glas op het {spelled} gevonden") == ["Sint-Jansplein"]


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("Turnhoutse baan", "Turnhoutsebaan"),
        ("Lange Leemstr.", "Lange Leemstraat"),
        ("mechelse stwg", "Mechelsesteenweg"),
        ("Mechelsestwg.", "Mechelsesteenweg"),
        ("Gen. Drubbelstraat", "Generaal Drubbelstraat"),
        ("Drubbelstraat", "Generaal Drubbelstraat"),
        ("Kon. Astridplein", "Koningin Astridplein"),
        ("J. Van Rijswijcklaan", "Jan Van Rijswijcklaan"),
        ("Van Rijswijcklaan", "Jan Van Rijswijcklaan"),
        ("Karel Ooms straat", "Karel Oomsstraat"),
        ("Oomsstraat", "Karel Oomsstraat"),
        ("Lamorinierestraat", "Lamorinièrestraat"),
        ("op de hoek van de Voslei", "Jan De Voslei"),
        ("paal aan de Vosstraat", "Vosstraat"),
        ("Lamorinie\u0300restraat", "Lamorinièrestraat"),
        ("d'herbouvillekaai", "D'Herbouvillekaai"),
        ("Cogels Osylei", "Cogels-Osylei"),
        ("Plantin-Moretuslei", "Plantin en Moretuslei"),
        ("vlaamse kaai", "Vlaamsekaai"),
        ("Spoor Noord", "Park Spoor Noord"),
        ("Rooseveltplaats", "Franklin Rooseveltplaats"),
        ("St-Andries", "Sint-Andries"),
    ],
)
def test_abbreviations_accents_and_words_apart(spelled: str, name: str) -> None:
    assert names(f"put in de weg, {spelled}, gisteren gemeld") == [name]


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("in Deurne", "deurne"),
        ("de Merksemse jeugd", "merksem"),
        ("een Berchems café", "berchem"),
        ("#borgerhout", "borgerhout"),
        ("#linkeroever", "antwerpen"),
        ("Hobokense polder", "hoboken"),
        ("district Antwerpen", "antwerpen"),
        ("2140 Borgerhout", "borgerhout"),
        ("Central Station at night", "antwerpen"),
        ("la Gare centrale d'Anvers", "antwerpen"),
        ("sur la Grand-Place d'Anvers", "antwerpen"),
        ("op de Bist", "wilrijk"),
        ("parking on the Left Bank", "antwerpen"),
        ("au guichet de Deurne", "deurne"),
    ],
)
def test_districts_in_any_form_and_language(text: str, district: str) -> None:
    assert districts(text)[0] == district


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("carnotstrat", "Carnotstraat"),
        ("Carnotstaat", "Carnotstraat"),
        ("turnhoutsbaan", "Turnhoutsebaan"),
        ("Turnhuotsebaan", "Turnhoutsebaan"),
        ("astritplein", "Koningin Astridplein"),
        ("lange leemstrat", "Lange Leemstraat"),
        ("offerrandestraat", "Offerandestraat"),
        ("linkeroevver", "Linkeroever"),
        ("Bisschopenhoflaan", "Bisschoppenhoflaan"),
    ],
)
def test_one_typing_error_in_a_long_name(spelled: str, name: str) -> None:
    assert names(f"sluikstort in de {spelled} vannacht") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "onze speelstraat is een schoolstraat geworden",
        "de winkelstraten en het speelplein",
        "mijn schoonbroer en de kastanjelaar",
        "een parkeerplaats, een standplaats en een marktplaats",
        "de dorpsstraat en de hoofdstraat",
        "ze schelden op het pleintje",
        "een put in de Krijgsstraat",
        "Deurme",
        "hobeken",
    ],
)
def test_words_that_are_only_near_a_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "mevrouw Van Deurne wacht al een uur",
        "Mevr. van Deurne belde terug",
        "Jan Berchem heeft gebeld",
        "familie Merksem is verhuisd",
        "dhr. Van Den Dam kwam langs",
        "Dhr. Van den Dam kwam langs",
        "groeten, Peter Hoboken",
        "Met vriendelijke groeten\nXander Hoboken",
        "agent Wilrijk was heel vriendelijk",
        "mijn naam is Ekeren",
        "ik ben Berchem, Louis",
        "t.a.v. mevr. Deurne",
        "Els Van Hoboken",
        "volgens Karel Van Wilrijk klopt dat niet",
        "Beste Deurne, bedankt",
        "schepen Borgerhout antwoordt niet",
        "Jan De Meir",
        "mijn schoolkameraad, Jos van den Dam, weet ervan",
    ],
)
def test_a_surname_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn schoonmoeder woont in Deurne", ["Deurne"]),
        ("Jan uit Berchem", ["Berchem"]),
        ("Jan, Berchem ligt vol", ["Berchem"]),
        ("de bibliotheek van Deurne", ["Deurne"]),
        ("de burgemeester van Merksem", ["Merksem"]),
        ("Nieuwe Carnotstraat ziet er goed uit", ["Carnotstraat"]),
        ("alle inwoners van Hoboken", ["Hoboken"]),
        ("Groeten uit Wilrijk", ["Wilrijk"]),
        ("mevrouw wacht in Deurne", ["Deurne"]),
        ("Groeten, Jan\nKerkstraat 5, 2060 Antwerpen", ["Kerkstraat", "2060"]),
        ("mevrouw Peeters, Carnotstraat 12", ["Carnotstraat"]),
        ("ALLES VUIL VAN DEURNE TOT MERKSEM", ["Deurne", "Merksem"]),
    ],
)
def test_a_place_beside_a_person_is_one(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Antwerpen is een mooie stad",
        "ik verhuis naar Sint-Agatha-Berchem",
        "@stad_Antwerpen kom eens kijken",
        "stad Antwerpen antwoordt niet",
        "vraag het aan @Deurne of @district_Berchem",
        "zie https://www.antwerpen.be/info/deurne/kerkstraat",
        "www.permeke.org/turnhoutsebaan",
        "mail naar jan.berchem@hoboken.be",
        "op permeke.be staat niets",
        "de zuidkant van het gebouw, het zuiden en het noorden",
        "noord",
        "een dam in de rivier",
        "de kiel van een schip",
        "een toog vol glazen aan de oever",
        "zand op de weg",
        "de opera was prachtig",
        "een houten brug over de gracht",
        "ik ging langs de kerk. Straat was vuil",
        "in de Korte Carnotstraat, die niet bestaat",
        "in de Willy Carnotstraat, die niet bestaat",
    ],
)
def test_what_names_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kerkstraat 12, 2060 Antwerpen", ["Kerkstraat", "2060"]),
        ("Bredabaan 100 bus 2, 2170", ["Bredabaan", "2170"]),
        ("het is altijd iets in 2060", ["2060"]),
        ("postcode 2020 staat niet in de lijst", ["2020"]),
        ("ik betaalde 2000 euro in 2018", []),
        ("in 2020 en 2030 was dat anders", []),
        ("2100 bomen", []),
        ("er wonen in 2060 inwoners", []),
        ("tegen 2050 klimaatneutraal", []),
    ],
)
def test_a_number_is_a_postcode_only_where_something_says_so(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("put in de Kapelstraat", None),
        ("put in de Kapelstraat in Hoboken", "hoboken"),
        ("Merksem: put in de Kapelstraat", "merksem"),
        ("Statiestraat 5, 2600", "berchem"),
        ("Turnhoutsebaan in Deurne-Zuid", "deurne"),
        ("Turnhoutsebaan van Borgerhout tot Deurne", None),
        ("Statiestraat in Wilrijk", None),
        ("put in de Carnotstraat, verhuisd naar Deurne", "antwerpen"),
        ("put in de Carnotstraat in Deurne", None),
    ],
)
def test_a_street_of_several_districts_has_one_only_if_the_text_tells(text: str, district: str | None) -> None:
    street = next(place for place in find(text) if place.kind is PlaceKind.straat)
    assert street.district == district
    assert district is not None or (street.postcode, street.point) == (None, None)


def test_the_whole_of_a_find() -> None:
    (place,) = find("glas op de Groenplaats!")
    assert (place.name, place.kind, place.district, place.postcode) == (
        "Groenplaats",
        PlaceKind.plein,
        "antwerpen",
        "2000",
    )
    assert place.point is not None
    assert (round(place.point.lat, 3), round(place.point.lon, 3)) == (51.219, 4.401)
    assert "glas op de Groenplaats!"[place.start : place.end] in {"Groenplaats", "de Groenplaats"}


def test_of_names_inside_each_other_the_longest() -> None:
    assert names("aan het Museum Plantin-Moretus op de Vrijdagmarkt") == ["Museum Plantin-Moretus", "Vrijdagmarkt"]
    assert names("station Berchem") == ["Antwerpen-Berchem"]


def test_ten_places_at_most() -> None:
    text = ", ".join(entry.name for entry in entries() if entry.kind is PlaceKind.straat and not entry.cue)
    assert len(find(text)) == MAX_PLACES


def test_a_list_of_ones_own() -> None:
    town = Gazetteer.compile(
        [
            PlaceEntry("Dorp", PlaceKind.plein, cue=True, also=("'t Dorp",)),
            PlaceEntry("Kapelstraat", PlaceKind.straat, "noord"),
        ]
    )
    assert [each.name for each in town.find("in 't dorp", words("in 't dorp"))] == ["Dorp"]
    assert town.find("een dorp", words("een dorp")) == ()
    assert town.find("Groenplaats", words("Groenplaats")) == ()
    assert Gazetteer.compile([]).find("overal", ["overal"]) == ()


_PIECES = st.sampled_from(
    [
        *(
            "Sint",
            "Jansplein",
            "st",
            ".",
            "-",
            "'t",
            "Zuid",
            "van",
            "Van",
            "Deurne",
            "2060",
            "in",
            "Kerkstraat",
            "@",
            "x",
        ),
        *(
            "\u0301",
            "İ",
            "ﬁ",
            "½",
            "😀",
            "Lange",
            "leemstr",
            "carnotstrat",
            "https://a.be/",
            "\n",
            "ß",
            "\u200f",
            "Meir",
        ),
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=40).map(" ".join), st.lists(_PIECES).map("".join))


@settings(deadline=None, max_examples=400)
@given(_TEXTS)
def test_any_text_has_an_answer_that_stands_in_it(text: str) -> None:
    found = find(text)
    assert found == find(text)
    assert len(found) <= MAX_PLACES
    ends = [0, *(place.end for place in found)]
    for place, end in zip(found, ends, strict=False):
        assert end <= place.start < place.end <= len(text)
        assert words(text[place.start : place.end])


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(entries()))
def test_every_place_is_found_by_its_name(entry: PlaceEntry) -> None:
    if entry.kind is PlaceKind.postcode:
        text, start = f"het is in {entry.name} Antwerpen vuil", 10
    else:
        text, start = f"het is in {entry.name} weer vuil", 10
    (place, *_) = find(text)
    written = "".join(words(text[place.start : place.end]))
    assert place.start == start
    assert written == "".join(words(entry.name))


@pytest.mark.parametrize(
    "piece", ["Kerkstraat ", "kerkstraat", "permeke/", "a@b", "Van ", "' ", "carnotstrat", "İ", "straat ", "x" * 50]
)
def test_long_texts_and_one_word_repeated(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert len(find(text)) <= MAX_PLACES


def test_of_a_long_text_the_beginning_is_read() -> None:
    assert names("x " * (MAX_READ // 2) + "Groenplaats") == []
    assert names("Groenplaats" + " x" * MAX_READ) == ["Groenplaats"]
