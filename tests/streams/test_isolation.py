"""One item that nobody foresaw does not hold up the others, and is not lost either."""

from collections.abc import Sequence

import pytest

from streams.envelopes import EventTooLargeError
from streams.isolation import together_or_apart


def halves(numbers: Sequence[int]) -> list[str]:
    """Fails on odd numbers, and says what it was given."""
    for number in numbers:
        if number == 13:
            raise EventTooLargeError("13 takes too much room")
        if number % 2:
            raise ArithmeticError(f"geheim: {number}")
    return [str(number // 2) for number in numbers]


def set_aside(number: int, reason: str) -> list[str]:
    return [f"{number}! {reason}"]


def test_without_trouble_all_go_together() -> None:
    given: list[Sequence[int]] = []

    def work(numbers: Sequence[int]) -> list[str]:
        given.append(numbers)
        return halves(numbers)

    assert together_or_apart([2, 4], work, set_aside) == ["1", "2"]
    assert given == [[2, 4]]


def test_what_fails_alone_is_set_aside_in_its_place(caplog: pytest.LogCaptureFixture) -> None:
    made = together_or_apart([2, 7, 13, 8], halves, set_aside)
    assert made == [
        "1",
        "7! could not be processed (ArithmeticError): a fault of stadsgesprek, please report it",
        "13! 13 takes too much room",
        "4",
    ]
    assert "geheim" not in caplog.text + "".join(made)
