"""The words behind which people name somebody, and those that speak of a licence plate."""

from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

TITLE, OFFICE, KIN, INTRODUCTION, BEING, CLOSING, THANKS, OPENING, PLATE = range(9)
"""What sort of word it is; processors.personal_names says what is a name behind each."""

_WORDS: Final = {
    TITLE: (
        *("mevrouw", "mevr", "mvr", "mw", "meneer", "mijnheer", "de heer", "den heer", "dhr", "juffrouw", "mej", "juf"),
        *("familie", "fam", "weduwe", "dokter", "dr", "prof", "professor", "meester", "mr", "mrs", "ms", "miss", "sir"),
        *("madame", "mme", "monsieur", "mademoiselle", "mlle", "docteur", "herr", "frau", "pani", "señor"),
        *("señora", "bayan", "t.a.v.", "t.a.v", "tav", "ter attentie van", "attn"),
        *("mevr.", "mvr.", "mw.", "dhr.", "mej.", "fam.", "dr.", "prof.", "mr.", "mrs.", "ms.", "mme.", "tav."),
    ),
    OFFICE: (
        *("burgemeester", "districtsburgemeester", "schepen", "districtsschepen", "minister", "gemeenteraadslid"),
        *("agent", "agente", "wijkagent", "wijkagente", "inspecteur", "hoofdinspecteur", "commissaris", "notaris"),
        *("directeur", "directrice", "mayor", "alderman", "officer", "bourgmestre", "échevin", "échevine"),
    ),
    KIN: (
        *("zoon", "zoontje", "dochter", "dochtertje", "buurman", "buurvrouw", "overbuur", "collega", "kleinzoon"),
        *("kleindochter", "nonkel", "tante", "oma", "opa", "echtgenoot", "echtgenote", "huisbaas", "verhuurder"),
    ),
    INTRODUCTION: (
        *("mijn naam is", "m'n naam is", "mn naam is", "naam is", "naam:", "naam :", "voornaam:", "achternaam:"),
        *("familienaam:", "ik heet", "ik noem", "my name is", "my name's", "name is", "name:", "je m'appelle", "nom:"),
        *("prénom:", "mon nom est", "mein name ist", "ich heiße", "ich heisse", "me llamo", "mi nombre es", "adım"),
        *("nazywam się", "mam na imię", "اسمي", "إسمي"),
    ),
    BEING: ("ik ben", "i am", "i'm", "je suis", "ich bin", "soy", "jestem", "spreekt met"),
    CLOSING: (
        *("groet", "groeten", "groetjes", "groetjess", "grtjs", "grtz", "mvg", "m.v.g.", "vr gr", "vr.gr.", "vrgr"),
        *("hoogachtend", "getekend", "liefs", "kusjes", "regards", "sincerely", "greetings", "best wishes", "yours"),
        *("cordialement", "salutations", "bien à vous", "grüße", "grüßen", "gruß", "grüsse", "grüssen", "gruss"),
        *("saygılar", "saygılarımla", "saygılarımızla", "selamlar", "saludos", "atentamente", "pozdrawiam"),
        *("z poważaniem", "تحياتي", "مع تحياتي"),
    ),
    THANKS: (
        *("bedankt", "dank u", "dank je", "dankuwel", "dank u wel", "merci", "thanks", "thank you", "danke"),
        *("gracias", "teşekkürler", "dziękuję", "vriendelijk", "beste wensen"),
    ),
    OPENING: (
        *("beste", "geachte", "dag", "hallo", "hoi", "hey", "goeiedag", "goedemorgen", "goedemiddag", "goedenavond"),
        *("dear", "hello", "hi", "bonjour", "cher", "chère", "merhaba", "sayın", "hola", "dzień dobry", "guten tag"),
    ),
    PLATE: (
        *("nummerplaat", "nummerplaten", "nrplaat", "nr plaat", "plaat", "kenteken", "plaque", "immatriculation"),
        *("immatriculée", "number plate", "licence plate", "license plate", "numberplate", "plate", "kennzeichen"),
        *("plaka", "plakalı", "matrícula", "tablica", "rejestracyjny", "wagen", "auto", "voiture", "car", "vehicle"),
        *("bestelwagen", "camionette", "vrachtwagen", "voertuig", "motor", "moto", "scooter", "taxi", "busje"),
        *("deelwagen", "takelwagen", "bmw", "vw", "golf", "audi", "mercedes", "opel", "peugeot", "renault", "citroën"),
        *("ford", "toyota", "volvo", "tesla", "fiat", "skoda", "kia", "hyundai", "polo"),
    ),
}
_KINDS: Final = [kind for kind, words in _WORDS.items() for _ in words]
_AUTOMATON: Final = AhoCorasick(
    [word for words in _WORDS.values() for word in words], implementation=Implementation.DFA
)


def cues(lower: str) -> dict[int, list[int]]:
    """Sort of word to the places behind the words (of PLATE where they start), in a text in small letters.

    Whole words; of a word inside another (`naam is` in `mijn naam is`) both.
    """
    found: dict[int, list[int]] = {}
    last = len(lower)
    for number, start, end in _AUTOMATON.find_matches_as_indexes(lower, overlapping=True):
        if (start == 0 or not lower[start - 1].isalnum()) and (
            end == last or not (lower[end].isalnum() and lower[end - 1].isalnum())
        ):
            kind = _KINDS[number]
            found.setdefault(kind, []).append(start if kind == PLATE else end)
    return found
