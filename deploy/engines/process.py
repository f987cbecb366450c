"""One server process (with its children) that cannot outlive us, and the signals that tests send it."""

import atexit
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

# Reads until the pipe from us closes, which the system does however we end, then kills the server's group.
# Unlike PR_SET_PDEATHSIG this reaches the server's children, does not hang on the thread that started it, and
# works outside Linux.
_GUARD = 'cat >/dev/null; kill -s KILL -- "-$1"'
_STOP_WITHIN = 30.0  # seconds that a server gets to end by itself before it is killed


class ServerProcess:
    """A running server in its own session and process group; everything it writes goes to `log`."""

    def __init__(
        self, command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path, uid: int | None
    ) -> None:
        """Start `command`, as the user `uid` if given. Raises OSError when it cannot be started."""
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,  # Elasticsearch ends when its standard input does
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                start_new_session=True,
                user=uid,
                group=uid,
                extra_groups=None if uid is None else [],
            )
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "guard", str(self.pid)], stdin=subprocess.PIPE, start_new_session=True
        )
        self._log = log
        self._gone = False
        atexit.register(self.kill)

    @property
    def pid(self) -> int:
        """The process id, which is the id of the whole group too."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; else its exit code, negative when a signal ended it."""
        return self._process.poll()

    def pause(self) -> None:
        """Freeze it, and wait until it is: connections stay open, nothing answers."""
        self._signal_all(signal.SIGSTOP)
        # A busy machine lets the threads of a stopped process run for a moment yet.
        deadline = time.monotonic() + _STOP_WITHIN
        while _group_runs(self.pid) and time.monotonic() < deadline:
            time.sleep(0.01)

    def resume(self) -> None:
        """Let it go on after pause()."""
        self._signal_all(signal.SIGCONT)

    def stop(self) -> None:
        """Ask the whole group to end and wait until it is gone; kill what has not ended after 30 s."""
        self._signal_all(signal.SIGTERM)
        self._signal_all(signal.SIGCONT)
        deadline = time.monotonic() + _STOP_WITHIN
        # Asking for the exit code reaps the leader, else the group would live on as its zombie.
        while (self.exit_code is None or group_lives(self.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to the whole group, and wait until it is gone."""
        if self._gone:
            return
        self._signal_all(signal.SIGKILL)
        self._process.wait()
        self._guard.kill()
        self._guard.wait()
        for pipe in (self._process.stdin, self._guard.stdin):
            if pipe is not None:
                pipe.close()
        while group_lives(self.pid):
            time.sleep(0.01)
        self._gone = True
        atexit.unregister(self.kill)

    def log_tail(self, lines: int = 30) -> str:
        """The last lines that the server wrote."""
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-lines:])

    def _signal_all(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)


def group_lives(group: int) -> bool:
    """Whether a process group has a member left, dead ones that PID 1 of a container never reaps aside."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # how macOS answers for a group of zombies
        return False
    members = [dead for member_of, dead in _groups_and_deaths() if member_of == group]
    return not members or not all(members)


def _group_runs(group: int) -> bool:
    """Whether any thread of a process group is neither stopped nor dead, from Linux's /proc; False elsewhere."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int(_fields(process / "stat")[2]) == group:
                for thread in process.glob("task/*/stat"):
                    if _fields(thread)[0] not in "TtZX":
                        return True
    return False


def _groups_and_deaths() -> Iterator[tuple[int, bool]]:
    """Process group of every process, and whether it is quite dead, from Linux's /proc; nothing elsewhere."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = _fields(stat)
            # A killed process is a zombie as soon as its first thread has ended, yet its sockets stay open
            # until the last one has: field 20 counts the threads.
            yield int(fields[2]), fields[0] in "ZX" and int(fields[17]) <= 1


def _fields(stat: Path) -> list[str]:
    """What /proc says of a process or thread, from its state on: "pid (name) state ppid pgrp …"."""
    return stat.read_text("utf-8", "replace").rpartition(")")[2].split()  # the name may hold spaces and brackets
