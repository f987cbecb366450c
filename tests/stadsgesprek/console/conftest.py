"""One town for the tests that only look, own towns for those that change something."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.rules_town import RulesTown, Stage
from tests.stadsgesprek.console.town import Town, served


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town whose day is there; leave it as it is."""
    town = Town(tmp_path_factory.mktemp("town"))
    yield town
    town.database.close()


@pytest.fixture(scope="session")
def console(town: Town) -> Iterator[Console]:
    """The console of the shared town."""
    with served(town.app()) as address, httpx.Client(base_url=address) as client:
        yield Console(client)


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    """A town to change."""
    town = Town(tmp_path)
    yield town
    town.database.close()


@pytest.fixture
def own_console(own_town: Town) -> Iterator[Console]:
    """The console of the test's own town."""
    with ExitStack() as stack:
        address = stack.enter_context(served(own_town.app()))
        yield Console(stack.enter_context(httpx.Client(base_url=address)))


@pytest.fixture
def rules_town(tmp_path: Path) -> Iterator[RulesTown]:
    """A town of the test's own, without messages, whose rules can be edited."""
    town = RulesTown(tmp_path, empty=True)
    yield town
    town.database.close()


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    """A server for the consoles of all towns with rules, and its address."""
    stage = Stage()
    with served(stage) as address:
        yield stage, address


@pytest.fixture
def rules_console(rules_town: RulesTown, stage: tuple[Stage, str]) -> Iterator[Console]:
    """Its console."""
    stage[0].app = rules_town.app()
    with httpx.Client(base_url=stage[1]) as client:
        yield Console(client)
