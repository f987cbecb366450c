"""Marked personal data, what raised danger and the places, in a real browser: nothing sticks out and axe is content."""

from collections.abc import Iterator

import pytest

from stadsgesprek.console.app import console_app
from tests.browser.conftest import Open
from tests.browser.test_console import violations
from tests.stadsgesprek.console.test_personal_data import FIRE, PERSONAL
from tests.stadsgesprek.console.town import NOW, Town, city, served

_PAGES = ("/", "/berichten", f"/berichten/{PERSONAL.message.id}", f"/berichten/{FIRE.message.id}")


@pytest.fixture(scope="module", params=[False, True], ids=["hidden", "shown"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the console of a town with personal data is."""
    town = Town(tmp_path_factory.mktemp("marks"), empty=True)
    town.store.write([PERSONAL, FIRE])
    app = console_app(reader=town.store, city=city, clock=lambda: NOW, publisher=town.publisher, personal=request.param)
    with served(app) as address:
        yield address
    town.database.close()


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_nothing_serious(width: int, scheme: str, open_page: Open) -> None:
    page = open_page("/schema", width=width, color_scheme=scheme)
    for path in _PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(page) == [], path
    page.goto(_PAGES[2])
    assert page.locator("mark.personal").count() >= 2
