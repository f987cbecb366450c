"""The command as a person runs it: a process of its own, in a folder of its own, with settings from the environment."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

PROGRAM = Path(sys.executable).with_name("stadsgesprek")
KEY = "een-sleutel-voor-de-proef-en-voor-niets-anders"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass
class Installation:
    """A working folder and the settings that its commands see."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, given: bytes = b"") -> Done:
        """Run a command to its end."""
        done = subprocess.run(
            [PROGRAM, *arguments],
            input=given,
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    @contextmanager
    def running(self, *arguments: str) -> Iterator["Process"]:
        """A command that stays; killed at the end if it did not end by itself."""
        log = (self.folder / f"{'-'.join(arguments[:2])}.log").open("w+")
        process = subprocess.Popen(
            [PROGRAM, *arguments], cwd=self.folder, env=self._environment(), stdout=log, stderr=log
        )
        try:
            yield Process(process, log)
        finally:
            process.kill()
            process.wait()
            log.close()

    def _environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("STADSGESPREK_")}
        return ours | self.settings


@dataclass(frozen=True)
class Process:
    """A command that runs."""

    process: subprocess.Popen[bytes]
    log: IO[str]

    @property
    def said(self) -> str:
        """Everything that it printed so far."""
        return Path(self.log.name).read_text("utf-8")

    def address(self) -> str:
        """The address that it says it serves, once it has said so."""
        found: list[str] = []

        def told() -> bool:
            assert self.process.poll() is None, self.said
            found.extend(re.findall(r"http://\S+", self.said))
            return bool(found)

        until(told)
        return found[0]

    def stop(self) -> int:
        """Tell it to stop in order, and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def until(condition: Callable[[], bool], within: float = 60) -> None:
    """Return when it holds; fail when it does not within so many seconds."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"the condition did not come true within {within:.0f} s"
        time.sleep(0.05)
