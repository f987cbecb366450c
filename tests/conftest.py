"""What all tests share: the engine fixtures, the engines fetched before any clock runs, no skips in CI."""

import os

import pytest
from hypothesis import settings

from deploy.engines import EngineError, EngineUnavailableError
from deploy.engines.distributions import fetch_elasticsearch, fetch_kafka

pytest_plugins = ["tests.engines.fixtures", "tests.contract.stores"]

_FETCH = {
    fetch_kafka: {"kafka", "own_kafka"},
    fetch_elasticsearch: {"elasticsearch", "own_elasticsearch", "stores", "secured"},
}
_skipped = pytest.StashKey[list[str]]()


settings.register_profile("stadsgesprek", deadline=None)  # a busy machine is no defect
settings.load_profile("stadsgesprek")


def pytest_configure(config: pytest.Config) -> None:
    # kafka-python reads its protocol schemas in a way that Python 3.11 and 3.12 call deprecated.
    config.addinivalue_line("filterwarnings", "ignore:(read|open)_text is deprecated:DeprecationWarning")
    config.stash[_skipped] = []
    config.pluginmanager.register(_SkipWatch(config), "stadsgesprek-skips")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Download the servers that the collected tests need here, where no test's timeout runs."""
    if session.config.option.collectonly:
        return
    needed = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    for fetch, fixtures in _FETCH.items():
        if needed & fixtures:
            try:
                fetch(reporter.write_line if reporter else print)
            except EngineUnavailableError:
                return  # the fixture says so, for each test that it concerns
            except EngineError as error:
                pytest.exit(str(error), returncode=pytest.ExitCode.INTERRUPTED)


class _SkipWatch:
    """With CI=true a run with a skipped test fails, and says which: no skip hides behind a green tick."""

    def __init__(self, config: pytest.Config) -> None:
        self._skipped = config.stash[_skipped]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):  # an expected failure counts as run
            self._skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self._skipped and _in_ci() and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._skipped and _in_ci():
            terminalreporter.section("skipped with CI=true", red=True, bold=True)
            for nodeid in self._skipped:
                terminalreporter.line(f"SKIPPED {nodeid}: with CI=true every test has to run")


def _in_ci() -> bool:
    return os.environ.get("CI") == "true"
