"""Imports go one way, and the wheel holds what a city installs and nothing else."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

_MAY_IMPORT = {
    "schemas": {"schemas"},
    "processors": {"schemas", "processors"},
    "streams": {"schemas", "processors", "streams"},
    "stadsgesprek": {"schemas", "processors", "streams", "stadsgesprek", "deploy"},
    "deploy": {"deploy"},
}
_PACKAGES = {*_MAY_IMPORT, "bench", "tests"}
# Reading a file or a clock belongs to whoever calls `process`.
_IMPURE = {"os", "pathlib", "time", "random", "socket", "sqlite3", "logging", "asyncio", "threading", "subprocess"}


def imported(file: Path) -> set[str]:
    """The top-level packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("package", _MAY_IMPORT)
def test_imports_go_one_way(package: str) -> None:
    wrong = {
        str(file.relative_to(ROOT)): sorted(strangers)
        for file in (ROOT / package).rglob("*.py")
        if (strangers := (imported(file) & _PACKAGES) - _MAY_IMPORT[package])
    }
    assert wrong == {}


def test_processors_do_no_input_or_output() -> None:
    wrong = {
        file.name: sorted(impure)
        for file in (ROOT / "processors").rglob("*.py")
        if (impure := imported(file) & _IMPURE)
    }
    assert wrong == {}


def test_the_wheel_holds_the_packages_and_their_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"schemas", "processors", "streams", "stadsgesprek", "deploy", "stadsgesprek-0.1.0.dist-info"}
    assert not [name for name in names if name.startswith("deploy/engines")]
    for folder in ("schemas", "processors", "streams", "stadsgesprek", "deploy/elasticsearch"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert str(file.relative_to(ROOT)) in names
