"""`stadsgesprek console`: the web console by itself."""

from datetime import UTC, datetime

import typer

from stadsgesprek.cli.logs import log_to_stderr
from stadsgesprek.console.app import console_app
from stadsgesprek.serving import WebServer
from stadsgesprek.settings import load
from stadsgesprek.wiring import load_city, publisher, reader


def console() -> None:
    """Serve the web console beside the workers on Kafka and Elasticsearch.

    It has no login of its own: leave it on the loopback address, or put it behind the city's own sign-in.
    """
    settings = load()
    log_to_stderr()
    city = load_city(settings)
    server = WebServer(settings.console.host, settings.console.port)
    with reader(settings) as records, publisher(settings, "console") as through:
        app = console_app(
            reader=records, city=city, clock=lambda: datetime.now(UTC).astimezone(city.timezone), publisher=through
        )
        typer.echo(f"{server.address}  (Ctrl-C stops)", err=True)
        server.serve(app)
    server.close()
