"""Opening a client of kafka-python so that a broker that is away is noticed at once and nothing is left open."""

import socket
from collections.abc import Callable
from typing import Any, Final, TypeVar

from kafka.errors import KafkaConnectionError
from kafka.net.compat import KafkaNetClient

from streams.kafka.connection import KafkaConnection

Client = TypeVar("Client")

_LOOK: Final = 3.0  # seconds to accept a connection in


def opened(kind: Callable[..., Client], connection: KafkaConnection, *, within: float, **settings: Any) -> Client:
    """A KafkaProducer, KafkaConsumer or KafkaAdminClient that is connected; `within` seconds of patience.

    Raises KafkaError when no broker answers. The clients themselves would knock on a closed port until the time is
    over, and then leave their sockets to the garbage collector.
    """
    if not any(_accepts(server, min(within, _LOOK)) for server in connection.servers):
        raise KafkaConnectionError(f"no broker accepts a connection at {connection.bootstrap}")
    made: list[Any] = []

    def make(**configuration: Any) -> Any:
        made.append(KafkaNetClient(**configuration))
        return made[-1]

    try:
        return kind(
            kafka_client=make,
            bootstrap_timeout_ms=int(within * 1000),
            **connection.for_kafka_python(),
            **settings,
        )
    except BaseException:
        for client in made:
            client.close()
        raise


def _accepts(server: str, within: float) -> bool:
    host, _, port = server.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), within):
            return True
    except OSError:
        return False
