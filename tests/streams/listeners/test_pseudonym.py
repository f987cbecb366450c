"""A pseudonym is the same for the same writer, and says nothing without the key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.message import Author
from streams.listeners.pseudonym import pseudonym

KEY = b"k" * 32


@pytest.mark.parametrize("name", ["jan peeters", " Jan  Peeters\t", "JAN PEETERS", "Ｊan Peeters"])
def test_names_that_read_the_same_are_the_same(name: str) -> None:
    assert pseudonym(KEY, "blog", name) == pseudonym(KEY, "blog", "Jan Peeters")


def test_it_is_what_it_always_was() -> None:
    """A city's records hold these; another way of making them would split every writer in two."""
    assert pseudonym(KEY, "blog", "Jan Peeters") == "a-269c760991f4"


def test_key_channel_and_name_all_count() -> None:
    made = {
        pseudonym(key, channel, name)
        for key in (KEY, b"j" * 32, KEY * 3, KEY * 4)
        for channel in ("blog", "site")
        for name in ("Jan", "Jeanne", "Renée", "Renee")
    }
    assert len(made) == 32


@settings(deadline=None)
@given(st.binary(min_size=16, max_size=200), st.text(max_size=10), st.text(min_size=1).filter(str.strip))
def test_it_is_always_one_that_a_message_takes(key: bytes, channel: str, name: str) -> None:
    assert Author(pseudonym=pseudonym(key, channel, name)).pseudonym.startswith("a-")


@pytest.mark.parametrize(("key", "name", "complaint"), [(b"short", "Jan", "key has 5 bytes"), (KEY, " \t", "empty")])
def test_a_weak_key_and_no_name_are_refused(key: bytes, name: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        pseudonym(key, "blog", name)
