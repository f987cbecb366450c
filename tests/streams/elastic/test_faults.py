"""A server that freezes or dies during a write: the writer waits or says so; then everything is there, once."""

from collections.abc import Iterator
from threading import Event as Flag
from threading import Thread

import pytest
from elasticsearch import Elasticsearch

from deploy.engines import ElasticsearchServer
from deploy.engines.elasticsearch import ADMIN
from processors.fold import Event, fold
from schemas.result import Result
from streams.elastic.client import NotNowError, connect
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.setup import ensure
from streams.elastic.writer import ElasticWriter
from streams.ports import StoreError
from streams.query import Query
from tests.contract.data import act, result
from tests.streams.elastic.records import FOLDER, NOW

_PREFIX = "kwetsbaar"


@pytest.fixture
def client(secured: ElasticsearchServer) -> Iterator[Elasticsearch]:
    """An impatient client of a server that may be hurt; without records, and well again afterwards."""
    client = connect(secured.url, username=ADMIN, password=secured.passwords[ADMIN], timeout=2)
    patient = client.options(request_timeout=60)
    ensure(patient, _PREFIX, FOLDER, NOW)
    yield client
    secured.start()
    patient.indices.delete(index=list(patient.indices.get(index=f"{_PREFIX}-20*")))
    client.close()


def check(client: Elasticsearch, said: list[Result], acts: list[Event]) -> None:
    """Every record is there, once, with all that was done."""
    patient = client.options(request_timeout=60)
    patient.indices.refresh(index=_PREFIX)
    reader = ElasticReader(patient, _PREFIX)
    page = reader.search(Query(), size=5000)
    assert page.total == len(said)
    expected = {
        each.message.id: fold(
            None, [each, *(one for one in acts if not isinstance(one, Result) and one.message == each.message.id)]
        )
        for each in said
    }
    assert {each.id: each for each in page.records} == expected


def test_a_frozen_server_is_told_of_and_the_same_write_does_later(
    secured: ElasticsearchServer, client: Elasticsearch
) -> None:
    said = [result(minute=number) for number in range(20)]
    acts: list[Event] = [act(each, reply="Ja!") for each in said[:10]]
    writer = ElasticWriter(Indices(client, _PREFIX), patience=1)
    writer.write(said[:5])
    secured.pause()
    try:
        with pytest.raises(NotNowError, match="does not answer in time") as raised:
            writer.write([*said, *acts])
        with pytest.raises(StoreError):
            ElasticReader(client, _PREFIX).search(Query())
    finally:
        secured.resume()
    assert secured.url in str(raised.value)
    # The write that was given up may be under way still: the one that follows must stand it.
    ElasticWriter(Indices(client, _PREFIX)).write([*said, *acts])
    check(client, said, acts)


def test_a_server_that_is_killed_in_the_middle_loses_and_doubles_nothing(
    secured: ElasticsearchServer, client: Elasticsearch
) -> None:
    said = [result(minute=number) for number in range(400)]
    acts: list[Event] = [act(each, reply="Ja!") for each in said[::3]]
    begun, failures = Flag(), list[BaseException]()

    def work() -> None:
        writer = ElasticWriter(Indices(client, _PREFIX), patience=200)
        try:
            for start in range(0, len(said), 20):
                writer.write(said[start : start + 20])
                begun.set()
            writer.write(acts)
        except BaseException as error:
            failures.append(error)
            raise

    thread = Thread(target=work)
    thread.start()
    assert begun.wait(60)
    secured.kill()
    secured.start()
    thread.join(230)
    assert not thread.is_alive()
    assert failures == []
    check(client, said, acts)
