"""With the roles that ship, each part can do its work and nothing else."""

from collections.abc import Callable

import pytest
from elasticsearch import AuthorizationException, Elasticsearch

from deploy.engines import ElasticsearchServer
from processors.fold import fold
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.reindex import rebuild
from streams.elastic.setup import ensure
from streams.elastic.writer import ElasticWriter
from streams.ports import StoreError
from streams.query import Query
from tests.contract.data import POOL, act, result
from tests.streams.elastic.records import FOLDER, NOW, AsUser

_PREFIX = "stadsgesprek"


@pytest.fixture
def ready(as_user: AsUser, secured: ElasticsearchServer) -> AsUser:
    """Set up by the admin, with one record by the writer and an index that is somebody else's."""
    ensure(as_user("admin"), _PREFIX, FOLDER, NOW)
    ElasticWriter(Indices(as_user("writer"), _PREFIX)).write([POOL])
    secured.request("PUT", "/loon/_doc/1?refresh=true", {"naam": "iemand"})
    return as_user


def test_the_writer_makes_months_and_records_and_the_reader_sees_them(ready: AsUser) -> None:
    late = result(at=NOW.replace(year=2024))
    ElasticWriter(Indices(ready("writer"), _PREFIX)).write([late, act(POOL, reply="Ja!"), act(late, reply="Ja!")])
    ready("admin").indices.refresh(index=f"{_PREFIX}-20*")
    reader = ElasticReader(ready("reader"), _PREFIX)
    assert reader.search(Query()).total == 2
    assert {each.id for each in reader.decided(Query())} == {late.message.id, POOL.message.id}
    found = reader.get(late.message.id)
    assert found is not None
    assert found.feedback


@pytest.mark.parametrize(
    "attempt",
    [
        lambda client: client.indices.delete(index="stadsgesprek-2026-03"),
        lambda client: client.indices.update_aliases(actions=[{"remove_index": {"index": "stadsgesprek-2026-03"}}]),
        lambda client: client.delete(index="stadsgesprek-2026-03", id=str(POOL.message.id)),
        lambda client: client.indices.put_mapping(index="stadsgesprek-2026-03", properties={"x": {"type": "long"}}),
        lambda client: client.indices.put_index_template(name="x", index_patterns=["x"]),
        lambda client: client.search(index="loon"),
        lambda client: client.index(index="loon", document={"naam": "x"}),
        lambda client: client.indices.create(index="ander"),
    ],
)
@pytest.mark.parametrize("role", ["writer", "reader"])
def test_neither_deletes_nor_touches_what_is_not_theirs(
    ready: AsUser, role: str, attempt: Callable[[Elasticsearch], object]
) -> None:
    with pytest.raises(AuthorizationException):
        attempt(ready(role))


def test_the_reader_cannot_write_and_the_error_names_what_it_lacks(ready: AsUser) -> None:
    with pytest.raises(StoreError) as raised:
        ElasticWriter(Indices(ready("reader"), _PREFIX), patience=1).write([act(POOL, reply="Ja!"), result()])
    assert "privilege" in str(raised.value)
    assert "stadsgesprek-2026-03-write" in str(raised.value)
    assert "roles.yml" in str(raised.value)


def test_set_up_by_somebody_else_names_the_privilege_that_it_needs(ready: AsUser) -> None:
    with pytest.raises(StoreError, match="the cluster privilege manage"):
        ensure(ready("writer"), _PREFIX, FOLDER, NOW)


def test_the_admin_rebuilds(ready: AsUser) -> None:
    ElasticWriter(Indices(ready("writer"), _PREFIX)).write([result(at=NOW.replace(year=2024))])
    assert rebuild(ready("admin"), _PREFIX, [POOL], lambda: []) == ["2024-03: kept", "2026-03: rebuilt"]
    reader = ElasticReader(ready("reader"), _PREFIX)
    assert reader.get(POOL.message.id) == fold(None, [POOL])


def test_the_admin_too_touches_nothing_else(ready: AsUser) -> None:
    with pytest.raises(AuthorizationException):
        ready("admin").indices.delete(index="loon")
