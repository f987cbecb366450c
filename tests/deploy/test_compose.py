"""The compose file runs commands that exist, with settings that exist, and shows nothing to the outside."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from stadsgesprek.cli import app
from stadsgesprek.settings import PREFIX, described, variable

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services by name."""
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    return found


def ours(services: dict[str, Any]) -> dict[str, Any]:
    return {name: service for name, service in services.items() if service["image"] == "stadsgesprek:local"}


def test_each_command_is_one_of_the_command_line(services: dict[str, Any]) -> None:
    assert {"setup", "route", "index", "counter", "console"} == set(ours(services))
    for service in ours(services).values():
        command: Any = get_command(app)
        for word in service["command"]:
            command = command.get_command(None, word)
            assert command is not None, word


def test_each_setting_is_one(services: dict[str, Any]) -> None:
    known = {variable(path) for path, _ in described()}
    used = {name for service in ours(services).values() for name in service["environment"]}
    assert {name for name in used if name.startswith(PREFIX)} == used
    assert used <= known


def test_ports_are_published_on_the_loopback_address_only(services: dict[str, Any]) -> None:
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_no_secret_stands_in_the_file_and_each_is_in_the_example() -> None:
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    example = (DEPLOY / "env.example").read_text("utf-8").splitlines()
    wanted = {part.partition(":")[0] for part in text.split("${")[1:]}
    assert wanted == {line.removesuffix("=") for line in example if line.endswith("=")}
    for line in text.splitlines():
        name, _, value = line.strip().partition(": ")
        if name.endswith(("PASSWORD", "TOKEN", "KEY")):
            assert value.startswith("${"), name


def test_every_dependency_is_a_service(services: dict[str, Any]) -> None:
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
