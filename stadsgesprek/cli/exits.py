"""Exit codes that a script can use."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    NO = 1
    """The answer is no, or some of the input was bad and the rest was done; or the work ended by itself."""
    USAGE = 2
    """Wrong use, settings or city pack; nothing was done."""
    AWAY = 3
    """An engine does not answer; try again when it is back."""
