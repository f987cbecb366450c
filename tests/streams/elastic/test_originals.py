"""What messages said that are masked: in indices of their own, which a reader of records does not see."""

from collections.abc import Callable

import pytest
from elasticsearch import AuthorizationException, Elasticsearch

from processors.mask import original
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.reindex import rebuild
from streams.elastic.setup import ensure
from streams.elastic.writer import ElasticWriter
from streams.ports import StoreError
from tests.contract.data import deleted, result
from tests.streams.elastic.records import FOLDER, NOW, AsUser, OpenRecords, Records

_SAID = result("Bel mij op 0475 12 34 56", native_id="said")
_APRIL = result("Bel mij op 0485 12 34 56", native_id="april", at=NOW.replace(month=4))
_INDEX = "stadsgesprek-personal-2026-03"


def test_a_month_of_originals_has_aliases_of_its_own_and_is_made_at_first_need(records: Records) -> None:
    records.write([_SAID, _APRIL])
    found = records.client.indices.get(index=records.indices.originals.all)
    assert set(found) == {_INDEX, "stadsgesprek-personal-2026-04"}
    for name, each in found.items():
        assert each["aliases"] == {"stadsgesprek-personal": {}, f"{name}-write": {"is_write_index": True}}
        assert each["mappings"]["dynamic"] == "strict"
    assert not set(records.client.indices.get(index="stadsgesprek")) & set(found)
    assert set(records.originals([_SAID.message.id, _APRIL.message.id])) == {_SAID.message.id, _APRIL.message.id}


def test_the_records_hold_nothing_of_it_in_any_form(records: Records) -> None:
    records.write([_SAID])
    for index in (records.indices.all, "stadsgesprek"):
        for words in ("0475", "56"):
            answer = records.client.search(index=index, query={"query_string": {"query": words}})
            assert answer["hits"]["total"]["value"] == 0
    assert "0475" not in str(records.client.search(index=records.indices.all).body)


def test_nothing_is_searched_among_the_originals(records: Records) -> None:
    records.write([_SAID])
    answer = records.client.search(index="stadsgesprek-personal", query={"query_string": {"query": "0475*"}})
    assert answer["hits"]["total"]["value"] == 0


def test_a_rebuild_brings_back_what_was_lost_and_leaves_nothing_of_what_was_taken_back(records: Records) -> None:
    records.write([_SAID, _APRIL])
    records.client.indices.delete(index=_INDEX)
    rebuild(records.client, "stadsgesprek", [_SAID, _APRIL, deleted(_APRIL)], lambda: [])
    records.client.indices.refresh(index=records.indices.originals.all)
    assert records.originals([_SAID.message.id, _APRIL.message.id]) == {_SAID.message.id: original(_SAID)}


def test_before_set_up_of_this_version_nothing_is_written_and_the_error_says_what_to_do(
    open_records: OpenRecords,
) -> None:
    records = open_records()
    records.client.indices.delete(index=_INDEX)
    records.client.indices.delete_index_template(name="stadsgesprek-personal")
    with pytest.raises(StoreError, match="setup"):
        records.write([_SAID])
    assert records.get(_SAID.message.id) is None
    with pytest.raises(StoreError, match="setup"):
        records.originals([_SAID.message.id])
    assert not records.client.indices.exists(index="stadsgesprek-personal*", allow_no_indices=False)
    ensure(records.client, "stadsgesprek", FOLDER, NOW)


@pytest.fixture
def ready(as_user: AsUser) -> AsUser:
    """Set up by the admin, with a masked record by the writer, and one of another month that was taken back."""
    ensure(as_user("admin"), "stadsgesprek", FOLDER, NOW)
    writer = ElasticWriter(Indices(as_user("writer"), "stadsgesprek"))
    writer.write([_SAID, _APRIL])
    writer.write([deleted(_APRIL)])
    as_user("admin").indices.refresh(index="stadsgesprek-personal")
    return as_user


def reader(client: Elasticsearch) -> ElasticReader:
    """A reader of the default prefix."""
    return ElasticReader(client, "stadsgesprek")


def test_who_has_the_role_reads_them(ready: AsUser) -> None:
    found = reader(ready("personal")).originals([_SAID.message.id, _APRIL.message.id])
    assert found == {_SAID.message.id: original(_SAID)}


@pytest.mark.parametrize("role", ["reader", "writer"])
def test_who_has_it_not_is_told_which_role_is_missing(ready: AsUser, role: str) -> None:
    if role == "writer":
        with pytest.raises(AuthorizationException):
            ready(role).search(index=_INDEX)
        with pytest.raises(AuthorizationException):
            ready(role).get(index=_INDEX, id=str(_SAID.message.id))
    with pytest.raises(StoreError, match="stadsgesprek_personal") as raised:
        reader(ready(role)).originals([_SAID.message.id])
    assert "0475" not in str(raised.value)


@pytest.mark.parametrize("where", [_INDEX, "stadsgesprek-personal-*", "*", "stadsgesprek*"])
def test_the_reader_gets_at_them_by_no_other_name(ready: AsUser, where: str) -> None:
    try:
        answer = ready("reader").search(index=where, size=100)
    except AuthorizationException:
        return
    assert "0475" not in str(answer.body)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda client: client.delete(index=_INDEX, id=str(_SAID.message.id)),
        lambda client: client.indices.delete(index=_INDEX),
        lambda client: client.search(index="stadsgesprek"),
    ],
)
def test_the_role_alone_gives_no_right_to_more(ready: AsUser, attempt: Callable[[Elasticsearch], object]) -> None:
    with pytest.raises(AuthorizationException):
        attempt(ready("personal"))


def test_the_admin_rebuilds_them_too(ready: AsUser) -> None:
    admin = ready("admin")
    admin.indices.delete(index=_INDEX)
    rebuild(admin, "stadsgesprek", [_SAID], lambda: [])
    admin.indices.refresh(index="stadsgesprek-personal")
    assert reader(ready("personal")).originals([_SAID.message.id]) == {_SAID.message.id: original(_SAID)}
