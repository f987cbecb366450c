"""The connection: for three clients at once, without a secret in sight."""

from pathlib import Path
from typing import Any

import pytest
from faust.auth import SASLCredentials, SSLCredentials

from streams.kafka.connection import KafkaConnection

SASL: dict[str, Any] = {"mechanism": "SCRAM-SHA-512", "username": "stad", "password": "zeer-geheim"}


def test_no_secret_is_shown() -> None:
    connection = KafkaConnection("a:9092", "SASL_PLAINTEXT", **SASL)
    assert "zeer-geheim" not in repr(connection)
    assert "zeer-geheim" not in str(connection)
    assert "zeer-geheim" not in repr(connection.for_faust())


def test_every_server_is_given_to_every_client() -> None:
    connection = KafkaConnection("a:9092, b:9093")
    assert connection.for_kafka_python()["bootstrap_servers"] == ["a:9092", "b:9093"]
    assert connection.for_aiokafka()["bootstrap_servers"] == ["a:9092", "b:9093"]
    assert connection.for_faust()["broker"] == ["aiokafka://a:9092", "aiokafka://b:9093"]


@pytest.mark.parametrize("security", ["SASL_PLAINTEXT", "SASL_SSL"])
def test_credentials_go_to_every_client(security: Any) -> None:
    connection = KafkaConnection("a:9092", security, **SASL)
    for settings in (connection.for_kafka_python(), connection.for_aiokafka()):
        assert settings["security_protocol"] == security
        assert settings["sasl_mechanism"] == "SCRAM-SHA-512"
        assert settings["sasl_plain_username"] == "stad"
        assert settings["sasl_plain_password"] == "zeer-geheim"
        assert ("ssl_context" in settings) == (security == "SASL_SSL")
    credentials = connection.for_faust()["broker_credentials"]
    assert isinstance(credentials, SASLCredentials)
    assert (credentials.protocol.value, credentials.password) == (security, "zeer-geheim")


def test_encryption_without_a_password() -> None:
    connection = KafkaConnection("a:9092", "SSL")
    assert isinstance(connection.for_faust()["broker_credentials"], SSLCredentials)
    assert connection.for_kafka_python()["ssl_context"].check_hostname


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"bootstrap": "broker"}, "bootstrap: 'broker' is not host:port"),
        ({"bootstrap": "a:9092,"}, "bootstrap: '' is not host:port"),
        ({"bootstrap": "a:9092", "security": "TLS"}, "security: 'TLS' is not one of"),
        ({"bootstrap": "a:9092", "security": "SASL_SSL", "username": "stad"}, "are all needed with SASL_SSL"),
        ({"bootstrap": "a:9092", **SASL}, "are of no use with PLAINTEXT"),
        ({"bootstrap": "a:9092", "ca_file": Path("ca.pem")}, "ca_file: is of no use with PLAINTEXT"),
    ],
)
def test_contradictions_are_refused(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem) as caught:
        KafkaConnection(**settings)
    assert "zeer-geheim" not in str(caught.value)
