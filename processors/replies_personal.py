"""Personal data in a text, by its form: what must not stand in a reply that everybody reads."""

import re
from typing import Final
from unicodedata import category, normalize

_SEPARATOR: Final = r"[\s./\-()]{0,3}"
_FORMS: Final = {
    # RFC 5321's mailbox, as loosely as people write one.
    "an e-mail address": re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[^\W\d_]{2,24}"),
    # ISO 13616: country, check digits, then groups of letters and digits.
    "an account number": re.compile(
        r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ .\-]?[A-Za-z0-9]{4}){2,7}(?:[ .\-]?[A-Za-z0-9]{1,3})?(?!\w)"
    ),
    # Belgium's rijksregisternummer: birth date, serial number, check number.
    "a national number": re.compile(
        rf"(?<![\d+])\d{{2}}{_SEPARATOR}\d{{2}}{_SEPARATOR}\d{{2}}{_SEPARATOR}\d{{3}}{_SEPARATOR}\d{{2}}(?!\d)"
    ),
    # Belgium's numbers have eight or nine digits after 0 or +32 (BIPT's numbering plan).
    "a phone number": re.compile(
        rf"(?<![\w+])(?:(?:\+|00){_SEPARATOR}32{_SEPARATOR}(?:\(?0\)?{_SEPARATOR})?|0{_SEPARATOR})"
        rf"[1-9](?:{_SEPARATOR}\d){{7,8}}(?!\d)"
    ),
}


def personal_data(text: str) -> str | None:
    """What a text holds, in words, or None. Full-width letters and invisible characters hide nothing."""
    plain = "".join(each for each in normalize("NFKC", text) if category(each) != "Cf")
    return next((what for what, form in _FORMS.items() if form.search(plain)), None)


class PersonalDataError(ValueError):
    """A public reply with personal data of the author. `field` says where, `what` says what; the value is not told."""

    def __init__(self, field: str, what: str) -> None:
        self.field = field
        self.what = what
        super().__init__(f"{{{field}}} holds {what}, and everybody reads this reply")
