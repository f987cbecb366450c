"""Fetching: killed half-way, what the registry does not have, a machine that lacks the tools."""

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.engines.distributions import unpack
from deploy.engines.errors import EngineError, EngineUnavailableError
from deploy.engines.folders import fill_once
from deploy.engines.java import find_java
from deploy.engines.maven import Artifact, copy_dependencies, find_maven


def write_half(folder: Path) -> None:
    (folder / "first.jar").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)


def write_all(folder: Path) -> None:
    for name in ("first.jar", "second.jar"):
        (folder / name).write_text("whole")


def test_a_killed_download_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from deploy.engines.folders import fill_once;"
        "from tests.deploy.test_engines_fetch import write_half;"
        f"fill_once(Path({str(tmp_path / 'kafka')!r}), write_half)"
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "kafka").exists()

    filled = fill_once(tmp_path / "kafka", write_all)
    assert sorted(file.name for file in filled.iterdir()) == ["first.jar", "second.jar"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".kafka.lock", "kafka"]

    again = fill_once(tmp_path / "kafka", lambda _: pytest.fail("it is there already"))
    assert again == filled


def test_what_the_registry_does_not_have_is_named(tmp_path: Path) -> None:
    try:
        find_maven()
    except EngineUnavailableError as error:
        pytest.skip(str(error))
    missing = Artifact("org.apache.kafka", "kafka_2.13", "0.0.0-nooit")
    said: list[str] = []
    with pytest.raises(EngineError, match=r"(?s)could not get niets.*0\.0\.0-nooit"):
        copy_dependencies([missing], tmp_path, what="niets", say=said.append)
    assert said[0] == "Getting niets from Maven Central …"


def test_without_maven_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineUnavailableError, match="apt-get install maven"):
        find_maven()


def test_a_zip_cannot_write_outside_and_keeps_what_is_executable(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "good.zip", "w") as good:
        program = zipfile.ZipInfo("server-1/bin/server")
        program.external_attr = 0o755 << 16
        good.writestr(program, "#!/bin/sh")
        good.writestr("server-1/README", "leesmij")
    unpack(tmp_path / "good.zip", tmp_path / "server")
    assert (tmp_path / "server" / "bin" / "server").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "server" / "README").stat().st_mode & 0o777 == 0o644

    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        bad.writestr("server-1/../../escaped", "")
    with pytest.raises(EngineError, match="leads outside"):
        unpack(tmp_path / "bad.zip", tmp_path / "server")
    assert not (tmp_path / "escaped").exists()


def java_home(folder: Path, version: str, *, compiler: bool) -> Path:
    """A folder that looks like an installed Java."""
    (folder / "bin").mkdir(parents=True)
    for name in ("java", "javac") if compiler else ("java",):
        (folder / "bin" / name).touch(mode=0o755)
    (folder / "release").write_text(f'IMPLEMENTOR="Niemand"\nJAVA_VERSION="{version}"\n')
    return folder


def test_the_first_java_that_fits_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = java_home(tmp_path / "old", "1.8.0_402", compiler=True)
    middle = java_home(tmp_path / "middle", "17.0.15", compiler=True)
    new = java_home(tmp_path / "new", "25", compiler=True)
    monkeypatch.setenv("ES_JAVA_HOME", str(new))
    monkeypatch.setenv("JAVA_HOME", str(middle))
    assert find_java("Kafka", at_least=17) == middle
    assert find_java("Elasticsearch", at_least=21, full_jdk=True) == new
    monkeypatch.setenv("JAVA_HOME", str(old))
    assert find_java("Kafka", at_least=17) not in {old, new}  # the system's own, if it has one


def test_without_a_fitting_java_the_message_says_why_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runtime = java_home(tmp_path / "runtime", "99.0.1", compiler=False)
    monkeypatch.setenv("ES_JAVA_HOME", str(runtime))
    with pytest.raises(EngineUnavailableError) as caught:
        find_java("Elasticsearch", at_least=99, full_jdk=True)
    message = str(caught.value)
    assert "Elasticsearch needs a full JDK of version 99 or later" in message
    assert "apt-get install openjdk-99-jdk-headless" in message
    assert f"{runtime}: only a runtime (no bin/javac), not a full JDK" in message
