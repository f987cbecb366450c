"""The progress bar of a replay."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from streams.listeners.replay import ReplayReport


@contextmanager
def replay_bar(total: int | None, about: Callable[[], str]) -> Iterator[Callable[[ReplayReport], None]]:
    """Shows how many of `total` lines (None: unknown) are in, on standard error; `about` is a word beside it.

    On anything but a terminal nothing is drawn.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not Console(stderr=True).is_terminal) as bar:
        task = bar.add_task(about(), total=total)
        yield lambda report: bar.update(task, completed=report.lines, description=about())
