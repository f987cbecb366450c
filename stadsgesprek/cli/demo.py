"""`stadsgesprek demo`: the sample day through the whole pipeline, with the console to watch it."""

import logging
import secrets
import shutil
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO
from threading import Event
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from processors.city import City
from stadsgesprek.background import working
from stadsgesprek.cli.bar import replay_bar
from stadsgesprek.cli.logs import log_to_stderr
from stadsgesprek.console.app import console_app
from stadsgesprek.console.progress import Progress
from stadsgesprek.console.rules_desk import RulesDesk
from stadsgesprek.draft import DRAFT, Draft
from stadsgesprek.inforce import InForce
from stadsgesprek.serving import WebServer, with_counter
from stadsgesprek.settings import load
from stadsgesprek.wiring import Embedded, embedded, load_pack
from streams.embedded.letters import EmbeddedDeadLetters
from streams.embedded.pipeline import EmbeddedPipeline
from streams.listeners.counter import counter_app
from streams.listeners.peek import glance
from streams.listeners.replay import Replay, ReplayReport
from streams.query import Facet, Query

_DAY: Final = "dag.jsonl"
_TEMPO: Final = 3600.0


def demo(
    once: Annotated[bool, typer.Option("--once", help="Replay, print what came of it, and end.")] = False,
    speed: Annotated[float, typer.Option(min=0, help="So many times real time; 0 is as fast as it goes.")] = _TEMPO,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port of the console; default from settings.")
    ] = None,
) -> None:
    """Replay a day in Antwerp, made up from beginning to end, and open the console on it.

    Needs no engines and no settings. Each demo starts anew, in the folder `demo` of the data folder.
    """
    settings = load()
    log_to_stderr(logging.ERROR)  # the day has rubbish in it on purpose
    pack = load_pack(settings)
    city = pack.city
    folder = settings.data / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    with ExitStack() as stack:
        parts = stack.enter_context(embedded(folder))
        rules = InForce(parts.rules, pack)
        day = _Day(parts, rules, city, speed)
        if once:
            day.replay()
            day.work_until_done()
            _summarize(parts, city)
            return
        server = WebServer(settings.console.host, settings.console.port if port is None else port)
        stack.callback(server.close)
        _serve(day, parts, RulesDesk(rules, Draft(folder / DRAFT)), city, server)


class _Day:
    """The sample day, its clock, and the pipeline that it goes through."""

    def __init__(self, parts: Embedded, rules: InForce, city: City, speed: float) -> None:
        self.stop = Event()
        self._content = (files("stadsgesprek.sample") / _DAY).read_bytes()
        self._parts = parts
        self._speed = speed or None
        self._total = self._content.count(b"\n")
        first = glance(self._content.partition(b"\n")[0]).moment
        assert first is not None  # the day begins with a message
        self._first = first.astimezone(city.timezone)
        self._last = self._first.replace(hour=23, minute=59, second=59)
        self._began: float | None = None
        self._report = ReplayReport()
        self._done = False
        self.pipeline = EmbeddedPipeline(parts.database, rules.city, self.now, inbox=parts.inbox)

    def now(self) -> datetime:
        """The time of day that the replay has come to."""
        if self._speed is None or self._done:
            return self._last
        if self._began is None:
            return self._first
        return min(self._last, self._first + timedelta(seconds=(time.monotonic() - self._began) * self._speed))

    def progress(self) -> Progress | None:
        """How far it is; None when it is over."""
        return None if self._done else Progress(self.now(), self._report.lines, self._total)

    def replay(self) -> None:
        """Publish the day."""
        self._began = time.monotonic()
        with replay_bar(self._total, lambda: f"{self.now():%H:%M}") as show:

            def heard(report: ReplayReport) -> None:
                self._report = report
                show(report)

            Replay(
                BytesIO(self._content),
                self._parts.publisher,
                name=_DAY,
                speed=self._speed,
                progress=heard,
                stop=self.stop,
            ).run()
        self._done = True

    def work_until_done(self) -> None:
        """Take what waits through the pipeline."""
        while self.pipeline.step():
            pass


def _serve(day: _Day, parts: Embedded, desk: RulesDesk, city: City, server: WebServer) -> None:
    def end() -> None:
        day.stop.set()
        parts.inbox.notify()
        server.stop()

    counter = counter_app(
        parts.publisher,
        city=city.name,
        desks=["demo"],
        token=None,
        pseudonym_key=secrets.token_bytes(32),
        clock=day.now,
    )
    console = console_app(
        reader=parts.records,
        city=lambda: desk.in_force.city(day.now()),
        clock=day.now,
        publisher=parts.publisher,
        progress=day.progress,
        rules=desk,
    )
    typer.echo(f"{server.address}  (Ctrl-C stops)", err=True)
    with working([lambda: day.pipeline.run(day.stop), day.replay], stop=end):
        server.serve(with_counter(console, counter))


def _summarize(parts: Embedded, city: City) -> None:
    """What came of the day, as tables."""
    everything = Query()
    out = Console()
    total = parts.records.search(everything, size=1).total
    dead = sum(1 for _ in EmbeddedDeadLetters(parts.database, parts.inbox).letters())
    out.print(f"{total} berichten, {dead} onleesbaar (dead letters)")
    for title, facet, labels in (
        ("bedoeling", Facet.intent, city.labels["intent"]),
        ("dienst", Facet.department, city.departments),
        ("wat we doen", Facet.action, city.labels["action"]),
    ):
        table = Table(title, "berichten", box=None, padding=(0, 2))
        for bucket in parts.records.count(everything, facet):
            table.add_row(labels[bucket.value].nl, str(bucket.count))
        out.print(table)
