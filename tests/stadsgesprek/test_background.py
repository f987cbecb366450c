"""Work beside a command ends with it, and does not end unseen."""

from threading import Event

import pytest

from stadsgesprek.background import working


def test_the_work_is_told_to_end_with_the_block() -> None:
    stop, begun = Event(), Event()

    def work() -> None:
        begun.set()
        stop.wait()

    with working([work, work], stop=stop.set):
        assert begun.wait(10)
    assert stop.is_set()


def test_a_work_that_fails_ends_the_block_and_is_raised_there() -> None:
    stop = Event()

    def fails() -> None:
        raise LookupError("weg")

    with pytest.raises(LookupError, match="weg"), working([fails, stop.wait], stop=stop.set):
        assert stop.wait(10)


def test_an_error_of_the_block_ends_the_work_too() -> None:
    stop = Event()
    with pytest.raises(KeyError), working([stop.wait], stop=stop.set):
        raise KeyError
    assert stop.is_set()
