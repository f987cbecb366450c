"""Which servers are fetched, from where, and how they lie in the cache folder."""

import shutil
import zipfile
from pathlib import Path

from deploy.engines.errors import EngineError
from deploy.engines.folders import engines_folder, fill_once
from deploy.engines.maven import Artifact, Say, copy_dependencies, say_on_stderr

KAFKA = "4.3.0"
ELASTICSEARCH = "9.5.0"

_KAFKA_ARTIFACTS = (
    Artifact("org.apache.kafka", "kafka_2.13", KAFKA),
    # The broker comes without a binding for its log; with this one the log says why it does not start.
    Artifact("org.apache.logging.log4j", "log4j-slf4j-impl", "2.25.4"),
)
_ELASTICSEARCH_ARTIFACT = Artifact(
    "org.elasticsearch.distribution.integ-test-zip",
    "elasticsearch",
    ELASTICSEARCH,
    type="zip",
    sha256="db0e275fd790f723eca7bcde96069fd6fed304ad23afdb70c8c09553dd9e8b1b",
)


def fetch_kafka(say: Say = say_on_stderr) -> Path:
    """The folder with Kafka's jars, downloaded (44 MB) if it is not there."""

    def fill(folder: Path) -> None:
        copy_dependencies(_KAFKA_ARTIFACTS, folder, what=f"Kafka {KAFKA} (44 MB)", say=say)

    return fill_once(engines_folder() / f"kafka-{KAFKA}", fill)


def fetch_elasticsearch(say: Say = say_on_stderr) -> Path:
    """The folder with the unpacked server, downloaded (130 MB) if it is not there."""

    def fill(folder: Path) -> None:
        download = folder / "download"
        what = f"Elasticsearch {ELASTICSEARCH} (130 MB)"
        copy_dependencies([_ELASTICSEARCH_ARTIFACT], download, what=what, say=say)
        unpack(download / _ELASTICSEARCH_ARTIFACT.file, folder)
        shutil.rmtree(download)

    return fill_once(engines_folder() / f"elasticsearch-{ELASTICSEARCH}", fill)


def unpack(archive: Path, into: Path) -> None:
    """Unpack a zip without its top folder, readable for everyone and with its executables executable.

    Raises EngineError when an entry would land outside of `into`.
    """
    with zipfile.ZipFile(archive) as zipped:
        for entry in zipped.infolist():
            _, _, inside = entry.filename.partition("/")
            target = (into / inside).resolve()
            if not target.is_relative_to(into.resolve()):
                raise EngineError(f"{archive.name} holds a path that leads outside of it: {entry.filename}")
            folder = target if entry.is_dir() else target.parent
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o755)
            if not entry.is_dir():
                with zipped.open(entry) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
                mode = entry.external_attr >> 16  # zipfile does not apply it
                target.chmod((mode & 0o755) | 0o644)
