"""`stadsgesprek listen`: from a channel to the topic of messages."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Annotated, BinaryIO, Final

import httpx
import typer

from schemas.vocabulary import Channel
from stadsgesprek.background import working
from stadsgesprek.cli.bar import replay_bar
from stadsgesprek.cli.logs import log_to_stderr
from stadsgesprek.serving import WebServer
from stadsgesprek.settings import Settings, SettingsError, load, secret
from stadsgesprek.wiring import load_city, pseudonym_key, publisher
from streams.listeners.counter import counter_app
from streams.listeners.cursor import Cursor
from streams.listeners.feed import FeedListener
from streams.listeners.replay import Replay
from streams.ports import Publisher

_STDIN: Final = Path("-")

app = typer.Typer(help="Listen to a channel and publish what people say.", no_args_is_help=True, add_completion=False)


@app.command()
def counter() -> None:
    """Serve the counter's form and its JSON API."""
    settings = load()
    log_to_stderr()
    city, key = load_city(settings), pseudonym_key(settings)
    server = WebServer(settings.counter.host, settings.counter.port)
    with publisher(settings, "counter") as through:
        form = counter_app(
            through,
            city=city.name,
            desks=settings.counter.desks,
            token=secret(settings.counter.token),
            pseudonym_key=key,
        )
        typer.echo(f"{server.address}  (Ctrl-C stops)", err=True)
        server.serve(form)
    server.close()


@app.command()
def feed() -> None:
    """Poll the feeds of comments that the settings name."""
    settings = load()
    log_to_stderr()
    if not settings.feeds:
        raise SettingsError("feeds: none is set; add [[feeds]] tables to the settings file (docs/settings.md)")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with (
        publisher(settings, "feed") as through,
        httpx.Client() as client,
        working(feed_polls(settings, through, client, stop), stop=stop.set),
    ):
        stop.wait()


def feed_polls(settings: Settings, through: Publisher, client: httpx.Client, stop: Event) -> list[Callable[[], None]]:
    """For each feed of the settings what polls it until `stop`. Raises SettingsError without a key for pseudonyms."""
    key = pseudonym_key(settings) if settings.feeds else b""
    polls: list[Callable[[], None]] = []
    for each in settings.feeds:
        listener = FeedListener(
            each.url,
            channel=Channel(each.channel),
            account=each.account,
            publisher=through,
            cursor=Cursor(settings.data / "cursors", each.url),
            client=client,
            pseudonym_key=key,
        )
        polls.append(_poll(listener, stop, each.every))
    return polls


def _poll(listener: FeedListener, stop: Event, every: int) -> Callable[[], None]:
    return lambda: listener.run(stop, every)


@app.command()
def replay(
    file: Annotated[
        Path,
        typer.Argument(help="JSON lines, a message each; - is standard input."),
    ],
    speed: Annotated[
        float, typer.Option(min=0, help="So many times the original tempo; 0 publishes as fast as it goes.")
    ] = 0,
) -> None:
    """Publish messages from a file or standard input: an archive, another program's output.

    A line that is no message is published as well, and becomes a dead letter that says why.

    Example: stadsgesprek listen replay gisteren.jsonl --speed 60
    """
    settings = load()
    if file != _STDIN and not file.is_file():  # typer's own check takes - for the name of a file
        raise typer.BadParameter(f"{file} is not a file", param_hint="file")
    stop = Event()
    with (
        publisher(settings, "replay") as through,
        _opened(file) as lines,
        replay_bar(_count(file), lambda: "published") as progress,
    ):
        playing = Replay(lines, through, name=str(file), speed=speed or None, progress=progress, stop=stop)
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        signal.signal(signal.SIGINT, lambda *_: stop.set())
        report = playing.run()
    typer.echo(
        f"{report.lines} lines: {report.published} published, {report.dead} too large (dead letters), "
        f"{report.blank} blank",
        err=True,
    )


def _opened(file: Path) -> BinaryIO:
    return sys.stdin.buffer if file == _STDIN else file.open("rb")


def _count(file: Path) -> int | None:
    """The lines of a file; a pipe keeps it to itself."""
    if file == _STDIN:
        return None
    with file.open("rb") as lines:
        return sum(1 for _ in lines)
