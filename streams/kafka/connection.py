"""How to reach the brokers, once for each of the three clients: kafka-python, aiokafka and Faust."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args

from faust.auth import Credentials, SASLCredentials, SSLCredentials

Security = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]

CLIENT_ID: Final = "stadsgesprek"


@dataclass(frozen=True)
class KafkaConnection:
    """Addresses (`host:port,host:port`) and credentials of the brokers. Its repr has no secret.

    Raises ValueError for settings that contradict each other; the text names the field, never a secret.
    """

    bootstrap: str
    security: Security = "PLAINTEXT"
    mechanism: Mechanism | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot work, here rather than as a time-out in a client."""
        if self.security not in get_args(Security):
            raise ValueError(f"security: {self.security!r} is not one of {', '.join(get_args(Security))}")
        for address in self.servers:
            host, _, port = address.rpartition(":")
            if not host or not port.isdecimal():
                raise ValueError(f"bootstrap: {address!r} is not host:port")
        if self._sasl and not (self.mechanism and self.username and self.password):
            raise ValueError(f"mechanism, username, password: are all needed with {self.security}")
        if not self._sasl and (self.mechanism or self.username or self.password):
            raise ValueError(f"mechanism, username, password: are of no use with {self.security}")
        if self.ca_file and not self._encrypted:
            raise ValueError(f"ca_file: is of no use with {self.security}")

    @property
    def servers(self) -> list[str]:
        """Each address, `host:port`."""
        return [address.strip() for address in self.bootstrap.split(",")]

    def for_kafka_python(self) -> dict[str, Any]:
        """Arguments for every client of kafka-python."""
        return {"client_id": CLIENT_ID} | self._common()

    def for_aiokafka(self) -> dict[str, Any]:
        """Arguments for every client of aiokafka."""
        common = self._common()
        common.setdefault("sasl_mechanism", "PLAIN")  # what aiokafka has by default; it takes no None
        return {"client_id": CLIENT_ID} | common

    def for_faust(self) -> dict[str, Any]:
        """Settings `broker` and `broker_credentials` of a Faust app."""
        return {
            "broker": [f"aiokafka://{server}" for server in self.servers],
            "broker_credentials": self._credentials(),
        }

    def _common(self) -> dict[str, Any]:
        settings: dict[str, Any] = {"bootstrap_servers": self.servers, "security_protocol": self.security}
        if self._encrypted:
            settings["ssl_context"] = self._context()
        if self._sasl:
            settings["sasl_mechanism"] = self.mechanism
            settings["sasl_plain_username"] = self.username
            settings["sasl_plain_password"] = self.password
        return settings

    def _credentials(self) -> Credentials | None:
        if self._sasl:
            context = self._context() if self._encrypted else None
            return SASLCredentials(
                username=self.username, password=self.password, mechanism=self.mechanism, ssl_context=context
            )
        return SSLCredentials(self._context()) if self._encrypted else None

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file)

    @property
    def _encrypted(self) -> bool:
        return self.security in {"SSL", "SASL_SSL"}

    @property
    def _sasl(self) -> bool:
        return self.security.startswith("SASL")
