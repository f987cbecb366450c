"""Apache Kafka 4.3.0 as one KRaft node: broker and controller in one process."""

import base64
import subprocess
import uuid
from pathlib import Path
from typing import ClassVar

from deploy.engines.distributions import fetch_kafka
from deploy.engines.engine import Engine, server_environment
from deploy.engines.errors import EngineError
from deploy.engines.java import find_java
from deploy.engines.kafka_probe import has_broker
from deploy.engines.ports import LOOPBACK
from deploy.engines.process import ServerProcess

_HEAP = ("-Xms512m", "-Xmx512m")

_LOG4J = """\
# Else the log ends before the shutdown does.
shutdownHook = disable
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %c: %m%n
rootLogger.level = INFO
rootLogger.appenderRef.out.ref = out
"""

_PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers={host}:{controller_port}
listeners=BROKER://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=BROKER://{host}:{port},CONTROLLER://{host}:{controller_port}
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs={data}
# One node: every internal topic has one replica, and few partitions so that it starts quickly.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
# Consumers need not wait for others to join, and a killed one is missed soon.
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
# A killed broker may register again only after its old session has run out (9 s by default).
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
# A topic exists because set-up made it, with its own settings, never because someone misspelt a name.
auto.create.topics.enable=false
log.segment.delete.delay.ms=1000
log.cleaner.dedupe.buffer.size=16777216
"""


class KafkaServer(Engine):
    """One Kafka node on the loopback interface; `bootstrap` is its address."""

    name: ClassVar[str] = "Kafka"

    @property
    def bootstrap(self) -> str:
        """The bootstrap address for clients, `host:port`."""
        return f"{LOOPBACK}:{self.ports[0]}"

    def launch(self) -> ServerProcess:
        """Format the data folder at the first start, then start the broker."""
        java = find_java(self.name, at_least=17) / "bin" / "java"
        classpath = f"{fetch_kafka()}/*"
        settings = self._write_settings()
        if not (self.folder / "data" / "meta.properties").exists():
            self._format([str(java), "-cp", classpath], settings)
        command = [
            str(java),
            *_HEAP,
            f"-Dlog4j2.configurationFile={self.folder / 'log4j2.properties'}",
            "-cp",
            classpath,
            "kafka.Kafka",
            str(settings),
        ]
        return ServerProcess(command, env=server_environment(), cwd=self.folder, log=self.log, uid=None)

    def is_ready(self) -> bool:
        """Whether a metadata request names a broker."""
        return has_broker(LOOPBACK, self.ports[0])

    def _write_settings(self) -> Path:
        port, controller_port = self.ports
        text = _PROPERTIES.format(host=LOOPBACK, port=port, controller_port=controller_port, data=self.folder / "data")
        settings = self.folder / "server.properties"
        settings.write_text(text, encoding="utf-8")
        (self.folder / "log4j2.properties").write_text(_LOG4J, encoding="utf-8")
        return settings

    def _format(self, java: list[str], settings: Path) -> None:
        command = [*java, "kafka.tools.StorageTool", "format", "--standalone", "-t", _cluster_id()]
        done = subprocess.run(
            [*command, "-c", str(settings)],
            env=server_environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise EngineError(f"Kafka could not format its data folder:\n{done.stdout}{done.stderr}")


def _cluster_id() -> str:
    """A new id as Kafka writes one: 16 random bytes in URL-safe Base64 that do not look like an option."""
    while (text := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        pass
    return text
