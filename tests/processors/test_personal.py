"""What people write, and the personal data that is found in it."""

import pytest

from processors.personal import find_personal


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, text[each.start : each.end]) for each in find_personal(text)]


def only(kind: str, text: str) -> list[str]:
    """What is found, all of one kind."""
    assert {each for each, _ in found(text)} <= {kind}
    return [written for _, written in found(text)]


@pytest.mark.parametrize(
    "address",
    [
        "jan.peeters@telenet.example",
        "Jan_Peeters+stad@sub.voorbeeld.co.uk",
        "an@xn--bcher-kva.example",
        "müller@bücher.example",
        "jan (at) telenet.example",
        "jan[at]telenet.example",
        "jan\uff20telenet.example",
    ],
)
@pytest.mark.parametrize(
    "around", ["mail naar {}", "{}", "({})", "<{}>", "mailto:{}", '"{}".', "stuur {}, dank u", "{}?"]
)
def test_e_mail_addresses(address: str, around: str) -> None:
    assert only("e-mail", around.format(address)) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "mail naar info@antwerpen.be",
        "zie Meldpunt@stad.Antwerpen.be",
        "de wijkagent, wijk@police.belgium.eu",
        "@stad_Antwerpen kom eens kijken",
        "volg @jan@mastodon.example",
        "10 @ 5 euro",
        "jan@localhost",
        "@@@@@",
    ],
)
def test_what_is_no_address_of_a_person(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    [
        *(
            "0475 12 34 56",
            "0475/12.34.56",
            "0475/12 34 56",
            "0475-123456",
            "0475123456",
            "0475.12.34.56",
            "0475 123 456",
        ),
        *("0475 / 12 34 56", "+32 475 12 34 56", "+32475123456", "+32 (0) 475 12 34 56", "+32(0)475/12.34.56"),
        *("0032475123456", "0032 475 12 34 56", "32475123456", "03 234 56 78", "03/234.56.78", "(03) 234 56 78"),
        *("03-234 56 78", "+32 (0)3 234 56 78", "0032 3 234 56 78", "+32-3-234.56.78", "014 41 23 45", "078/15 15 15"),
        *("+31 6 12345678", "+33 6 12 34 56 78", "+48 601 234 567", "+44 20 7946 0958", "+49 30 12345678"),
        *(
            "0475\u00a012\u00a034\u00a056",
            "0475\u201112\u201134\u201156",
            "\u0660\u0664\u0667\u0665\u0661\u0662\u0663\u0664\u0665\u0666",
        ),
    ],
)
@pytest.mark.parametrize(
    "around", ["bel me op {} aub", "{}", "tel:{}.", "gsm {}, na 18u", "({})", "nr. 12, {}\n2060 Antwerpen"]
)
def test_phone_numbers(number: str, around: str) -> None:
    assert only("telefoon", around.format(number)) == [number]


def test_numbers_in_a_row_are_each_found() -> None:
    assert only("telefoon", "0475 12 34 56 / 03 234 56 78 0485123456 2060 Antwerpen") == [
        *("0475 12 34 56", "03 234 56 78", "0485123456")
    ]
    assert only("telefoon", "gsm0475123456 of Tel0485123456") == ["0475123456", "0485123456"]


def test_behind_very_many_numbers_every_row_of_digits_that_begins_like_one_counts() -> None:
    few, many = (" ".join(["0475 12 34 56"] * count) for count in (3, 300))
    assert only("telefoon", f"{few} en 0100 00 00 00") == ["0475 12 34 56"] * 3
    assert only("telefoon", f"{many} en 0100 00 00 00")[199:] == [
        *("0475 12 34 56", " ".join(["0475 12 34 56"] * 100), "0100 00 00 00")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "bel 03 221 13 33 of 03 22 11 333",
        "112, 101, 100, 1700, 1733 of 0800 123 12",
        "Antigifcentrum 070 245 245, Card Stop 078 170 170",
        "wedstrijd op 0900 12 345",
        "op 06-12-2024 3 keer, op 05/11/25 100 euro",
        "BTW BE 0475.123.456, KBO-nummer 0475.123.456 en be0475123456",
        "ISBN 978-90-1234-567-8, dossier 2024/123456, ref 20240312-0012 en 240312001234",
        "1.234.567,89 euro op 01/02/2024 om 14:30, bus 22, lijn 500, 2060 Antwerpen, Kerkstraat 123 bus 4",
        "+++123/4567/89012+++",
        "09.00-17.00, 0900-1700 en tussen 0800 en 1600 uur",
        "https://x.example/status/1234567890123456789",
        "#0475 stemmen",
        "van 2019-2020 tot 2024-2025",
        "0123456789012345678901234567890",
    ],
)
def test_numbers_that_call_nobody(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "account",
    [
        *(
            "BE68539007547034",
            "BE68 5390 0754 7034",
            "be68 5390 0754 7034",
            "BE68-5390-0754-7034",
            "BE68.5390.0754.7034",
        ),
        *("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19"),
        *("FR14 2004 1010 0505 0001 3M02 606", "MT84MALT011000012345MTLCAST001S", "BE 68 5390 0754 7034"),
    ],
)
@pytest.mark.parametrize("around", ["rekening {} op mijn naam", "{}", "IBAN:{}.", "stort 20 euro op {}, dank u"])
def test_account_numbers(account: str, around: str) -> None:
    assert only("rekening", around.format(account)) == [account]


@pytest.mark.parametrize(
    "text", ["BE68 5390 0754 7035", "XX68539007547034", "de 20 mensen en 12 kinderen van 3 jaar wachten"]
)
def test_what_is_no_account_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    [
        *("85.07.30-033.28", "85.07.30-033 28", "85073003328", "850730-033-28", "85 07 30 033 28", "850730 03328"),
        *("85/07/30-033/28", "17.07.30-033.84", "98.47.28-997.65", "01 49 07 001 85"),
    ],
)
@pytest.mark.parametrize("around", ["mijn nummer is {} ok", "{}", "RRN:{}.", "({})"])
def test_national_numbers(number: str, around: str) -> None:
    assert only("rijksregister", around.format(number)) == [number]


@pytest.mark.parametrize(
    "text", ["85.07.30-033.29", "85.13.30-033.15", "00000000097", "185.07.30-033.28", "85.07.30-033.281"]
)
def test_what_is_no_national_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "plates"),
    [
        ("1-ABC-234 staat dubbel geparkeerd", ["1-ABC-234"]),
        ("al weer 2-xyz-987!", ["2-xyz-987"]),
        ("nummerplaat 1ABC234", ["1ABC234"]),
        ("plaat 1abc234, of was het ABC-123", ["1abc234", "ABC-123"]),
        ("de wagen met kenteken 12-ABC-3", ["12-ABC-3"]),
        ("Kenteken XX-12-YY", ["XX-12-YY"]),
        ("voiture AB-123-CD mal garée", ["AB-123-CD"]),
        ("Kennzeichen AC AB 1234", ["AC AB 1234"]),
        ("auto 1 ABC 234", ["1 ABC 234"]),
        ("1.ABC.234 is de nummerplaat", ["1.ABC.234"]),
        ("number plate ABC 123", ["ABC 123"]),
        ("moto met plaat MABC123", []),
        ("1ABC234", []),
        ("auto met 300 euro boete op 12-03-2024", []),
        ("de wagen op nr 12, bus 123 en tram 24", []),
        ("wagen A 12, kookplaat, dvd 100", []),
        ("lot 1-ABC-2345 en x1-ABC-234", []),
    ],
)
def test_licence_plates(text: str, plates: list[str]) -> None:
    assert only("nummerplaat", text) == plates


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Jan is mijn naam, 0475 12 34 56, jan@x.example", ["telefoon", "e-mail"]),
        ("mevrouw Janssens, plaat 1-ABC-234, BE68 5390 0754 7034", ["naam", "nummerplaat", "rekening"]),
        ("85.07.30-033.28 mvg An", ["rijksregister", "naam"]),
        ("0475123456@gmail.example", ["e-mail"]),  # the longest counts
        ("", []),
        ("is het zwembad open?", []),
    ],
)
def test_kinds_together_in_the_order_of_the_text(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(text)] == kinds
