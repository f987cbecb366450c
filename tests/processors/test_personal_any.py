"""Personal data in any text: the spans are sound, a valid number is found, and one with a wrong check digit is not."""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from stdnum import iban
from stdnum.be import bis, nn

from processors.personal import find_personal
from processors.personal_numbers import is_national

_PIECES = st.sampled_from(
    [
        *(
            "mevrouw ",
            "Mevr. ",
            "mvg\n",
            "groeten, ",
            "ik ben ",
            "mijn naam is ",
            "Jan ",
            "Peeters",
            "van ",
            "de ",
            "Beste ",
        ),
        *(
            "0475 12 34 56",
            "+32 (0)3 234 56 78",
            "03/",
            "32",
            "+",
            "00",
            "@",
            "x@y.be",
            "(at)",
            ".",
            "\n",
            " ",
            "-",
            "İ",
        ),
        *(
            "BE68 5390 0754 7034",
            "BE68",
            "85.07.30-033.28",
            "1-ABC-234",
            "plaat ",
            "ABC 123",
            "Kerkstraat 5",
            "\u0664",
            "'s",
        ),
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40).map("".join))
_AROUND = st.text(st.characters(categories=("Ll", "Lu"), exclude_characters="+"), max_size=30)


@settings(deadline=None)
@given(_TEXTS)
@example("mevrouw " * 100)
@example("\u0130" * 10 + " 0475 12 34 56")
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    read = 0
    for each in find_personal(text):
        assert read <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip() == text[each.start : each.end]
        read = each.end


@settings(deadline=None)
@given(_AROUND, _AROUND, st.integers(450_000_000, 499_999_999))
def test_a_mobile_number_is_found_in_any_text(before: str, after: str, number: int) -> None:
    assume(number // 1_000_000 in {*range(470, 480), *range(483, 500)})
    text = f"{before} 0{number} {after}"
    assert (len(before) + 1, len(before) + 11) in [(each.start, each.end) for each in find_personal(text)]


def _national(year: int, month: int, day: int, serial: int, *, late: bool) -> str:
    first = f"{year:02}{month:02}{day:02}{serial:03}"
    return f"{first}{97 - int(('2' if late else '') + first) % 97:02}"


_NATIONAL = st.builds(
    _national,
    st.integers(0, 25),
    st.sampled_from([*range(1, 13), *range(21, 33), *range(41, 53)]),
    st.integers(1, 28),
    st.integers(1, 997),
    late=st.booleans(),
)


@settings(deadline=None)
@given(_AROUND, _AROUND, _NATIONAL)
def test_a_national_number_is_found_in_any_text(before: str, after: str, number: str) -> None:
    spelled = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    for written in (number, spelled):
        start = len(before) + 1
        assert (start, start + len(written)) in [(p.start, p.end) for p in find_personal(f"{before} {written} {after}")]


@given(st.one_of(_NATIONAL, st.from_regex(r"[0-9]{11}", fullmatch=True)))
def test_national_numbers_are_those_of_the_registry(number: str) -> None:
    assert is_national(number) or not (nn.is_valid(number) or bis.is_valid(number))


@settings(deadline=None)
@given(st.integers(0, 10**12 - 1), st.integers(0, 15), st.integers(1, 9))
def test_an_account_number_with_one_changed_digit_is_none(bban: int, place: int, change: int) -> None:
    number = f"BE{iban.calc_check_digits(f'BExx{bban:012}')}{bban:012}"
    assert [each.kind for each in find_personal(f"op {number} aub")] == ["rekening"]
    at = max(place, 2)
    wrong = f"{number[:at]}{(int(number[at]) + change) % 10}{number[at + 1 :]}"
    assert not [each for each in find_personal(f"op {wrong} aub") if each.kind == "rekening"]


@settings(deadline=None)
@given(_NATIONAL, st.integers(0, 8), st.integers(1, 9))
def test_a_national_number_with_one_changed_digit_is_none(number: str, place: int, change: int) -> None:
    wrong = f"{number[:place]}{(int(number[place]) + change) % 10}{number[place + 1 :]}"
    first, check = int(wrong[:9]), int(wrong[9:])
    assume(check not in (97 - first % 97, 97 - (2_000_000_000 + first) % 97))  # right for who was born a century later
    assert not [each for each in find_personal(f"nr {wrong}") if each.kind == "rijksregister"]
