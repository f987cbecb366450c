"""Programs that are measured: each a process of its own that ends with this one, whatever happens."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.errors import BenchError
from deploy.engines.process import ServerProcess
from stadsgesprek.settings import PREFIX

PYTHON: Final = sys.executable
STADSGESPREK: Final = str(Path(sys.executable).with_name("stadsgesprek"))
_ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def program(command: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[ServerProcess]:
    """Run a command in `folder` as long as the block lasts, with these settings and no others of ours.

    `settings` has environment names without their prefix. A BenchError in the block gets the end of the program's log.
    """
    log = folder / "program.log"
    log.unlink(missing_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    env |= {"PYTHONPATH": str(_ROOT), **{PREFIX + name: value for name, value in (settings or {}).items()}}
    process = ServerProcess(command, env=env, cwd=folder, log=log, uid=None)
    try:
        yield process
    except BenchError as error:
        raise BenchError(f"{' '.join(command)}: {error}\n{process.log_tail()}") from error
    finally:
        process.stop()
