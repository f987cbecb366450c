"""A machine without the engines skips with the reason; with CI=true nothing may be skipped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_TESTS = """
import pytest

def test_that_runs(): pass

@pytest.mark.skip(reason="vandaag niet")
def test_that_is_skipped(): pass

@pytest.mark.xfail(strict=True)
def test_that_is_expected_to_fail(): assert False
"""

_ENGINE_TEST = "def test_with_a_broker(kafka): pass\n"


def run_pytest(folder: Path, tests: str, **environment: str) -> tuple[int, str]:
    """Run these tests with the project's conftest, in a process of its own: exit code and output."""
    file = folder / "test_it.py"
    file.write_text(tests)
    # The conftest by its import name: in a folder elsewhere pytest does not find it by itself.
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rs", "-c", os.devnull]
    done = subprocess.run(
        [*command, "--rootdir", str(folder), "-p", "no:cacheprovider", str(file)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "CI"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_skip_is_fine_at_home(tmp_path: Path) -> None:
    code, output = run_pytest(tmp_path, _TESTS)
    assert code == pytest.ExitCode.OK, output
    assert "1 passed, 1 skipped, 1 xfailed" in output


def test_a_skip_fails_the_run_with_ci_and_is_named(tmp_path: Path) -> None:
    code, output = run_pytest(tmp_path, _TESTS, CI="true")
    assert code == pytest.ExitCode.TESTS_FAILED, output
    assert "test_it.py::test_that_is_skipped: with CI=true every test has to run" in output
    assert "SKIPPED test_it.py::test_that_is_expected_to_fail" not in output


def test_a_skipped_module_fails_the_run_with_ci_too(tmp_path: Path) -> None:
    module = "import pytest\npytest.skip('nooit', allow_module_level=True)\n"
    code, output = run_pytest(tmp_path, module, CI="true")
    assert code != pytest.ExitCode.OK
    assert "SKIPPED test_it.py: with CI=true" in output


def test_without_maven_an_engine_test_is_skipped_at_home_and_fails_with_ci(tmp_path: Path) -> None:
    nothing = {"PATH": "/nowhere", "STADSGESPREK_ENGINES": str(tmp_path / "engines")}
    code, output = run_pytest(tmp_path, _ENGINE_TEST, **nothing)
    assert code == pytest.ExitCode.OK, output
    assert "Install" in output
    assert "1 skipped" in output

    code, output = run_pytest(tmp_path, _ENGINE_TEST, **nothing, CI="true")
    assert code == pytest.ExitCode.TESTS_FAILED, output
    assert "CI=true, so a missing engine is a failure" in output
