"""Where the engines live: the cache of what was downloaded, and the data of `python -m deploy.engines up`."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def engines_folder() -> Path:
    """The cache folder: STADSGESPREK_ENGINES, or `.engines/` at the project root. Made when missing."""
    folder = Path(os.environ.get("STADSGESPREK_ENGINES") or PROJECT / ".engines").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fill_once(target: Path, fill: Callable[[Path], None]) -> Path:
    """Return `target`, letting `fill` make it first if it is not there.

    `fill` works in a folder beside the target that gets the target's name only when it is whole, so a killed
    download leaves nothing that looks complete. A lock keeps two processes from filling it twice.
    """
    with _locked(target.with_name(f".{target.name}.lock")):
        if target.is_dir():
            return target
        for left_over in target.parent.glob(f".{target.name}.part-*"):
            shutil.rmtree(left_over)
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.part-", dir=target.parent))
        try:
            fill(part)
            part.chmod(0o755)  # mkdtemp makes it 0700, and Elasticsearch may have to run as another user
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return target


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
