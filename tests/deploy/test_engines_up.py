"""What a developer types: up, status and down; and whatever happens to `up`, no server outlives it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from deploy.engines.distributions import fetch_elasticsearch, fetch_kafka
from tests.engines.fixtures import OwnKafka

Run = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def cache(own_kafka: OwnKafka, engine_folder: Path) -> Iterator[Path]:
    """A cache folder of the test's own that holds the fetched servers."""
    own_kafka().kill()  # skips the test where Java or Maven is missing
    folder = Path(tempfile.mkdtemp(prefix="cache-", dir=engine_folder))
    folder.chmod(0o711)
    for fetched in (fetch_kafka(), fetch_elasticsearch()):
        (folder / fetched.name).symlink_to(fetched)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def run(cache: Path) -> Iterator[Run]:
    """Runs `python -m deploy.engines …` with this cache folder."""
    with ExitStack() as stack:

        def start(*arguments: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-m", "deploy.engines", *arguments],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=os.environ | {"STADSGESPREK_ENGINES": str(cache)},
            )
            stack.callback(process.communicate)
            stack.callback(process.kill)
            return process

        yield start


def test_up_announces_itself_outlives_nothing_and_comes_back_at_the_same_place(run: Run, cache: Path) -> None:
    assert outcome(run("status")) == (1, "", "The engines are down.\n")
    assert outcome(run("down")) == (1, "", "The engines are down.\n")

    first = run("up")
    lines = addresses(first)
    assert [line.partition("=")[0] for line in lines] == [
        "STADSGESPREK_KAFKA__BOOTSTRAP",
        "STADSGESPREK_ELASTICSEARCH__URL",
    ]
    assert outcome(run("status")) == (0, "".join(lines), "")
    code, _, complaint = outcome(run("up"))
    assert (code, "up already" in complaint) == (2, True)
    assert len(servers(cache)) >= 2

    first.kill()  # no handler of ours runs
    until(lambda: not servers(cache))
    assert outcome(run("status"))[0] == 1

    second = run("up")
    assert addresses(second) == lines
    assert outcome(run("down")) == (0, "", "")
    assert not servers(cache)
    assert second.wait(30) == 0


def test_ctrl_c_while_the_servers_start_leaves_nothing(run: Run, cache: Path) -> None:
    process = run("up")
    until(lambda: bool(servers(cache)))
    process.send_signal(signal.SIGINT)
    assert outcome(process) == (0, "", "The engines are down.\n")
    assert not servers(cache)


def addresses(up: subprocess.Popen[str]) -> list[str]:
    """The two lines that `up` prints once the engines answer."""
    assert up.stdout is not None
    return [up.stdout.readline() for _ in range(2)]


def outcome(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=90)
    return process.returncode, out, err


def servers(cache: Path) -> list[int]:
    """The Java processes that live on data below this folder."""
    wanted = os.fsencode(cache / "data")
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
            if b"java" in command.split(b"\0")[0] and wanted in command + environment:
                found.append(int(process.name))
    return found


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true within 30 s"
        time.sleep(0.02)
