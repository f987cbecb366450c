"""Work in threads beside a command, none of which may end unseen."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread


@contextmanager
def working(works: Sequence[Callable[[], object]], *, stop: Callable[[], None]) -> Iterator[None]:
    """Each of these in a thread while the block runs; `stop` tells them, and the block, to end.

    It is called at the end of the block, and when a work ends by an error, which is then raised here: a command ends
    with it rather than go on without the work.
    """
    failures: list[Exception] = []
    threads = [Thread(target=_noted, args=(work, stop, failures)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop()
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]


def _noted(work: Callable[[], object], stop: Callable[[], None], failures: list[Exception]) -> None:
    try:
        work()
    except Exception as error:  # whatever it is
        failures.append(error)
        stop()
