"""Words that say that a name is a person's, and words that say that it is a place's."""

from typing import Final

_NAMES: Final = """
aaron abdel abdelkader achmed adam adriaan agatha ahmed aicha albert alex alexander alfons alfred ali alice alphonse
amber amelie amina amir an andre andrea andy anja anke ann anna anne annelies annemie annick anouk anthony antoine
anton antoon arno arnold arthur astrid august axel bart bas bavo ben benny bernard bert bilal birgit bob boris bram
brecht britt bruno camille carine carl carla caroline cedric charles charlotte chris christel christian christiane
christine christophe cindy claire claude clement constant cornelis daan dana daniel danny david debby denis dennis
didier diederik diego dieter dimitri dirk dominique dorien dries eddy edgard edmond edward eefje elias eline elke ella
ellen elly els emiel emile emilie emma emmanuel eric erik erika esra ester etienne eugeen eva evelien evi evy fatima
fatma felix ferdinand fien filip finn fons francine francis francois frank frans fred freddy frederic frederik freek
frits gabriel geert georges gerard gerda gert ghislain gijs gilbert gilles gino gitte godelieve goedele greet greta
griet guido gunter gust gustaaf guy hannah hanne hannelore hans hassan heidi helena hendrik henri herman hilde hugo
ibrahim ilse imane ine ines inez inge ingrid irene iris isabel isabelle ismail ivan ivo jaak jacob jacqueline jacques
jan jana jasmine jasper jean jef jelle jens jeroen jessica jimmy jo joachim joanna johan johanna john jolien jonas
jonathan joost joris jorre jos josef josefien joseph joyce jozef judith jules julie julien jurgen justine kaat karel
karen karim karin karl kasper kathleen kathy katia katleen kato katrien kenneth kevin kim kimberly klaas kobe koen
koenraad kristel kristien kristof kurt lara lars laura lauren laurent lea leen lena lenny leo leon leona leonie
leopold lien lies liesbet liesbeth liese lieselot lieve lieven liliane lina linda lise lode lodewijk lore lotte louis
louise luc luca lucas lucien ludo ludwig luk lukas luna lut maarten magda mahmoud maja malika manon manu marc marcel
margot maria mariam marianne marie marijke marina mario marjan mark marleen martijn martin martine mathias mats matteo
matthias maurice maurits max maxim mehdi mehmet merel mia michael michel michiel mieke mil mila milan mira miriam mo
mohamed mohammed monique mustafa myriam nadia nadine nancy natalie nathalie nathan nele nico nicolas nicole niels nina
noah noor nora nour olivia olivier omar oscar pascal pascale patricia patrick paul paula paulien peter petra philip
philippe pierre piet pieter pol quinten rachid raf ralf raymond rebecca reinhilde rene ria rik rita rob robbe robert
robin roel roger roland romain ronald ronny roos rosa ruben rudi rudy ruth said sam samir sammy samuel sandra sandy
sara sarah saskia seppe serge sien silke simon simonne sofia sofie sonja sophie stan stef stefaan stefan steffi
stephanie steven stijn suzanne sven tamara tania tatiana thibault thijs thomas tijs tim tine tineke tobias tom toon
tuur ulrike urbain ute valerie veerle vera veronique victor vincent viviane wannes ward wendy werner wesley wies
willem willy wim wout wouter xander xavier yannick yasmina yassin youssef yves yvette yvonne zoe
"""

FIRST_NAMES: Final = frozenset(_NAMES.split())
"""First names as people in Flanders have them, folded."""

TITLES: Final = frozenset(
    {
        *("mevrouw", "mevr", "mw", "meneer", "mijnheer", "heer", "dhr", "mr", "mrs", "ms", "miss", "madame", "madam"),
        *("mme", "monsieur", "juffrouw", "juf", "familie", "fam", "gezin", "dokter", "dr", "prof", "professor"),
        *("weduwe", "echtgenoot", "naam", "achternaam", "heet", "noemt", "herr", "frau", "pan", "pani", "senor"),
        *("tav", "sir", "oma", "opa", "nonkel", "tante", "buurman", "buurvrouw"),
    }
)
"""Who is named behind one of these is a person, also with `van` between."""

OFFICES: Final = frozenset(
    {
        *("agent", "inspecteur", "commissaris", "schepen", "burgemeester", "pastoor", "meester", "collega", "notaris"),
        *("advocaat", "hoofdinspecteur", "wijkagent", "brigadier", "verpleger", "directeur", "conducteur"),
    }
)
"""Who is named right behind one of these is a person; `van` between them says where the office is."""

CLOSINGS: Final = frozenset(
    {
        *("groet", "groeten", "groetjes", "mvg", "vriendelijk", "hoogachtend", "regards", "cordialement", "kusjes"),
        *("salutations", "gruss", "sincerely", "getekend"),
    }
)
"""Who is named within three words behind one of these is a person, unless a word says that it is a place."""

OPENINGS: Final = frozenset({"beste", "geachte", "dag", "hallo", "hey", "dear", "bonjour", "cher", "chere", "hoi"})
"""Who is named right behind one of these is a person."""

PARTICLES: Final = frozenset(
    {"van", "von", "vanden", "vander", "de", "den", "der", "het", "t", "ten", "ter", "le", "la"}
)
"""What stands between the rest of a name and its last word; and before a place."""

PREPOSITIONS: Final = frozenset(
    {
        *("in", "op", "te", "aan", "naar", "bij", "uit", "langs", "richting", "tussen", "rond", "nabij", "doorheen"),
        *("tegenover", "achter", "voorbij", "via", "vanuit", "vanaf", "tot", "over", "ter", "omgeving", "hoek", "thv"),
        *(
            "hoogte",
            "at",
            "near",
            "from",
            "to",
            "around",
            "on",
            "a",
            "pres",
            "vers",
            "depuis",
            "im",
            "nach",
            "aus",
            "w",
        ),
        *("en", "chez", "bei", "dans", "ten", "onder"),
    }
)
"""What follows one of these is a place."""

AREAS: Final = frozenset(
    {
        *(
            "district",
            "wijk",
            "buurt",
            "station",
            "halte",
            "metro",
            "premetro",
            "tram",
            "bus",
            "park",
            "zwembad",
            "kerk",
        ),
        *("bibliotheek", "bib", "sporthal", "school", "loket", "districtshuis", "markt", "parking", "containerpark"),
        *("recyclagepark", "kant", "centrum", "dorp", "plein", "straat", "hele", "heel", "gans", "ons", "politie"),
    }
)
"""What is named right behind one of these is a place."""

ARTICLES: Final = frozenset({"de", "het", "t", "den", "d", "the"})

QUALIFIERS: Final = frozenset({"korte", "lange", "oude", "nieuwe", "kleine", "grote", "sint", "st"})
"""What stands before the rest of a street's name; with a capital it is part of it."""
