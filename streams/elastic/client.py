"""The connection to Elasticsearch, and its errors in words: which server, what is wrong, what to do.

No error here carries a secret, or a word of what was sent: the server quotes documents in some of its reasons.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from elastic_transport.client_utils import DEFAULT
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    ConnectionTimeout,
    Elasticsearch,
    OrjsonSerializer,
    SSLError,
    TransportError,
)
from elasticsearch import ConnectionError as Unreachable

from streams.ports import StoreError

SETUP: Final = "run `stadsgesprek setup`"
ROLES: Final = "deploy/elasticsearch/roles.yml has the roles that are needed"

_GRANTED = re.compile(r"granted by the (cluster|index) privileges \[([^]]+)\]")
_INDICES = re.compile(r" on (?:restricted )?indices \[([^]]+)\]")
_ACTION = re.compile(r"action \[([\w:/\[\]*]+)\]")


class NotNowError(StoreError):
    """The server does not answer, or asks to come back later: the same request may do in a moment."""


def connect(
    url: str,
    *,
    username: str | None = None,
    password: str | None = None,
    api_key: str | None = None,
    ca_file: Path | None = None,
    timeout: float = 10.0,
) -> Elasticsearch:
    """A client for the server at `url` (`https://host:9200`); nothing is asked yet. `timeout` is of one request, in s.

    The certificate of an https server is always checked: against `ca_file` (PEM), or the system's authorities. Raises
    StoreError for an address or a file that cannot be used.
    """
    if ca_file is not None and not ca_file.is_file():
        raise StoreError(f"Elasticsearch: the certificate authority {ca_file} is not a file that can be read")
    try:
        return Elasticsearch(
            url,
            basic_auth=(username, password or "") if username and not api_key else None,
            api_key=api_key,
            ca_certs=str(ca_file) if ca_file else DEFAULT,
            request_timeout=timeout,
            max_retries=0,  # the writer retries by itself, the rest is asked again by people
            serializer=OrjsonSerializer(),
        )
    except ValueError:  # its text may quote the address, which may hold a password
        raise StoreError("Elasticsearch: the address must be like https://host:9200, with its port") from None


def host(client: Elasticsearch) -> str:
    """The server's address without user or password."""
    return next(iter(client.transport.node_pool.all())).base_url


@contextmanager
def store_errors(client: Elasticsearch) -> Iterator[None]:
    """Turns the client's errors into StoreError: NotNowError for those that may pass by themselves."""
    try:
        yield
    except (ApiError, TransportError) as error:
        # Without its cause, whose text may quote documents.
        raise _translated(f"Elasticsearch at {host(client)}", error) from None


def error_type(error: ApiError) -> str:
    """The server's name for what went wrong, for instance `index_not_found_exception`."""
    found = error.body.get("error") if isinstance(error.body, dict) else None
    return str(found.get("type", "")) if isinstance(found, dict) else ""


def missing_privilege(reason: str) -> str | None:
    """Which privilege a security error's reason asks for, in words."""
    granted, action, indices = _GRANTED.search(reason), _ACTION.search(reason), _INDICES.search(reason)
    if granted is None or action is None:
        return None
    level, privileges = granted.groups()
    where = f" on {indices[1]}" if indices else ""
    return f"the {level} privilege {privileges.split(',')[0]}{where} (for {action[1]})"


def _translated(where: str, error: ApiError | TransportError) -> StoreError:
    return _refused(where, error) if isinstance(error, ApiError) else _silent(where, error)


def _refused(where: str, error: ApiError) -> StoreError:
    kind = f"{error.meta.status} {error_type(error)}".strip()
    if isinstance(error, AuthenticationException):
        return StoreError(f"{where} refuses the user or the key (401): check elasticsearch.username and its secret")
    if isinstance(error, AuthorizationException):
        missing = missing_privilege(_reason(error)) or f"a right ({kind})"
        return StoreError(f"{where}: the user lacks {missing}; {ROLES}")
    if kind == "404 index_not_found_exception":
        return StoreError(f"{where} has no index of records: {SETUP}")
    if error.meta.status == 429 or error.meta.status >= 500:
        return NotNowError(f"{where} is overloaded or not ready ({kind}): try again, look at its log")
    return StoreError(f"{where} refuses the request ({kind})")


def _silent(where: str, error: TransportError) -> StoreError:
    if isinstance(error, ConnectionTimeout):
        return NotNowError(f"{where} does not answer in time: look whether it is overloaded or hangs")
    if isinstance(error, SSLError):
        return StoreError(f"{where}: its certificate does not hold: check elasticsearch.ca_file and the address")
    if isinstance(error, Unreachable):
        return NotNowError(f"{where} cannot be reached: check that it runs and that the address is right")
    return StoreError(f"{where} gives an answer that cannot be read: check that the address is Elasticsearch's")


def _reason(error: ApiError) -> str:
    found = error.body.get("error") if isinstance(error.body, dict) else None
    return str(found.get("reason", "")) if isinstance(found, dict) else ""
