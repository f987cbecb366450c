"""What the bench is doing now, on standard error: one line that changes on a terminal, a line each elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

Say = Callable[[str], None]


@contextmanager
def progress() -> Iterator[Say]:
    """Gives the function to call with what is being done."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield console.print
        return
    with console.status("") as status:
        yield status.update
