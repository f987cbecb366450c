"""Why there is no figure."""


class BenchError(RuntimeError):
    """A measurement that did not work; the text says what was awaited, and has the end of the program's log."""
