"""Set-up can be run as often as one likes, and tells what it did."""

from datetime import UTC, datetime

import pytest

from deploy.engines import ElasticsearchServer
from streams.elastic.client import connect
from streams.elastic.setup import ensure, load, with_dutch
from streams.query import Query
from tests.contract.data import result
from tests.streams.elastic.records import FOLDER, NOW, OpenRecords, Records

_NAMES = ("settings", "mappings", "months", "rebuilt")


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
    del body["template"]["mappings"]["properties"]["current"]["properties"]["human"]
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
