"""The closed lists: the contract between the classifier, the decision tree, the index and the dashboards.

The ids are the city's own Dutch words and travel on the wire. A city pack may rename labels and point a topic at
another department; it cannot add an id.
"""

from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    """Where people talk with the city. A contact at the counter is the same as one on social media."""

    twitter = "twitter"
    facebook = "facebook"
    instagram = "instagram"
    site = "site"
    blog = "blog"
    yammer = "yammer"
    counter = "counter"


class Operation(StrEnum):
    """What happened to the message on its channel."""

    created = "created"
    edited = "edited"
    deleted = "deleted"


class Visibility(StrEnum):
    """Who can read the message on its channel."""

    public = "public"
    direct = "direct"


class Intent(StrEnum):
    """What the writer wants; exactly one a message."""

    vraag = "vraag"
    melding = "melding"
    klacht = "klacht"
    suggestie = "suggestie"
    compliment = "compliment"
    reactie = "reactie"
    spam = "spam"
    misbruik = "misbruik"
    noodgeval = "noodgeval"


class Urgency(StrEnum):
    """How soon somebody must act: now, today, by the ordinary clock, or whenever."""

    acuut = "acuut"
    hoog = "hoog"
    normaal = "normaal"
    laag = "laag"


class Sentiment(StrEnum):
    """The tone toward the city and its services, not the gravity of the topic."""

    negatief = "negatief"
    neutraal = "neutraal"
    positief = "positief"


class Topic(StrEnum):
    """What must be dealt with; each topic belongs to one department of the city."""

    afval = "afval"
    sluikstort = "sluikstort"
    ongedierte = "ongedierte"
    groen = "groen"
    wegdek = "wegdek"
    verlichting = "verlichting"
    water = "water"
    verkeer = "verkeer"
    fiets = "fiets"
    openbaar_vervoer = "openbaar-vervoer"
    parkeren = "parkeren"
    zwembad = "zwembad"
    sport = "sport"
    jeugd = "jeugd"
    kinderopvang = "kinderopvang"
    onderwijs = "onderwijs"
    bibliotheek = "bibliotheek"
    cultuur = "cultuur"
    toerisme = "toerisme"
    loket = "loket"
    burgerlijke_stand = "burgerlijke-stand"
    belastingen = "belastingen"
    vergunningen = "vergunningen"
    wonen = "wonen"
    welzijn = "welzijn"
    zorg = "zorg"
    overlast = "overlast"
    veiligheid = "veiligheid"
    ondernemen = "ondernemen"
    digitaal = "digitaal"
    jobs = "jobs"
    beleid = "beleid"
    communicatie = "communicatie"
    overig = "overig"


class Action(StrEnum):
    """What the city does with a message; silence is an outcome too."""

    reageren = "reageren"
    niet_reageren = "niet-reageren"
    volgen = "volgen"
    doorverwijzen = "doorverwijzen"
    verbergen = "verbergen"
    escaleren = "escaleren"


SILENT: Final = frozenset({Action.niet_reageren, Action.volgen})
"""The actions that say nothing to the author."""


class Manner(StrEnum):
    """How a reply is given: in public, in a direct message, in public with the request to go on in private."""

    openbaar = "openbaar"
    persoonlijk = "persoonlijk"
    naar_persoonlijk = "naar-persoonlijk"
    geen = "geen"


class Status(StrEnum):
    """Where the work on a message stands."""

    open = "open"
    bezig = "bezig"
    beantwoord = "beantwoord"
    afgesloten = "afgesloten"
    geen_actie = "geen-actie"
    ingetrokken = "ingetrokken"


class Weekday(StrEnum):
    """The days of the week, as the city's rules and opening hours write them, in the order of `date.weekday()`."""

    ma = "ma"
    di = "di"
    wo = "wo"
    do = "do"
    vr = "vr"
    za = "za"
    zo = "zo"
