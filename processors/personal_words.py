"""Words that are no names though a capital may begin them, and first names that are written in small letters."""

from typing import Final

from processors.places_people import FIRST_NAMES

_FURTHER: Final = """
abdul adil ahmet aisha aleksandra alicja amal amine anass anita annabel anwar arda arne asli ayoub ayse aziz bogdan
brahim burak can cihan dario denise diana dorota ela elif emine emre ewa farah farid fatiha fatoumata filiz francesca
georgette gokhan grace grzegorz habiba hakan halima hamid hamza hanan hasan hatice houda hussein ikram ilias imad
ismael jacek jadwiga james jamila janina jennifer jerzy jolanta karima karolina khadija khalid krzysztof laila latifa
leila linde lucia lukasz malgorzata mamadou marek mariusz marta marwa mary meryem michal mouna mounir mourad murat
naima najat naoual nasser nawal noureddine nuria oguz osman ozge pawel piotr rachida rania rashid redouan redouane
richard sabrina safae salma samira sana selim sevgi sibel siham souad soufiane soumaya sukran tarik tomasz ugur umut
wafa wasim yara yasin yasmin yassine yildiz younes yusuf zahra zakaria zeynep ziad zineb zofia
"""
KNOWN: Final = FIRST_NAMES | frozenset(_FURTHER.split())
"""First names, folded."""

ORDINARY: Final = frozenset(
    {
        *(
            "an",
            "amber",
            "elke",
            "august",
            "bart",
            "bas",
            "can",
            "constant",
            "ela",
            "els",
            "fien",
            "fons",
            "frank",
            "grace",
        ),
        *("jan", "jo", "kaat", "lien", "lut", "max", "mark", "mary", "mia", "mila", "noor", "pol", "rob", "roos"),
        *("rosa", "sam", "sana", "stan", "stef", "tom", "victor", "ward", "wim", "wout", "zoe", "alex", "filip"),
    }
)
"""First names that are also words, or short: in small letters they count only where a name is sure to stand."""

PARTICLES: Final = frozenset(
    {
        *("van", "von", "de", "den", "der", "het", "'t", "ten", "ter", "te", "op", "la", "le", "du", "des", "da", "di"),
        *("do", "dos", "el", "al", "ben", "bin", "ibn", "ait", "aït", "ould", "vanden", "vander", "vande", "zu", "y"),
    }
)
"""What may stand in small letters before the rest of a name."""

JOINERS: Final = frozenset({"en", "&", "et", "and", "und", "ve", "+", "i", "y"})
"""Between two people who sign together."""

_WORDS: Final = """
de het een den 't d uw u je jij jullie ik wij we hij zij ze zijn is was bent wat waar waarom wanneer wie welke hoe kan
kunt kunnen kon mag mogen moet moeten wil wilt willen zou zal zullen heb hebt heeft hebben had er dit dat deze die als
maar want dus en of ook nog niet geen nu dan daar hier al alle alles allemaal iedereen iemand niemand iets niets van
voor na naar uit vanuit vanaf aan op in bij met om over onder tegen tot tussen door sinds volgens wegens via ps nb
gisteren vandaag morgen maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei
juni juli augustus september oktober november december bedankt dank merci alvast graag gelieve hartelijk vriendelijk
vriendelijke groet groeten groetjes mvg hoogachtend beste geachte dag hallo sorry ja nee neen ok oké aub svp tel gsm
telefoon mail e-mail email mailadres adres nr nummer dossier mevrouw mevr mvr mw meneer mijnheer heer heren dame dames
dhr juffrouw mevrouwen familie gezin dokter dr prof meester burgemeester schepen schepenen schepencollege college
minister ministers directeur directrice directie agent agenten inspecteur stad stadje stadsbestuur stadsdiensten
gemeente gemeentebestuur district districten districtsraad districtshuis bestuur provincie dienst diensten team teams
afdeling loket loketten balie onthaal klantendienst helpdesk redactie secretariaat bewoner bewoners buur buren buurt
buurtbewoner buurtbewoners buurtcomité wijkcomité comité inwoner inwoners burger burgers klant gebruiker ouder ouders
oudercomité ouderraad vereniging vzw bvba nv bv firma bedrijf school zaak winkel politie brandweer ocmw cpas de-lijn
lijn nmbs velo fod sporza bpost aquafin fluvius telenet proximus water-link mobiliteit sport cultuur jeugd onderwijs
financiën financien personeel communicatie parkeren stadsreiniging groen wonen zwembad bib bibliotheek museum park
parkeerwachter collega collega's medewerker medewerkers mensen vrienden volk stad-antwerpen antwerpenaar antwerpenaren
sinjoor sinjoren belg belgen vlaming vlaamse gehandicapt gepensioneerd student moslim jood christen turk marokkaan
pool nederlander nederlandse fransman duitser europeaan journalist advocaat syndicus leerkracht verpleegster arts the
a my your our you he she they it are am what where why when who how could would please thanks thank regards best kind
yours sincerely dear sir madam sirs city department service street from to and or but if not no yes i i'm citizen
resident residents le la les un une des du mon ma mes votre vos notre tu il elle nous vous ils est suis que quoi où
pourquoi quand qui comment cordialement bonjour madame monsieur messieurs ville équipe habitant habitants riverain der
das ein eine mein ihr ich wir sie es ist bin wo warum wann wer danke bitte herr frau stadt god jezus sint sinterklaas
kerstman mme mlle mr mrs ms miss mijne onze mijn jouw hun haar afghaans amerikaans arabisch berbers brits bulgaars
chinees duits engels ghanees grieks hongaars indisch irakees italiaans koerdisch marokkaans nederlandstalig oekraïens
pools portugees roemeens russisch servisch slovaaks somalisch spaans syrisch tsjechisch turks anderstalig franstalig
engelstalig
"""
NO_NAMES: Final = frozenset(_WORDS.split())
"""Function words, greetings, services and places: behind a greeting or a title they name nobody."""

_PLACES: Final = """
antwerpen antwerp anvers vlaanderen belgië belgie brussel gent berchem borgerhout deurne hoboken merksem wilrijk
ekeren berendrecht zandvliet lillo borsbeek linkeroever eilandje zuid noord kiel luchtbal seefhoek dam zurenborg
bell scheldestad koekenstad
"""
PLACES: Final = frozenset(_PLACES.split())
"""What also people are called; where nobody says so, it is the place."""

STREETS: Final = (
    *("straat", "straatje", "str", "stwg", "steenweg", "laan", "lei", "baan", "plein", "pleintje", "plaats", "kaai"),
    *("dreef", "weg", "markt", "vest", "rui", "singel", "pad", "dok", "brug", "tunnel", "lane", "street"),
)
"""How the names of streets end; and what stands behind them apart, as in `Karel Ooms straat`."""
