"""`stadsgesprek reindex`: the index is a view, and this makes it anew from the topics."""

from datetime import UTC, datetime

import typer

from schemas.topics import DECISIONS
from stadsgesprek.cli.logs import log_to_stderr
from stadsgesprek.engines import connection, elastic_client
from stadsgesprek.settings import load
from streams.elastic.reindex import rebuild
from streams.kafka.events import EventLog


def reindex() -> None:
    """Rebuild the Elasticsearch index from the topics `decisions` and `feedback`, while the workers go on.

    The new indices take the place of the old ones at once, when they are complete. Months that began before the topics'
    retention are kept as they are, and completed.
    """
    settings = load()
    log_to_stderr()
    client = elastic_client(settings)
    record = EventLog(connection(settings))
    now = datetime.now(UTC)
    try:
        for line in rebuild(
            client,
            settings.elasticsearch.prefix,
            record.read(now),
            lambda: record.read(datetime.now(UTC)),
            complete_since=now - DECISIONS.retention,
        ):
            typer.echo(line)
    finally:
        record.close()
        client.close()
    if record.unreadable:
        typer.echo(
            f"{record.unreadable} events could not be read and are not in the index; see the log above", err=True
        )
