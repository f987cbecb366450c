"""Getting artifacts from Maven Central (or the mirror in the user's Maven settings) with `mvn`."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from deploy.engines.errors import EngineError, EngineUnavailableError
from deploy.engines.java import find_java

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_PROGRESS_EVERY = 0.5  # seconds

Say = Callable[[str], None]


@dataclass(frozen=True)
class Artifact:
    """One Maven coordinate; `type` is the packaging, `jar` unless said otherwise.

    `sha256` pins the file itself, for what a registry may serve without a checksum of its own.
    """

    group: str
    name: str
    version: str
    type: str = "jar"
    sha256: str | None = None

    @property
    def file(self) -> str:
        """The name under which it is put into a folder."""
        return f"{self.name}-{self.version}.{self.type}"

    def as_xml(self) -> str:
        """The `<dependency>` element of this artifact."""
        parts = {"groupId": self.group, "artifactId": self.name, "version": self.version, "type": self.type}
        inner = "".join(f"<{key}>{escape(value)}</{key}>" for key, value in parts.items())
        return f"<dependency>{inner}</dependency>"


def say_on_stderr(text: str) -> None:
    """Show a line of progress; on a terminal each line takes the place of the one before."""
    end = "\r" if sys.stderr.isatty() and text.endswith("…") else "\n"
    print(f"\033[2K{text}" if sys.stderr.isatty() else text, end=end, file=sys.stderr, flush=True)


def find_maven() -> str:
    """The `mvn` command on the PATH. Raises EngineUnavailableError that says how to get it, or its Java."""
    maven = shutil.which("mvn")
    if maven is None:
        raise EngineUnavailableError(
            "Maven (mvn) is not on the PATH; it fetches the servers for the tests. "
            "Install it, for example: apt-get install maven, or brew install maven"
        )
    find_java("Maven", at_least=8)
    return maven


def copy_dependencies(artifacts: Sequence[Artifact], into: Path, *, what: str, say: Say) -> None:
    """Put the artifacts and everything they depend on at run time into the folder `into`.

    `what` names the download in the progress line. Raises EngineError with the end of Maven's output when it
    fails, and when a checksum does not match: the registry's, or where an artifact pins its own, that one.
    """
    maven = find_maven()
    with tempfile.TemporaryDirectory(prefix="stadsgesprek-maven-") as scratch:
        pom = Path(scratch, "pom.xml")
        pom.write_text(_pom(artifacts), encoding="utf-8")
        output = Path(scratch, "output.txt")
        pinned = [artifact for artifact in artifacts if artifact.sha256]
        strict = "-c" if pinned else "-C"
        command = [maven, "-B", strict, "-f", str(pom), _PLUGIN, "-DincludeScope=runtime"]
        command.append(f"-DoutputDirectory={into}")
        with output.open("wb") as sink:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)
            try:
                _watch(process, output, what, say)
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
        if process.returncode != 0:
            raise EngineError(f"Maven could not get {what}:\n{_errors(output)}")
    for artifact in pinned:
        _verify(into / artifact.file, artifact)


def _verify(file: Path, artifact: Artifact) -> None:
    with file.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != artifact.sha256:
        raise EngineError(
            f"{artifact.file} is not the file that was pinned: its SHA-256 is {found}, "
            f"not {artifact.sha256}. Remove it from the local Maven repository and try again"
        )


def _pom(artifacts: Sequence[Artifact]) -> str:
    dependencies = "".join(artifact.as_xml() for artifact in artifacts)
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>stadsgesprek</groupId><artifactId>engines</artifactId><version>1</version>"
        f"<packaging>pom</packaging><dependencies>{dependencies}</dependencies></project>"
    )


def _watch(process: subprocess.Popen[bytes], output: Path, what: str, say: Say) -> None:
    began = time.monotonic()
    say(f"Getting {what} from Maven Central …")
    while True:
        try:
            process.wait(_PROGRESS_EVERY)
        except subprocess.TimeoutExpired:
            if sys.stderr.isatty():
                fetched = output.read_text("utf-8", "replace").count("Downloaded from")
                say(f"Getting {what} from Maven Central: {fetched} files, {time.monotonic() - began:.0f} s …")
        else:
            break
    if process.returncode == 0:
        say(f"Got {what} in {time.monotonic() - began:.0f} s.")


def _errors(output: Path) -> str:
    lines = output.read_text("utf-8", "replace").splitlines()
    errors = [line for line in lines if re.match(r"\[(ERROR|FATAL)", line)]
    return "\n".join((errors or lines)[-15:])
