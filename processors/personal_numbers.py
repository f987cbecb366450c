"""Phone numbers, account numbers and Belgian national numbers in a text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType
from stdnum import iban, numdb

from schemas.personal import PersonalData, PersonalKind

_BETWEEN: Final = r"[ \t./()-]{0,3}"
EIGHT_DIGITS: Final = re.compile(rf"[0-9](?:{_BETWEEN}[0-9]){{7}}")
"""What every number here has, also an account number with letters; a text without it is not looked at further."""

_NATIONAL: Final = re.compile(
    rf"(?<![\d+])(?<!\d[./-])(\d\d){_BETWEEN}(\d\d){_BETWEEN}(\d\d){_BETWEEN}(\d{{3}}){_BETWEEN}(\d\d)(?![./-]?\d)"
)
_PHONE: Final = re.compile(
    r"(?:(?<![\w+])|(?<=tel)|(?<=gsm))(?<![\d+][./-])"
    rf"(?:\+{_BETWEEN}|(?:00|\((?=0\d{{1,3}}\))0|0){_BETWEEN}|(?=32 ?4[5-9]))[1-9](?:{_BETWEEN}\d){{7,14}}",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"\d\d?([./-])\d\d?\1(?:19|20)?\d\d(?!\d|\1\d)")
_COMPANY: Final = re.compile(
    r"(?:\b(?:be|btw|tva|vat|kbo|bce)|ondernemingsn\w{1,6}|entreprise)(?:.?nummer)?[ :.nr-]{0,6}\Z",
    re.IGNORECASE,
)
_COMPANY_NUMBER: Final = re.compile(r"0\d{3}[. ]?\d{3}[. ]?\d{3}(?!\d)")
_MOST_PARSED: Final = 200
"""Phone numbers in one text; behind these a row of digits that begins like one counts, as checking takes 20 µs each."""

_ROW: Final = re.compile(r"[\d \t./()+-]*\d")

_NOBODYS: Final = frozenset({PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE})
_SERVICES: Final = frozenset(
    {
        "+3232211333",  # the city's own, 03 22 11 333
        "+3270245245",  # Antigifcentrum
        "+3278170170",  # Card Stop
    }
)
_ACCOUNT: Final = re.compile(r"(?<![^\W_])([A-Z]{2}) ?\d\d(?:[ .-]{0,2}[A-Z\d]){11}", re.IGNORECASE)
_GROUP: Final = re.compile(r"(\d+)!")
_WIDEST: Final = 110
"""Characters of the longest account number, spaces and all."""

_NOT_DIGITS: Final = re.compile(r"\D+")
_SHORTEST: Final = 8
_BELGIAN: Final = (9, 10)
"""Digits of a Belgian number with the 0 in front: nine, and ten of a mobile one."""


def numbers(text: str) -> Iterator[PersonalData]:
    """All of them, also where they overlap."""
    yield from _accounts(text)
    yield from _national(text)
    yield from _phones(text)


def _national(text: str) -> Iterator[PersonalData]:
    for each in _NATIONAL.finditer(text):
        if is_national("".join(each.groups())):
            yield PersonalData(kind=PersonalKind.rijksregister, start=each.start(), end=each.end())


def is_national(digits: str) -> bool:
    """Whether the 11 digits are a rijksregister- or BIS-nummer by their month and check number.

    Of who was born from 2000 on a 2 stands before the first nine when the check number is made (IBZ, IT 000). The
    month is 20 or 40 more in a BIS-nummer; a day that no month has is one that was not known. python-stdnum asks
    today's date for the same, and here is no clock.
    """
    month, first, check = int(digits[2:4]), int(digits[:9]), int(digits[9:])
    dated = month // 20 <= 2 and month % 20 <= 12
    return dated and first > 0 and check in (97 - first % 97, 97 - (2_000_000_000 + first) % 97)


def _phones(text: str) -> Iterator[PersonalData]:
    parsed, start = 0, 0
    while found := _PHONE.search(text, start):
        start = found.end()
        if _DATE.match(text, found.start()) or _company(text, found.start()):
            continue
        if parsed < _MOST_PARSED:
            parsed += 1
            end, personal = _phone_end(text, found.start(), found.end())
        else:
            row = _ROW.match(text, found.end())
            end, personal = row.end() if row else found.end(), True
        if personal:
            yield PersonalData(kind=PersonalKind.telefoon, start=found.start(), end=end)
        start = end


def _phone_end(text: str, start: int, end: int) -> tuple[int, bool]:
    """Where the longest valid number ends that starts here, and whether it is a person's; `end` without one."""
    cut = end
    while cut - start > _SHORTEST:
        if text[cut - 1].isdigit() and not text[cut : cut + 1].isdigit():
            number = _parsed(text[start:cut])
            if number is not None:
                service = phonenumbers.number_type(number) in _NOBODYS
                written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                return cut, not service and written not in _SERVICES
        cut -= 1
    return end, False


def _parsed(written: str) -> phonenumbers.PhoneNumber | None:
    digits = _NOT_DIGITS.sub("", written)
    if written[0] == "+" or digits.startswith("32"):
        digits = f"+{digits}"
    elif not digits.startswith("00") and len(digits) not in _BELGIAN:
        return None
    try:
        number = phonenumbers.parse(digits, "BE")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _company(text: str, start: int) -> bool:
    """An ondernemingsnummer has the form of a mobile number; the words before it tell."""
    return _COMPANY_NUMBER.match(text, start) is not None and bool(_COMPANY.search(text, max(0, start - 30), start))


def _accounts(text: str) -> Iterator[PersonalData]:
    for each in _ACCOUNT.finditer(text):
        end = _account_end(text, each.start(), each[1].upper())
        if end and iban.is_valid(text[each.start() : end], check_country=False):
            yield PersonalData(kind=PersonalKind.rekening, start=each.start(), end=end)


def _account_end(text: str, start: int, country: str) -> int:
    """Behind as many letters and digits as an account number of the country has; 0 if these do not end there."""
    left = _length(country)
    end = start
    while left and end < min(len(text), start + _WIDEST):
        left -= text[end].isalnum()
        end += 1
    return 0 if left or end == start or text[end : end + 1].isalnum() else end


@cache
def _length(country: str) -> int:
    """Characters of an account number there, of the IBAN registry; 0 where there is none."""
    _, facts = numdb.get("iban").info(country)[0]
    bban = facts.get("bban")
    return 4 + sum(int(each) for each in _GROUP.findall(bban)) if bban else 0
