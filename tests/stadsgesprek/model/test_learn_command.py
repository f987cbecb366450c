"""`stadsgesprek learn` and the model's file, as a person meets them: exit codes and sentences, no tracebacks."""

from pathlib import Path

import pytest

from stadsgesprek.model.artefact import DELIVERED
from tests.stadsgesprek.cli.command import Installation


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation without any setting."""
    return Installation(tmp_path)


def _without(package: str, folder: Path) -> dict[str, str]:
    """The environment of an installation without this package."""
    stub = folder / "zonder" / package
    stub.mkdir(parents=True)
    (stub / "__init__.py").write_text(f'raise ModuleNotFoundError("No module named {package!r}", name={package!r})\n')
    return {"PYTHONPATH": str(stub.parent)}


@pytest.mark.parametrize("package", ["sklearn", "scipy", "joblib"])
def test_without_the_extra_it_says_what_to_install(package: str, tmp_path: Path) -> None:
    done = Installation(tmp_path, _without(package, tmp_path)).run("learn")
    assert done.code == 2
    assert done.err.strip() == "stadsgesprek: learning needs scikit-learn: install stadsgesprek[learn]"


def test_understanding_needs_no_extra(tmp_path: Path) -> None:
    done = Installation(tmp_path, _without("sklearn", tmp_path)).run("decide", "Is het zwembad open?")
    assert (done.code, done.err) == (0, "")


def test_with_an_empty_store_there_is_nothing_to_learn(here: Installation) -> None:
    done = here.run("learn")
    assert done.code == 1, done.err
    assert "0 corrections" in done.out
    assert "Nothing to learn from: the model in force stays." in done.out
    assert not (here.folder / ".data" / "model.npz").exists()


def test_a_model_that_is_yet_to_be_made_is_no_error_for_who_makes_it(here: Installation) -> None:
    here.settings["STADSGESPREK_MODEL"] = "gedeeld/model.npz"
    assert "Nothing to learn from" in here.run("learn").out
    started = here.run("decide", "Is het zwembad open?")
    assert started.code == 2
    assert "gedeeld/model.npz: cannot be read" in started.err


@pytest.mark.parametrize("content", [b"", b"geen model", DELIVERED.read_bytes()[:10_000]])
@pytest.mark.parametrize("command", [("decide", "Is het zwembad open?"), ("learn",), ("rules", "check")])
def test_a_broken_model_is_told_when_a_command_starts(
    content: bytes, command: tuple[str, ...], here: Installation
) -> None:
    (here.folder / ".data").mkdir()
    (here.folder / ".data" / "model.npz").write_bytes(content)
    done = here.run(*command)
    if command == ("rules", "check"):  # looks at the rules alone, which no model is needed for
        assert done.code == 0
        return
    assert done.code == 2
    assert done.err.startswith("stadsgesprek: .data/model.npz: is not a model of this version")
    assert "Traceback" not in done.err


def test_the_doctor_names_the_model_and_what_is_wrong_with_it(here: Installation) -> None:
    assert "model: lineair:" in here.run("doctor").out
    (here.folder / ".data").mkdir(exist_ok=True)
    (here.folder / ".data" / "model.npz").write_bytes(b"geen model")
    broken = here.run("doctor")
    assert broken.code != 0
    assert "is not a model of this version" in broken.out + broken.err
