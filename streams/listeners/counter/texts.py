"""Everything the counter says, in Dutch and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from streams.listeners.counter.language import Language

Said = Mapping[Language, str]


@dataclass(frozen=True)
class Text:
    """A problem: its title, and what to do about it."""

    title: Said
    detail: Said


def _text(nl: str, en: str, nl_detail: str, en_detail: str) -> Text:
    return Text({"nl": nl, "en": en}, {"nl": nl_detail, "en": en_detail})


PROBLEMS: Final[Mapping[str, Text]] = {
    "not-json": _text(
        "Geen leesbare JSON",
        "Not readable JSON",
        "Stuur één JSON-object in UTF-8.",
        "Send one JSON object in UTF-8.",
    ),
    "wrong-fields": _text(
        "Er is iets mis met de velden",
        "Something is wrong with the fields",
        "Verbeter de velden die in `errors` staan en stuur opnieuw.",
        "Mend the fields that are listed in `errors` and send again.",
    ),
    "too-large": _text(
        "Te groot",
        "Too large",
        "Een contact mag hoogstens 1 MiB groot zijn. Kort de tekst in.",
        "A contact may be 1 MiB at most. Shorten the text.",
    ),
    "too-slow": _text(
        "Te traag",
        "Too slow",
        "Het contact kwam niet op tijd helemaal aan. Stuur opnieuw.",
        "The contact did not arrive in time. Send it again.",
    ),
    "media-type": _text(
        "Soort inhoud niet aanvaard",
        "Media type not accepted",
        "Stuur `Content-Type: application/json` in UTF-8, zonder `Content-Encoding`; het formulier stuurt "
        "`application/x-www-form-urlencoded`.",
        "Send `Content-Type: application/json` in UTF-8, without `Content-Encoding`; the form sends "
        "`application/x-www-form-urlencoded`.",
    ),
    "unauthorised": _text(
        "Geen toegang",
        "No access",
        "Stuur het token van het loket mee: `Authorization: Bearer …`. In de browser is het het wachtwoord.",
        "Send the counter's token: `Authorization: Bearer …`. In a browser it is the password.",
    ),
    "cross-origin": _text(
        "Van een andere site",
        "From another site",
        "De vraag kwam van een andere website en is niet uitgevoerd. Open het formulier van het loket zelf.",
        "The request came from another website and was not carried out. Open the counter's own form.",
    ),
    "unavailable": _text(
        "Niet bewaard",
        "Not stored",
        "Het contact kon niet bewaard worden. Stuur het straks ongewijzigd opnieuw: het telt één keer.",
        "The contact could not be stored. Send it again, unchanged, in a moment: it counts once.",
    ),
    "not-found": _text(
        "Niet gevonden",
        "Not found",
        "Contacten gaan naar /api/contacten/‹uuid›.",
        "Contacts go to /api/contacten/‹uuid›.",
    ),
    "method": _text(
        "Niet toegelaten",
        "Not allowed",
        "Een contact wordt genoteerd of verbeterd met PUT, en ingetrokken met DELETE.",
        "A contact is noted or edited with PUT, and taken back with DELETE.",
    ),
    "refused": _text("Geweigerd", "Refused", "De vraag is niet te lezen.", "The request cannot be read."),
}

FIELD_PROBLEMS: Final[Mapping[str, Said]] = {
    "missing": {"nl": "Ontbreekt. Vul het in.", "en": "Is missing. Fill it in."},
    "unknown": {"nl": "Is geen bekend veld. Laat het weg.", "en": "Is not a known field. Leave it out."},
    "empty": {"nl": "Is nog niet ingevuld.", "en": "Is not filled in yet."},
    "too_long": {
        "nl": "Is te lang: hoogstens {max_length} tekens.",
        "en": "Is too long: {max_length} characters at most.",
    },
    "no_text": {"nl": "Is geen geldige tekst.", "en": "Is not valid text."},
    "no_offset": {
        "nl": "Heeft geen tijdzone. Schrijf ze erbij, zoals 2026-03-24T08:31:00+01:00.",
        "en": "Has no time zone. Add it, as in 2026-03-24T08:31:00+01:00.",
    },
    "no_time": {
        "nl": "Is geen tijdstip. Schrijf het zoals 2026-03-24T08:31:00+01:00; in een adres wordt + %2B.",
        "en": "Is not a point in time. Write it like 2026-03-24T08:31:00+01:00; in an address + becomes %2B.",
    },
    "implausible": {
        "nl": "Ligt voor 2005, of meer dan een dag in de toekomst. Kijk de klok na.",
        "en": "Lies before 2005, or more than a day ahead. Check the clock.",
    },
    "no_number": {"nl": "Is geen geheel getal.", "en": "Is not a whole number."},
    "too_low": {"nl": "Moet {ge} of meer zijn.", "en": "Must be {ge} or more."},
    "too_high": {"nl": "Moet minder zijn dan 2 tot de macht 53.", "en": "Must be less than 2 to the power of 53."},
    "no_uuid": {
        "nl": "Is geen UUID. Maak er één per contact en hergebruik die als je opnieuw stuurt.",
        "en": "Is not a UUID. Make one a contact, and use it again when you send again.",
    },
    "no_object": {"nl": "Is geen JSON-object.", "en": "Is not a JSON object."},
    "says_nothing": {
        "nl": "Zegt niets, of bevat een nulteken. Schrijf wat de bezoeker zei.",
        "en": "Says nothing, or has a null character. Write what the visitor said.",
    },
    "no_desk": {
        "nl": "Is geen loket van de stad. Kies er één van: {desks}.",
        "en": "Is not a desk of the city. Take one of: {desks}.",
    },
    "moved": {
        "nl": "Dit contact is al genoteerd aan een ander loket. Begin een nieuw formulier voor een ander contact.",
        "en": "This contact was already noted at another desk. Start a new form for another contact.",
    },
    "invalid": {"nl": "Is niet geldig.", "en": "Is not valid."},
}

PAGE: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "title": "Loket",
        "heading": "Een contact noteren",
        "intro": "Wat iemand aan het loket zegt, telt even zwaar als een bericht op sociale media.",
        "legend": "Het contact",
        "loket": "Loket",
        "choose": "Kies een loket",
        "tekst": "Wat zegt of vraagt de bezoeker?",
        "tekst_hint": "In de woorden van de bezoeker, in welke taal dan ook. Geen namen of rijksregisternummers.",
        "naam": "Naam van de bezoeker (niet verplicht)",
        "naam_hint": "Wordt meteen een code. De naam zelf wordt nergens bewaard.",
        "submit": "Noteer het contact",
        "noted": "Genoteerd.",
        "noted_as": "Nummer van het contact:",
        "errors": "Dit moet nog anders",
        "error": "Fout",
        "again": "Een nieuw formulier",
        "language": "Taal",
    },
    "en": {
        "title": "Counter",
        "heading": "Note a contact",
        "intro": "What somebody says at the counter weighs as much as a message on social media.",
        "legend": "The contact",
        "loket": "Desk",
        "choose": "Choose a desk",
        "tekst": "What does the visitor say or ask?",
        "tekst_hint": "In the visitor's words, in whatever language. No names or national register numbers.",
        "naam": "Name of the visitor (not required)",
        "naam_hint": "Becomes a code at once. The name itself is stored nowhere.",
        "submit": "Note the contact",
        "noted": "Noted.",
        "noted_as": "Number of the contact:",
        "errors": "This must change first",
        "error": "Error",
        "again": "A new form",
        "language": "Language",
    },
}
