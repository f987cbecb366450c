"""Set-up can be run as often as one likes, and tells what it did."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from deploy.engines import ElasticsearchServer
from processors.fold import fold
from streams.elastic.client import connect
from streams.elastic.documents import document
from streams.elastic.fields import add_missing_fields, missing_fields
from streams.elastic.reindex import rebuild
from streams.elastic.setup import ensure, fields, load, with_dutch
from streams.ports import StoreError
from streams.query import Facet, Query
from tests.contract.data import act, result
from tests.streams.elastic.records import FOLDER, NOW, OpenRecords, Records

_NAMES = ("settings", "mappings", "months", "rebuilt", "personal")


@pytest.fixture
def empty(clean_elasticsearch: ElasticsearchServer) -> ElasticsearchServer:
    """The shared server without any template."""
    return clean_elasticsearch


def test_it_makes_what_is_missing_and_finds_it_in_order_the_next_time(empty: ElasticsearchServer) -> None:
    client = connect(empty.url)
    first, second = ensure(client, "stad", FOLDER, NOW), ensure(client, "stad", FOLDER, NOW)
    for name in _NAMES:
        [line] = [each for each in first if f"stad-{name}:" in each]
        assert line.endswith(": made")
        assert line.replace(": made", ": in order") in second
    assert "index stad-2026-03: made" in first
    assert "index stad-2026-03: in order" in second
    assert [each for each in first if each.startswith("search: WARNING")]  # this server cannot stem Dutch
    assert [each for each in first if each.startswith("roles: WARNING")]  # nor keep roles
    client.close()


def test_it_puts_right_what_was_changed_and_names_months_with_another_mapping(empty: ElasticsearchServer) -> None:
    client = connect(empty.url)
    ensure(client, "stad", FOLDER, NOW)
    body = load(FOLDER, "mappings.component.json", "stad")
    body["template"]["mappings"]["properties"]["current"]["properties"]["human"] = {"type": "keyword"}
    empty.request("PUT", "/_component_template/stad-mappings", {"template": body["template"]})
    empty.request("PUT", "/stad-2025-12")

    lines = ensure(client, "stad", FOLDER, NOW)
    assert "component template stad-mappings: changed" in lines
    [warning] = [each for each in lines if each.startswith("mapping: WARNING")]
    assert "stad-2025-12" in warning
    assert "2026-03" not in warning
    assert "stadsgesprek reindex" in warning
    client.close()


def test_two_cities_on_one_server_keep_apart(empty: ElasticsearchServer) -> None:
    with Records.on_empty(empty.url, "antwerpen") as one, Records.on_empty(empty.url, "gent") as other:
        said = result()
        one().write([said])
        assert one().search(Query()).total == 1
        assert other().search(Query()).total == 0


def test_each_month_is_one_shard_with_both_aliases(records: Records) -> None:
    ensure(records.client, "stadsgesprek", FOLDER, datetime(2026, 4, 1, tzinfo=UTC))
    found = records.client.indices.get(index=records.indices.all)
    assert set(found) == {"stadsgesprek-2026-03", "stadsgesprek-2026-04"}
    for name, each in found.items():
        assert each["aliases"] == {"stadsgesprek": {}, f"{name}-write": {"is_write_index": True}}
        assert each["settings"]["index"]["number_of_shards"] == "1"


def test_where_words_are_stemmed_the_stems_are_found_too(open_records: OpenRecords) -> None:
    # Which analyzer it is makes no difference here: this server has none for Dutch. `simple` has no digits in words.
    records = open_records()
    body = with_dutch(load(FOLDER, "mappings.component.json", "stadsgesprek"), analyzer="simple")
    records.client.cluster.put_component_template(name="stadsgesprek-mappings", template=body["template"])
    said = result("bus 12a rijdt niet", at=datetime(2026, 5, 5, tzinfo=UTC))
    records.write([said, result("bus 12a rijdt", at=datetime(2026, 5, 5, tzinfo=UTC))])
    assert [each.id for each in records.search(Query(text="bus 34a NIET")).records] == [said.message.id]
    assert records.search(Query(text="tram 12a")).total == 0
    ensure(records.client, "stadsgesprek", FOLDER, NOW)


def test_a_month_of_an_older_version_gets_the_new_fields_and_takes_records(open_records: OpenRecords) -> None:
    records = open_records()
    older = load(FOLDER, "mappings.component.json", "stadsgesprek")
    properties = older["template"]["mappings"]["properties"]
    del properties["features"], properties["current"]["properties"]["way"]
    older["template"]["mappings"]["_source"] = {"excludes": ["words"]}
    records.client.cluster.put_component_template(name="stadsgesprek-mappings", template=older["template"])
    records.client.indices.create(index="stadsgesprek-2025-12")
    december = datetime(2025, 12, 24, tzinfo=UTC)
    said = result(at=december, features={"words": 4})
    early = result(at=december - timedelta(days=1), features={"words": 3})
    older_document = orjson.loads(document(fold(None, [early])))
    del older_document["features"], older_document["current"]["way"]
    records.client.index(
        index="stadsgesprek-2025-12", id=str(early.message.id), document=older_document, refresh=True, op_type="create"
    )
    with pytest.raises(StoreError, match="setup"):
        records.write([said])

    lines = ensure(records.client, "stadsgesprek", FOLDER, NOW)
    [added] = [each for each in lines if each.startswith("mapping: added")]
    assert "added features, current.way to stadsgesprek-2025-12;" in added
    assert "stadsgesprek reindex" in added
    [warning] = [each for each in lines if each.startswith("mapping: WARNING")]  # what it keeps of a record differs
    assert "2025-12" in warning
    assert not [each for each in ensure(records.client, "stadsgesprek", FOLDER, NOW) if "added" in each]

    records.write([said])
    records.write([act(said, reply="Ja!")])
    assert [(each.value, each.count) for each in records.count(Query(), Facet.way)] == [("vraag", 1)]
    assert [record.result for record in records.search(Query()).records] == [said, early]
    assert [decided.features for decided in records.decided(Query())] == [{"words": 4}, None]

    assert "2025-12: rebuilt" in rebuild(records.client, "stadsgesprek", [early, said], lambda: [])
    assert [decided.features for decided in records.decided(Query())] == [{"words": 4}, {"words": 3}]
    assert [(each.value, each.count) for each in records.count(Query(), Facet.way)] == [("vraag", 2)]
    assert not [each for each in ensure(records.client, "stadsgesprek", FOLDER, NOW) if each.startswith("mapping:")]


def test_what_a_month_lacks_is_named_and_only_that_is_added(open_records: OpenRecords) -> None:
    client = open_records().client
    wanted = fields(FOLDER, "stadsgesprek")
    assert missing_fields(client, "stadsgesprek", wanted) == {}
    more = {
        **wanted,
        "current": {"properties": {**wanted["current"]["properties"], "nieuw": {"type": "keyword"}}},
        "apart": {"properties": {"een": {"type": "long"}, "twee": {"type": "long"}}},
        "id": {"type": "keyword", "ignore_above": 10},  # there already, so it stays as it is
    }
    before = client.indices.get_mapping(index="stadsgesprek-2026-03")["stadsgesprek-2026-03"]["mappings"]
    [line] = add_missing_fields(client, "stadsgesprek-20*", more)
    assert "added current.nieuw, apart.een, apart.twee to stadsgesprek-2026-03" in line
    after = client.indices.get_mapping(index="stadsgesprek-2026-03")["stadsgesprek-2026-03"]["mappings"]
    assert after["properties"].pop("apart") == more["apart"]
    assert after["properties"]["current"]["properties"].pop("nieuw") == {"type": "keyword"}
    assert after == before
