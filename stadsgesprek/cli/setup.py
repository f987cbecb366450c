"""`stadsgesprek setup`: topics, index templates, aliases and roles."""

from datetime import UTC, datetime
from importlib.resources import files

import typer

from schemas.topics import catalogue
from stadsgesprek.engines import connection, elastic_client
from stadsgesprek.settings import load
from stadsgesprek.wiring import load_city
from streams.elastic.setup import ensure
from streams.kafka.topics import ensure_topics


def setup() -> None:
    """Make Kafka and Elasticsearch ready: topics, index templates, aliases, roles. Says what it did; safe to repeat.

    Needs rights that the workers need not have: to create topics, and those of the role stadsgesprek_admin.
    """
    settings = load()
    city = load_city(settings)
    done = ensure_topics(connection(settings), catalogue(city.departments), replication=settings.kafka.replication)
    for line in done or ["topics: in order"]:
        typer.echo(line)
    client = elastic_client(settings)
    try:
        folder = files("deploy.elasticsearch")
        for line in ensure(client, settings.elasticsearch.prefix, folder, datetime.now(UTC)):
            typer.echo(line)
    finally:
        client.close()
