"""Set-up of the topics: what is missing is made, what differs is changed or reported. Safe to repeat."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import KafkaError

from schemas.topics import TopicSpec
from streams.kafka.client import opened
from streams.kafka.connection import KafkaConnection
from streams.ports import EngineAwayError

_FRAMING: Final = 65_536  # bytes


class TopicsError(EngineAwayError):
    """Topics could not be seen or made; the text says why and what to do."""


def ensure_topics(
    connection: KafkaConnection, catalogue: Sequence[TopicSpec], *, replication: int, within: float = 30.0
) -> list[str]:
    """Make each topic of the catalogue that is missing and give the others its configuration; `within` in seconds.

    `replication` is the number of copies of a new topic. Returns a line for everything that was done or that a person
    must do: the number of partitions and copies of a topic that exists is never changed, because the first moves keys
    to other partitions and the second moves data. Settings that the catalogue does not name are left alone.

    Raises TopicsError when the brokers do not answer or refuse; what was done before that stays.
    """
    admin = _admin(connection, within)
    try:
        there = {topic["name"]: topic for topic in admin.describe_topics([spec.name for spec in catalogue])}
        missing = [spec for spec in catalogue if there[spec.name]["error_code"]]
        found = [spec for spec in catalogue if not there[spec.name]["error_code"]]
        lines = _create(admin, missing, replication, within)
        lines += _configure(admin, found, replication)
        for spec in found:
            lines += _differences(spec, there[spec.name]["partitions"], replication)
    except KafkaError as error:
        raise TopicsError(f"Kafka at {connection.bootstrap} refuses the topics: {error}") from None
    finally:
        admin.close()
    return lines


def missing_topics(connection: KafkaConnection, names: Iterable[str], *, within: float = 30.0) -> list[str]:
    """Which of these topics do not exist. Raises TopicsError when the brokers do not answer within `within` seconds."""
    admin = _admin(connection, within)
    try:
        described = admin.describe_topics(list(names))
    except KafkaError as error:
        raise TopicsError(f"Kafka at {connection.bootstrap} does not tell its topics: {error}") from None
    finally:
        admin.close()
    return sorted(topic["name"] for topic in described if topic["error_code"])


def _admin(connection: KafkaConnection, within: float) -> KafkaAdminClient:
    try:
        return opened(KafkaAdminClient, connection, within=within, request_timeout_ms=int(within * 1000))
    except KafkaError as error:
        raise TopicsError(
            f"Kafka at {connection.bootstrap} does not answer within {within:g} s ({type(error).__name__}); "
            "start it, or correct the bootstrap address and the credentials"
        ) from None


def _create(admin: KafkaAdminClient, specs: Sequence[TopicSpec], replication: int, within: float) -> list[str]:
    if not specs:
        return []
    wanted = {
        spec.name: {
            "num_partitions": spec.partitions,
            "replication_factor": replication,
            "configs": _configuration(spec, replication),
        }
        for spec in specs
    }
    answer = admin.create_topics(wanted, raise_errors=False)
    refused = [topic for topic in answer["topics"] if topic["error_code"]]
    if refused:
        reasons = "; ".join(f"{topic['name']}: {topic['error_message']}" for topic in refused)
        raise TopicsError(f"Kafka does not make these topics: {reasons}")
    admin.wait_for_topics(list(wanted), timeout_ms=int(within * 1000))
    return [f"{spec.name}: created with {spec.partitions} partitions, {replication} copies" for spec in specs]


def _configuration(spec: TopicSpec, replication: int) -> dict[str, str]:
    return spec.configuration | {
        # The broker measures the record batch, which has a key, headers and framing beside the largest event's body.
        "max.message.bytes": str(spec.max_event_bytes + _FRAMING),
        # With `acks=all` an event stands on so many copies when it is acknowledged; one broker may be away.
        "min.insync.replicas": str(max(1, replication - 1)),
    }


def _configure(admin: KafkaAdminClient, specs: Sequence[TopicSpec], replication: int) -> list[str]:
    if not specs:
        return []
    asked = [_resource(spec.name, list(_configuration(spec, replication))) for spec in specs]
    told = admin.describe_configs(asked, config_filter="all")["topic"]
    changes: dict[str, dict[str, str]] = {}
    lines = []
    for spec in specs:
        for key, value in _configuration(spec, replication).items():
            old = told[spec.name][key]["value"]
            if _normal(old) != _normal(value):
                changes.setdefault(spec.name, {})[key] = value
                lines.append(f"{spec.name}: {key} changed from {old} to {value}")
    if changes:
        # Incremental: only what is named changes, and nothing that somebody else set goes back to its default.
        answer = admin.alter_configs([_resource(name, change) for name, change in changes.items()], incremental=True)
        refused = {name: result for name, result in answer["topic"].items() if result != "OK"}
        if refused:
            raise TopicsError(f"Kafka does not change these topics: {refused}")
    return lines


def _resource(name: str, configs: Any) -> ConfigResource:
    return ConfigResource(ConfigResourceType.TOPIC, name, configs)


def _normal(value: str) -> set[str]:
    """Lists such as `compact,delete` in any order."""
    return set(value.split(","))


def _differences(spec: TopicSpec, partitions: Sequence[dict[str, Any]], replication: int) -> list[str]:
    lines = []
    if len(partitions) != spec.partitions:
        lines.append(
            f"{spec.name}: has {len(partitions)} partitions, the catalogue says {spec.partitions}; left so, because "
            "adding some sends the next events of a message elsewhere"
        )
    copies = min(len(partition["replica_nodes"]) for partition in partitions)
    if copies < replication:
        lines.append(
            f"{spec.name}: has {copies} copies, {replication} are wanted; add them with kafka-reassign-partitions"
        )
    return lines
