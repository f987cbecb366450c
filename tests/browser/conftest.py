"""A real browser before a real console. Chromium comes from the system's packages."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from stadsgesprek.console.progress import Progress
from tests.stadsgesprek.console.town import NOW, Town, served

Open = Callable[..., Page]
_PATIENCE = 15_000
_LOUD = {"error", "warning"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window.

    Not for the whole run: while it is there, playwright's event loop runs in this thread, and no other test could run
    one of its own.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium on this machine: install the package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true, so a missing browser is a failure. {reason}", pytrace=False)
        pytest.skip(reason)
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def busy_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town that the browser looks at, while a replay runs: pages then ask for news every other second."""
    town = Town(tmp_path_factory.mktemp("busy"), progress=Progress(now=NOW, done=236, total=480))
    yield town
    town.database.close()


@pytest.fixture(scope="session")
def address(busy_town: Town) -> Iterator[str]:
    """Where its console is."""
    with served(busy_town.app()) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page in a window of its own; fails the test when the page complains, unless that was to be expected."""
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_one(
            path: str, *, width: int = 1440, javascript: bool = True, may_complain: bool = False, **context: Any
        ) -> Page:
            window = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": 900},
                java_script_enabled=javascript,
                **{"locale": "nl-BE"} | context,
            )
            stack.callback(window.close)
            page = window.new_page()
            page.set_default_timeout(_PATIENCE)
            if not may_complain:
                page.on("console", lambda said: complaints.append(said.text) if said.type in _LOUD else None)
                page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(path)
            return page

        yield open_one
    assert complaints == []
