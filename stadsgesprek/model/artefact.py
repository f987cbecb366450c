"""The model as a file: arrays in NumPy's npz, numbers with 16 bits, and a description in JSON."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson

from processors.calibration import Calibration, Raise, Scale
from processors.columns import COLUMNS
from processors.model import END, Model
from processors.subwords import MARKS
from processors.votes import FEATURES

DELIVERED: Final = Path(__file__).parent / "antwerpen.npz"
"""The model that comes with the product."""

MAX_BYTES: Final = 64_000_000

_FORMAT: Final = 1
_ROWS: Final = ("word_rows", "piece_rows", "pair_rows", "mark_rows", "vote_rows", "bias")


class ModelError(Exception):
    """A file that is no model of this version; the text names the file and says what to do."""


@lru_cache(maxsize=1)
def delivered() -> Model:
    """The model that comes with the product, read once in a process."""
    return load(DELIVERED)


def dump(model: Model) -> bytes:
    """The same model gives the same bytes."""
    about = {"format": _FORMAT, "name": model.name, "calibration": asdict(model.calibration)}
    arrays: dict[str, Any] = {
        "about": np.frombuffer(orjson.dumps(about), np.uint8),
        "words": _lines(model.words),
        "pieces": _lines(model.pieces),
        "pairs": model.pairs,
        **{name: getattr(model, name).astype(np.float16) for name in _ROWS},
    }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def load(file: Path) -> Model:
    """The model in a file. Raises ModelError."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ModelError(f"{file}: cannot be read ({error.strerror}); the setting `model` names it") from None
    return read(content, str(file))


def read(content: bytes, file: str) -> Model:
    """The model in these bytes; `file` is what errors call it. Raises ModelError."""
    if len(content) > MAX_BYTES:
        raise ModelError(f"{file}: is larger than {MAX_BYTES} bytes; no model is")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return _model(arrays)
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{file}: is not a model of this version ({error}); make one with `stadsgesprek learn`"
        ) from None


def _model(arrays: Mapping[str, Any]) -> Model:
    about = orjson.loads(arrays["about"].tobytes())
    if about["format"] != _FORMAT:
        raise ValueError(f"format {about['format']}")
    words = {word: id for id, word in enumerate(_read(arrays["words"]), start=END + 1)}
    pieces = {piece: id for id, piece in enumerate(_read(arrays["pieces"]))}
    rows = {name: arrays[name].astype(np.float32) for name in _ROWS}
    heights = (len(words) + END + 1, len(pieces), len(arrays["pairs"]), len(MARKS), FEATURES)
    for name, height in zip(_ROWS, heights, strict=False):
        if rows[name].shape != (height, COLUMNS):
            raise ValueError(f"{name} has the shape {rows[name].shape}")
    calibration = about["calibration"]
    return Model(
        name=about["name"],
        words=words,
        pieces=pieces,
        pairs=arrays["pairs"],
        calibration=Calibration(
            intent=Scale(**calibration["intent"]),
            topic=Scale(**calibration["topic"]),
            danger=Raise(**calibration["danger"]),
            abuse=Raise(**calibration["abuse"]),
            hoog=calibration["hoog"],
            second=calibration["second"],
        ),
        **rows,
    )


def _lines(ids: Mapping[str, int]) -> Any:
    """Texts in the order of their ids, a line each."""
    ordered = sorted(ids, key=ids.__getitem__)
    return np.frombuffer("\n".join(ordered).encode(), np.uint8)


def _read(lines: Any) -> list[str]:
    text = lines.tobytes().decode()
    return text.split("\n") if text else []
