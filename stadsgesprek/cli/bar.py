"""Progress bars, on standard error; nothing is drawn where that is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from streams.listeners.replay import ReplayReport


@contextmanager
def replay_bar(total: int | None, about: Callable[[], str]) -> Iterator[Callable[[ReplayReport], None]]:
    """Shows how many of `total` lines (None: unknown) are in; `about` is a word beside it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not Console(stderr=True).is_terminal) as bar:
        task = bar.add_task(about(), total=total)
        yield lambda report: bar.update(task, completed=report.lines, description=about())


@contextmanager
def counting_bar(about: str) -> Iterator[Callable[[int, int], None]]:
    """Shows how many are done, of how many there are, and goes away at the end; `about` is a word beside it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(about, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
