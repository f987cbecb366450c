"""Elasticsearch 9.5.0 as one node: the server core with x-pack security that its own integration tests use.

It has mappings, templates, aliases, bulk, aggregations, and file-realm users and roles. It lacks what are
modules of the full distribution: `GET /`, language analyzers, scripts, ingest pipelines, data streams,
lifecycle policies.
"""

import base64
import http.client
import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from deploy.engines.distributions import fetch_elasticsearch
from deploy.engines.engine import Engine, server_environment
from deploy.engines.errors import EngineUnavailableError
from deploy.engines.file_realm import write_file_realm
from deploy.engines.java import find_java
from deploy.engines.ports import LOOPBACK
from deploy.engines.process import ServerProcess
from deploy.engines.user import hand_over, reachable, unprivileged_uid

_HEAP = "-Xms512m -Xmx512m"
ADMIN = "admin"

_SETTINGS = """\
cluster.name: stadsgesprek
node.name: one
discovery.type: single-node
network.host: {host}
http.port: {port}
transport.port: {transport_port}
path.data: {folder}/data
path.logs: {folder}/logs
# A developer's full disk is no reason to refuse an index of a few kilobytes.
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: {security}
xpack.security.autoconfiguration.enabled: false
xpack.security.http.ssl.enabled: false
xpack.security.transport.ssl.enabled: false
"""


class ElasticsearchServer(Engine):
    """One Elasticsearch node on the loopback interface; `url` is its address.

    Without `users` there is no security. With them the file realm holds these users (name -> roles, which are
    built in or defined in `roles`, the text of a roles.yml) and an `admin` with the role superuser, each with
    a new random password: see `passwords`.
    """

    name: ClassVar[str] = "Elasticsearch"

    def __init__(self, folder: Path, *, roles: str = "", users: Mapping[str, Sequence[str]] | None = None) -> None:
        """See the class. Nothing is fetched or started yet."""
        super().__init__(folder)
        self._roles = roles
        self._users = None if users is None else {**users, ADMIN: ["superuser"]}
        self.passwords: dict[str, str] = {name: secrets.token_urlsafe(18) for name in self._users or ()}

    @property
    def url(self) -> str:
        """The address for clients, `http://host:port`."""
        return f"http://{LOOPBACK}:{self.ports[0]}"

    def launch(self) -> ServerProcess:
        """Write the configuration anew and start the server, as an unprivileged user if we are root."""
        uid = unprivileged_uid()
        java = find_java(self.name, at_least=21, full_jdk=True, uid=uid)
        home = self._home(uid)
        self._write_configuration(home)
        if uid is not None:
            for path in self._folders():
                hand_over(path, uid)
        environment = server_environment(
            ES_JAVA_HOME=str(java),
            ES_PATH_CONF=str(self.folder / "config"),
            ES_TMPDIR=str(self.folder / "tmp"),
            ES_JAVA_OPTS=_HEAP,
        )
        command = [str(home / "bin" / "elasticsearch")]
        return ServerProcess(command, env=environment, cwd=self.folder / "logs", log=self.log, uid=uid)

    def is_ready(self) -> bool:
        """Whether the node has a master and all primary shards of what it holds."""
        status, answer = self.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s")
        return status == 200 and answer["status"] in {"yellow", "green"}

    def request(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """One JSON request as the admin: its status and decoded answer. Raises OSError when nothing answers.

        For the engine itself and for tests that set up or clean; the product uses the official client.
        """
        headers = {"Content-Type": "application/json"}
        if self._users is not None:
            pair = f"{ADMIN}:{self.passwords[ADMIN]}".encode()
            headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
        connection = http.client.HTTPConnection(LOOPBACK, self.ports[0], timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            content = response.read()
        except http.client.HTTPException as error:
            raise ConnectionError(f"no HTTP answer from {self.url}") from error
        finally:
            connection.close()
        return response.status, json.loads(content) if content else None

    def _folders(self) -> list[Path]:
        return [self.folder / name for name in ("config", "data", "logs", "tmp")]

    def _home(self, uid: int | None) -> Path:
        """The unpacked server; a copy in our folder if the user may not enter the cache."""
        home = fetch_elasticsearch()
        if uid is None:
            return home
        if not reachable(self.folder, uid):
            raise EngineUnavailableError(
                f"Elasticsearch refuses to run as root, and user {uid} may not enter {self.folder}. "
                "Run as another user, or set STADSGESPREK_ENGINES to a folder that everyone may enter"
            )
        if reachable(home / "bin" / "elasticsearch", uid):
            return home
        copy = self.folder / "home"
        if not copy.exists():
            shutil.copytree(home, copy, symlinks=True)
        return copy

    def _write_configuration(self, home: Path) -> None:
        for path in self._folders():
            path.mkdir(exist_ok=True)
            path.chmod(0o700)
        config = self.folder / "config"
        for file in ("jvm.options", "log4j2.properties"):
            shutil.copyfile(home / "config" / file, config / file)
        port, transport_port = self.ports
        settings = _SETTINGS.format(
            host=LOOPBACK,
            port=port,
            transport_port=transport_port,
            folder=self.folder,
            security=str(self._users is not None).lower(),
        )
        (config / "elasticsearch.yml").write_text(settings, encoding="utf-8")
        write_file_realm(config, self._roles, self._users or {}, self.passwords)
