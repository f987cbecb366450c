"""`doctor` says when an index is older than the product, before the worker stumbles over it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.engines import ElasticsearchServer, KafkaServer
from stadsgesprek.doctor import Finding, findings
from stadsgesprek.settings import ElasticsearchSettings, KafkaSettings, Settings
from streams.elastic.setup import ensure, load
from tests.streams.elastic.records import FOLDER, Records

_PREFIX = "ouder"


@pytest.fixture
def settings(kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path) -> Settings:
    """An installation on the shared servers, with indices of its own."""
    return Settings(
        data=tmp_path,
        kafka=KafkaSettings(bootstrap=kafka.bootstrap),
        elasticsearch=ElasticsearchSettings(url=elasticsearch.url, prefix=_PREFIX),
    )


def about_the_index(settings: Settings) -> Finding:
    """What it found there."""
    [found] = [each for each in findings(settings) if each.what.startswith("Elasticsearch")]
    return found


def test_an_index_without_a_field_is_named_until_set_up_has_added_it(settings: Settings) -> None:
    with Records.on_empty(settings.elasticsearch.url or "", _PREFIX) as opened:
        assert about_the_index(settings).wrong is None

        client = opened().client
        older = load(FOLDER, "mappings.component.json", _PREFIX)
        del older["template"]["mappings"]["properties"]["current"]["properties"]["way"]
        client.cluster.put_component_template(name=f"{_PREFIX}-mappings", template=older["template"])
        client.indices.create(index=f"{_PREFIX}-2025-12")
        wrong = about_the_index(settings).wrong or ""
        assert f"{_PREFIX}-2025-12 does not have current.way yet" in wrong
        assert "stadsgesprek setup" in wrong

        ensure(client, _PREFIX, FOLDER, datetime.now(UTC))
        assert about_the_index(settings).wrong is None
        client.indices.delete(index=list(client.indices.get(index=f"{_PREFIX}-20*")))
