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
from stadsgesprek.console.rules_desk import RulesDesk
from stadsgesprek.draft import DRAFT, Draft
from stadsgesprek.folder import FolderWatch
from stadsgesprek.serving import WebServer, with_counter
from stadsgesprek.settings import SettingsError, load, secret
from stadsgesprek.wiring import embedded, in_force, load_pack, own_folder, pseudonym_key
from streams.embedded.pipeline import EmbeddedPipeline
from streams.listeners.counter import counter_app


def run() -> None:
    """Run everything in this process, on SQLite: listeners, the pipeline, the console (with the counter below /loket).

    For a small town, a demonstration, a laptop. Data is kept in the folder of the setting `data`. Where the setting
    `city` is a folder, what is changed there is checked and decides within a second; `rules put` does so with any pack.
    """
    settings = load()
    if settings.distributed:
        raise SettingsError(
            "kafka.bootstrap: is set, but `run` works without Kafka; unset it, or use `work` and `listen`"
        )
    log_to_stderr()
    first, key = load_pack(settings), pseudonym_key(settings)
    stop = Event()

    def now() -> datetime:
        return datetime.now(UTC).astimezone(first.city.timezone)

    with ExitStack() as stack:
        server = WebServer(settings.console.host, settings.console.port)
        stack.callback(server.close)
        parts = stack.enter_context(embedded(settings.data))
        client = stack.enter_context(httpx.Client())
        rules = in_force(settings, parts.rules, first)
        pipeline = EmbeddedPipeline(parts.database, rules.city, now, inbox=parts.inbox)
        works = [lambda: pipeline.run(stop), *feed_polls(settings, parts.publisher, client, stop)]
        folder = own_folder(settings)
        if folder is not None:
            watch = FolderWatch(folder, rules, now)
            watch.put()
            works.append(lambda: watch.run(stop))

        def end() -> None:
            stop.set()
            parts.inbox.notify()
            server.stop()

        counter = counter_app(
            parts.publisher,
            city=first.city.name,
            desks=settings.counter.desks,
            token=secret(settings.counter.token),
            pseudonym_key=key,
        )
        console = console_app(
            reader=parts.records,
            city=lambda: rules.city(now()),
            clock=now,
            publisher=parts.publisher,
            rules=RulesDesk(rules, Draft(settings.data / DRAFT)),
            personal=settings.console.personal,
        )
        typer.echo(f"{server.address}  (Ctrl-C stops)", err=True)
        with working(works, stop=end):
            server.serve(with_counter(console, counter))
