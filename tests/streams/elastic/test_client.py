"""What is wrong is said with the server and what to do, and never with a secret."""

from pathlib import Path

import pytest

from deploy.engines import ElasticsearchServer
from streams.elastic.client import connect
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.writer import ElasticWriter
from streams.ports import StoreError
from streams.query import Query
from tests.contract.data import POOL
from tests.streams.elastic.records import NOWHERE

_SECRET = "zwembad-in-de-zomer"
# A prefix of its own: the server is shared with tests that do set it up.
_NEVER_SET_UP = "nooit"


def complaint(url: str, **account: str) -> str:
    """What a reader says who asks there."""
    client = connect(url, **account)  # type: ignore[arg-type]
    with pytest.raises(StoreError) as raised:
        ElasticReader(client, _NEVER_SET_UP).search(Query())
    client.close()
    assert raised.value.__cause__ is None
    assert _SECRET not in str(raised.value)
    return str(raised.value)


def test_a_wrong_password_is_told_without_it(secured: ElasticsearchServer) -> None:
    said = complaint(secured.url, username="tester_reader", password=_SECRET)
    assert secured.url in said
    assert "elasticsearch.username" in said


def test_a_wrong_key_is_told_without_it(secured: ElasticsearchServer) -> None:
    assert "401" in complaint(secured.url, api_key=_SECRET)


def test_an_unreachable_server_is_named_without_the_password_of_its_address() -> None:
    said = complaint(NOWHERE.replace("//", f"//elastic:{_SECRET}@"))
    assert said == (
        "Elasticsearch at http://127.0.0.1:1 cannot be reached: check that it runs and that the address is right"
    )


def test_a_server_that_speaks_no_tls_is_told(secured: ElasticsearchServer) -> None:
    assert "certificate" in complaint(secured.url.replace("http:", "https:"))


def test_before_set_up_reader_and_writer_say_to_run_it(elasticsearch: ElasticsearchServer) -> None:
    assert "run `stadsgesprek setup`" in complaint(elasticsearch.url)
    client = connect(elasticsearch.url)
    with pytest.raises(StoreError, match="run `stadsgesprek setup`"):
        ElasticWriter(Indices(client, _NEVER_SET_UP), patience=1).write([POOL])
    assert elasticsearch.request("GET", f"/{_NEVER_SET_UP}-20*")[1] == {}  # and no index came of it
    client.close()


@pytest.mark.parametrize(
    "address", ["elasticsearch", f"elastic:{_SECRET}@host", f"https://elastic:{_SECRET}@host:x", "https://"]
)
def test_an_address_that_is_none_is_told_without_its_password(address: str) -> None:
    with pytest.raises(StoreError, match="https://host:9200") as raised:
        connect(address)
    assert _SECRET not in str(raised.value)


def test_a_certificate_authority_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nergens\.pem"):
        connect("https://localhost:9200", ca_file=tmp_path / "nergens.pem")
