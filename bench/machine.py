"""The machine's shape: what a reader needs to compare figures, and nothing that names the machine."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from deploy.engines.distributions import ELASTICSEARCH, KAFKA

_LIBRARIES = ("faust-streaming", "aiokafka", "confluent-kafka", "elasticsearch", "pydantic", "uvloop")


def machine() -> Iterator[str]:
    """A line for each fact."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"{_processor()}, {os.cpu_count()} cores, {gigabytes:.0f} GB memory, {platform.system()}"
    yield f"Python {platform.python_version()}, Kafka {KAFKA}, Elasticsearch {ELASTICSEARCH} (one node each)"
    yield ", ".join(f"{library} {version(library)}" for library in _LIBRARIES)


def _processor() -> str:
    """The processor's model as Linux names it; elsewhere what Python knows."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text("utf-8", "replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    return platform.machine()
