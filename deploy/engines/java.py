"""Finding a Java for each server: Kafka runs on 17 or later, Elasticsearch on a full JDK of 21 or later."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from deploy.engines.errors import EngineUnavailableError
from deploy.engines.user import reachable

_USUAL_PLACES = (
    "/usr/lib/jvm/*",
    "/opt/java/*",
    "/opt/*jdk*",
    "/opt/hostedtoolcache/*jdk*/*/*",
    "/usr/local/*jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
)


def find_java(server: str, *, at_least: int, full_jdk: bool = False, uid: int | None = None) -> Path:
    """The home folder of a Java that can run `server`.

    ES_JAVA_HOME (for Elasticsearch), JAVA_HOME and the `java` on the PATH go before the usual places; a Java
    that is too old, or that the user `uid` cannot reach, is passed over. Raises EngineUnavailableError that
    lists what was found and says what to install.
    """
    seen: dict[Path, str] = {}
    for home in _candidates(server):
        if home in seen:
            continue
        problem = _problem(home, at_least, full_jdk, uid)
        if problem is None:
            return home
        seen[home] = problem
    kind = "a full JDK" if full_jdk else "Java"
    found = "".join(f"\n  {home}: {problem}" for home, problem in seen.items()) or " nothing"
    raise EngineUnavailableError(
        f"{server} needs {kind} of version {at_least} or later. Install one, for example: "
        f"apt-get install openjdk-{at_least}-jdk-headless or a Temurin package from adoptium.net, "
        f"and set {'ES_JAVA_HOME' if full_jdk else 'JAVA_HOME'} when it is in an unusual place. Found:{found}"
    )


def _candidates(server: str) -> Iterator[Path]:
    names = ("ES_JAVA_HOME", "JAVA_HOME") if server == "Elasticsearch" else ("JAVA_HOME",)
    for name in names:
        if value := os.environ.get(name):
            yield Path(value).resolve()
    if java := shutil.which("java"):
        yield Path(java).resolve().parents[1]
    for place in _USUAL_PLACES:
        pattern = Path(place).expanduser()
        # Newest last in the alphabet is near enough: any version that is new enough will do.
        for home in sorted(Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor))), reverse=True):
            if (home / "bin" / "java").exists():
                yield home.resolve()


def _problem(home: Path, at_least: int, full_jdk: bool, uid: int | None) -> str | None:
    if not os.access(home / "bin" / "java", os.X_OK):
        return "no bin/java there"
    version = _version(home)
    if version is None:
        return "its release file does not say which version it is"
    if version < at_least:
        return f"version {version} is too old"
    if full_jdk and not (home / "bin" / "javac").exists():
        return "only a runtime (no bin/javac), not a full JDK"
    if uid is not None and not reachable(home / "bin" / "java", uid):
        return f"user {uid}, as whom the server has to run, may not enter this folder"
    return None


def _version(home: Path) -> int | None:
    """The major version from the `release` file that every JDK since 9 carries; 8 for `1.8.0_…`."""
    try:
        text = (home / "release").read_text("utf-8", "replace")
    except OSError:
        return None
    match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', text, re.MULTILINE)
    return int(match.group(1)) if match else None
