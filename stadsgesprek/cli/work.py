"""`stadsgesprek work`: the stream processors on Kafka, each its own process; start as many as there is work for."""

import typer

from stadsgesprek.cli.logs import log_to_stderr
from stadsgesprek.engines import connection, elastic_writer
from stadsgesprek.inforce import InForce, remaking
from stadsgesprek.settings import load
from stadsgesprek.wiring import load_pack
from streams.kafka.index import run_index
from streams.kafka.route import run_route

app = typer.Typer(
    help="Run a stream processor on Kafka until it is told to stop (Ctrl-C, SIGTERM).",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def route() -> None:
    """Understand messages, take them through the reactieschema, and send them on to departments and the index.

    A pack that is put in force (`rules put`) decides here from that moment on, without a restart.
    """
    settings = load()
    log_to_stderr()
    first = load_pack(settings)
    code = run_route(
        connection(settings),
        first,
        follow=lambda log: InForce(log, first).pack,
        make=remaking(first),
        data=settings.data,
    )
    raise typer.Exit(code)


@app.command()
def index() -> None:
    """Fold decisions and feedback into records and write them to Elasticsearch."""
    settings = load()
    log_to_stderr()
    raise typer.Exit(run_index(connection(settings), elastic_writer(settings), data=settings.data))
