"""`make model` needs the labelled messages and the signals, and no model of before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stadsgesprek.model import __main__ as program
from stadsgesprek.model import artefact
from stadsgesprek.model.examples import TRAIN


@pytest.fixture
def without_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No model was made yet, few messages are labelled, and none to measure one on."""
    for part in ("train", "test"):
        (tmp_path / part).mkdir()
    lines = (TRAIN / "redactie-1.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "train" / "proef.jsonl").write_text("".join(lines[::7]), "utf-8")
    monkeypatch.setattr(program, "TRAIN", tmp_path / "train")
    monkeypatch.setattr(program, "TEST", tmp_path / "test")
    monkeypatch.setattr(artefact, "DELIVERED", tmp_path / "model.npz")
    artefact.delivered.cache_clear()
    yield tmp_path / "model.npz"
    artefact.delivered.cache_clear()


def test_the_first_model_is_made_of_messages_and_signals_alone(
    without_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["train"]) == 1  # it is made, and there is nothing to measure it on
    assert artefact.load(without_model).name in capsys.readouterr().out
