"""What a city sets: from the environment (`STADSGESPREK_…`) and one TOML file. Secrets come from the environment alone.

`docs/settings.md` lists each setting; a test keeps it in step.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from schemas.vocabulary import Channel

PREFIX: Final = "STADSGESPREK_"
FILE_VARIABLE: Final = PREFIX + "CONFIG"
DEFAULT_FILE: Final = Path("stadsgesprek.toml")


class SettingsError(Exception):
    """Settings that cannot be used; the text has a line for each problem, with where it is and what to do."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KafkaSettings(_Section):
    """The broker. Without `bootstrap` everything runs embedded, in one process."""

    bootstrap: str | None = Field(default=None, description="Addresses of brokers, `host:port,host:port`")
    security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT", description="Security protocol"
    )
    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = Field(
        default=None, description="SASL mechanism, when the protocol is a SASL one"
    )
    username: str | None = Field(default=None, description="SASL user")
    password: SecretStr | None = Field(default=None, description="SASL password")
    ca_file: Path | None = Field(default=None, description="Certificate authority of the brokers, PEM")
    replication: int = Field(default=3, ge=1, le=7, description="Copies of each partition; 1 for a single broker")


class ElasticsearchSettings(_Section):
    """The index."""

    url: str | None = Field(default=None, description="Address, `https://host:9200`", pattern=r"^https?://\S+$")
    username: str | None = Field(default=None, description="User")
    password: SecretStr | None = Field(default=None, description="Password of that user")
    api_key: SecretStr | None = Field(default=None, description="API key, instead of user and password")
    ca_file: Path | None = Field(default=None, description="Certificate authority of the server, PEM")
    prefix: str = Field(
        default="stadsgesprek",
        pattern=r"^[a-z][a-z0-9-]{0,60}$",
        description="Name of the read alias; the month indices start with it",
    )


class ConsoleSettings(_Section):
    """The web console."""

    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one")
    personal: bool = Field(default=False, description="Show personal data; only for colleagues who answer people")


class CounterSettings(_Section):
    """The counter's form and API (`listen counter`; below /loket in the embedded run)."""

    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8001, ge=0, le=65535, description="Port to listen on; 0 takes a free one")
    desks: tuple[str, ...] = Field(default=("loket",), min_length=1, description="Ids of the desks to choose from")
    token: SecretStr | None = Field(
        default=None, min_length=20, description="What desks send to be let in; required beyond the loopback address"
    )


class FeedSettings(_Section):
    """One RSS or Atom feed of comments."""

    channel: Channel = Field(description="`blog` or `site`")
    account: str = Field(min_length=1, max_length=200, description="Name of the blog or site on the messages")
    url: str = Field(pattern=r"^https?://\S+$", description="Address of the feed")
    every: int = Field(default=60, ge=10, le=86_400, description="Seconds between two polls")


class Settings(BaseSettings):
    """All settings. Made by `load`; never printed with its secrets."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        nested_model_default_partial_update=True,
    )

    city: str = Field(default="antwerpen", description="A built-in city pack, or the path of a pack's folder")
    data: Path = Field(default=Path(".data"), description="Folder for the database, the spool and the cursors")
    model: Path | None = Field(
        default=None,
        description="The model that understands messages; without it `model.npz` in the data folder when `learn` "
        "wrote one there, else the delivered one",
    )
    pseudonym_key: SecretStr | None = Field(
        default=None, min_length=32, description="Makes pseudonyms of writers' names; keep it, or writers get new ones"
    )
    kafka: KafkaSettings = Field(default=KafkaSettings(), description="The broker")
    elasticsearch: ElasticsearchSettings = Field(default=ElasticsearchSettings(), description="The index")
    console: ConsoleSettings = Field(default=ConsoleSettings(), description="The web console")
    counter: CounterSettings = Field(default=CounterSettings(), description="The counter")
    feeds: tuple[FeedSettings, ...] = Field(default=(), description="Feeds of comments to poll")

    @model_validator(mode="after")
    def _guarded(self) -> "Settings":
        if self.counter.token is None and not is_loopback(self.counter.host):
            raise ValueError(f"counter.token: is needed when the counter listens on {self.counter.host}")
        if (self.kafka.bootstrap is None) != (self.elasticsearch.url is None):
            raise ValueError(
                "kafka.bootstrap, elasticsearch.url: set both to run distributed, or neither to run embedded"
            )
        return self

    @property
    def distributed(self) -> bool:
        """Whether Kafka and Elasticsearch do the work, rather than this process alone."""
        return self.kafka.bootstrap is not None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  (the hook's signature is given)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins from the file (which comes as init values)."""
        return env_settings, init_settings


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def load() -> Settings:
    """The settings from the environment and the file: the one that STADSGESPREK_CONFIG names, or stadsgesprek.toml.

    Raises SettingsError with all problems at once.
    """
    named = os.environ.get(FILE_VARIABLE)
    file = Path(named) if named else DEFAULT_FILE
    content = _read(file) if named or file.exists() else {}
    problems = [*_secrets_in(content, file), *_unknown_variables()]
    try:
        settings = Settings(**content)
    except ValidationError as error:
        problems += [_problem(tuple(str(part) for part in each["loc"]), each["msg"]) for each in error.errors()]
    except ValueError as error:  # a variable that should hold JSON and does not
        problems.append(str(error))
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def described() -> Iterator[tuple[str, FieldInfo]]:
    """Each setting: its path (`kafka.bootstrap`, `feeds[].url`) and its field."""
    yield from _described(Settings, "")


def _described(model: type[BaseModel], above: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        kind, many = field.annotation, ""
        if field.annotation == tuple[FeedSettings, ...]:
            kind, many = get_args(field.annotation)[0], "[]"
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _described(kind, f"{above}{name}{many}.")
        else:
            yield above + name, field


def secret(value: SecretStr | None) -> str | None:
    """What a secret setting holds."""
    return None if value is None else value.get_secret_value()


def variable(path: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + path.replace(".", "__").upper()


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror}); {FILE_VARIABLE} names it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: is not TOML: {error}") from None


def _is_secret(field: FieldInfo) -> bool:
    return SecretStr in (field.annotation, *get_args(field.annotation))


def _secrets_in(content: Mapping[str, Any], file: Path) -> Iterator[str]:
    for path, field in described():
        section, _, name = path.rpartition(".")
        place = content.get(section, {}) if section else content
        if _is_secret(field) and isinstance(place, Mapping) and name in place:
            yield f"{file}: {path} is a secret; set {variable(path)} in the environment instead"


def _unknown_variables() -> Iterator[str]:
    """A misspelt variable would be ignored in silence by pydantic-settings."""
    known = {variable(path) for path, _ in described() if "[]" not in path}
    known |= {variable(name) for name in Settings.model_fields} | {FILE_VARIABLE, PREFIX + "ENGINES"}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            yield f"{name}: is not a setting; docs/settings.md lists them"


def _problem(location: tuple[str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if not location:
        return message
    path = ".".join(location)
    where = f"; set {variable(path)}" if not any(part.isdigit() for part in location) else ""
    return f"{path}: {message[0].lower()}{message[1:]}{where}"
