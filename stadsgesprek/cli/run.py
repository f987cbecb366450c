"""`stadsgesprek run`: the whole product in one process."""

from contextlib import ExitStack
from datetime import UTC, datetime
from threading import Event

import httpx
import typer

from stadsgesprek.background import working
from stadsgesprek.cli.listen import feed_polls
from stadsgesprek.cli.logs import log_to_stderr
from stadsgesprek.console.app import console_app
from stadsgesprek.serving import WebServer, with_counter
from stadsgesprek.settings import SettingsError, load
from stadsgesprek.wiring import embedded, load_city, pseudonym_key, secret
from streams.embedded.pipeline import EmbeddedPipeline
from streams.listeners.counter import counter_app


def run() -> None:
    """Run everything in this process, on SQLite: listeners, the pipeline, the console (with the counter below /loket).

    For a small town, a demonstration, a laptop. Data is kept in the folder of the setting `data`.
    """
    settings = load()
    if settings.distributed:
        raise SettingsError(
            "kafka.bootstrap: is set, but `run` works without Kafka; unset it, or use `work` and `listen`"
        )
    log_to_stderr()
    city, key = load_city(settings), pseudonym_key(settings)
    stop = Event()

    def now() -> datetime:
        return datetime.now(UTC).astimezone(city.timezone)

    with ExitStack() as stack:
        server = WebServer(settings.console.host, settings.console.port)
        stack.callback(server.close)
        parts = stack.enter_context(embedded(settings.data))
        client = stack.enter_context(httpx.Client())
        pipeline = EmbeddedPipeline(parts.database, city, now, inbox=parts.inbox)
        works = [lambda: pipeline.run(stop), *feed_polls(settings, parts.publisher, client, stop)]

        def end() -> None:
            stop.set()
            parts.inbox.notify()
            server.stop()

        counter = counter_app(
            parts.publisher,
            city=city.name,
            desks=settings.counter.desks,
            token=secret(settings.counter.token),
            pseudonym_key=key,
        )
        console = console_app(reader=parts.records, city=city, clock=now, publisher=parts.publisher)
        typer.echo(f"{server.address}  (Ctrl-C stops)", err=True)
        with working(works, stop=end):
            server.serve(with_counter(console, counter))
