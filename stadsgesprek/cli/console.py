"""`stadsgesprek console`: the web console by itself."""

from contextlib import ExitStack
from datetime import UTC, datetime

import typer

from stadsgesprek.cli.logs import log_to_stderr
from stadsgesprek.console.app import console_app
from stadsgesprek.console.rules_desk import RulesDesk
from stadsgesprek.draft import DRAFT, Draft
from stadsgesprek.serving import WebServer
from stadsgesprek.settings import load
from stadsgesprek.wiring import in_force, load_pack, publisher, reader, rules_log


def console() -> None:
    """Serve the web console beside the workers on Kafka and Elasticsearch.

    It has no login of its own: leave it on the loopback address, or put it behind the city's own sign-in.
    """
    settings = load()
    log_to_stderr()
    first = load_pack(settings)

    def now() -> datetime:
        return datetime.now(UTC).astimezone(first.city.timezone)

    with ExitStack() as stack:
        server = WebServer(settings.console.host, settings.console.port)
        stack.callback(server.close)
        rules = in_force(settings, stack.enter_context(rules_log(settings)), first)
        app = console_app(
            reader=stack.enter_context(reader(settings)),
            city=lambda: rules.city(now()),
            clock=now,
            publisher=stack.enter_context(publisher(settings, "console")),
            rules=RulesDesk(rules, Draft(settings.data / DRAFT)),
            personal=settings.console.personal,
        )
        typer.echo(f"{server.address}  (Ctrl-C stops)", err=True)
        server.serve(app)
