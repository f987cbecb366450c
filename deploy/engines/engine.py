"""What both servers have in common: start and wait for a real answer, stop, kill, pause, and come back."""

import json
import os
import time
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from deploy.engines.errors import EngineError
from deploy.engines.ports import free_ports, is_free
from deploy.engines.process import ServerProcess

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ")  # no secret of ours and no Java option reaches a server
_POLL = 0.1  # seconds between two questions whether the server is ready


class Engine(ABC):
    """One server whose ports and data live in `folder`; it comes back on the same ports with the same data.

    Used as a context manager it is started and stopped. It ends with this process in any case.
    """

    name: ClassVar[str]
    port_count: ClassVar[int] = 2
    start_within: ClassVar[float] = 120.0  # seconds; a cold start takes 5 to 20 on two idle cores

    def __init__(self, folder: Path) -> None:
        """`folder` is made when missing. Nothing is fetched or started yet."""
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._process: ServerProcess | None = None

    @property
    def ports(self) -> list[int]:
        """The server's ports on the loopback interface: chosen once, then kept in the folder."""
        kept = self.folder / "ports.json"
        if not kept.exists():
            kept.write_text(json.dumps(free_ports(self.port_count)), encoding="utf-8")
        return [int(port) for port in json.loads(kept.read_text("utf-8"))]

    @property
    def log(self) -> Path:
        """The file with everything that the server wrote, over all its starts."""
        return self.folder / "server.log"

    @property
    def pid(self) -> int:
        """The id of the server's process group. Raises EngineError when it does not run."""
        return self._running().pid

    @property
    def is_running(self) -> bool:
        """Whether the process is there (it may be paused)."""
        return self._process is not None and self._process.exit_code is None

    def start(self) -> None:
        """Start it and return when it answers a real request.

        Raises EngineUnavailableError when this machine lacks what the server needs, EngineError with the end
        of the log when it ends or does not answer within `start_within` seconds.
        """
        if self.is_running:
            return
        self.kill()
        for port in self.ports:
            if not is_free(port):
                raise EngineError(
                    f"{self.name}: something else listens on port {port}; stop it, or "
                    f"remove {self.folder}/ports.json to get other ports"
                )
        self._process = self.launch()
        try:
            self._wait_until_ready(self._process)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End it in the orderly way; the data stays."""
        if self._process is not None:
            self._process.stop()
            self._process = None

    def kill(self) -> None:
        """End it with SIGKILL, as a power cut would; the data stays."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def pause(self) -> None:
        """Freeze it (SIGSTOP): its port accepts connections and nothing answers."""
        self._running().pause()

    def resume(self) -> None:
        """Let it go on after pause()."""
        self._running().resume()

    def restart(self) -> None:
        """stop() and start(): the same ports, the same data."""
        self.stop()
        self.start()

    @abstractmethod
    def launch(self) -> ServerProcess:
        """Fetch and prepare what is missing, and start the process."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Ask the server something that only a working server answers; False or OSError: not yet."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _running(self) -> ServerProcess:
        if self._process is None:
            raise EngineError(f"{self.name} does not run")
        return self._process

    def _wait_until_ready(self, process: ServerProcess) -> None:
        deadline = time.monotonic() + self.start_within
        while True:
            if process.exit_code is not None:
                problem = f"ended with exit code {process.exit_code} instead of starting"
                break
            try:
                if self.is_ready():
                    return
            except OSError:
                pass
            if time.monotonic() > deadline:
                problem = f"did not answer within {self.start_within:.0f} s"
                break
            time.sleep(_POLL)
        raise EngineError(f"{self.name} {problem}. The end of {self.log}:\n{process.log_tail()}")


def server_environment(**extra: str) -> dict[str, str]:
    """The environment for a server: the few variables that it may know of ours, and `extra`."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | extra
