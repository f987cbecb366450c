"""A console over a real embedded store, with a day of processed messages in it, served on the loopback address."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from processors.city import City
from processors.process import process
from schemas.message import Message
from schemas.vocabulary import Channel, Operation
from stadsgesprek.console.app import console_app
from stadsgesprek.console.progress import Progress
from stadsgesprek.pack import builtin, load
from streams.embedded.database import Database
from streams.embedded.pipeline import EmbeddedPipeline, EmbeddedPublisher
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.ports import Publisher

ZONE = ZoneInfo("Europe/Brussels")
MORNING = datetime(2026, 3, 24, 7, 0, tzinfo=ZONE)
NOW = datetime(2026, 3, 24, 17, 12, tzinfo=ZONE)
SCRIPT = '<script>alert("x")</script> <img src=x onerror=alert(1)> er ligt een put in het fietspad'
ARABIC = "مرحبا، متى يفتح المسبح اليوم؟ أريد أن آتي مع الأطفال بعد المدرسة."

_TEXTS = (
    "Is het zwembad Wezenberg vandaag open? Hoe laat kan ik komen zwemmen?",
    "Er ligt al een week sluikstort op de hoek van de Turnhoutsebaan.",
    "De straatlamp in de Lange Leemstraat is kapot, het is hier pikdonker.",
    "Drie uur gewacht aan het loket voor mijn paspoort, dit is een schande!",
    "Bedankt aan de vriendelijke mensen van de bibliotheek, super geholpen!",
    "Waar kan ik een bewonerskaart aanvragen om te parkeren?",
    "There is a huge pothole on the cycle path near the park, please fix it.",
    "Ik heb een voorstel: zet meer fietsenstallingen aan het station.",
    "Haha, typisch Antwerpen weer",
    "Wanneer wordt het huisvuil opgehaald in Berchem?",
)
_COMPLAINT = "Al drie weken geen antwoord op mijn klacht over de afspraak aan het loket, onaanvaardbaar!"


@cache
def city() -> City:
    """Antwerp, as it comes with the product."""
    return load(builtin("antwerpen"))


def message(native_id: str, content: str, at: datetime, **more: Any) -> Message:
    """A message on Twitter, unless told otherwise."""
    return Message(
        **{"channel": "twitter", "account": "stad_Antwerpen", "native_id": native_id, "content": content}
        | {"published": at}
        | more
    )


SPECIAL = {
    "script": message(
        "script",
        SCRIPT,
        NOW - timedelta(minutes=8),
        url="https://social.example.org/script",
        author={"pseudonym": "a-5c1f09d2e7b4", "followers": 23_100},
        attachments=[
            {"media_type": "image/jpeg", "url": "https://media.example.org/put.jpg", "name": "Een put"},
            {"media_type": "text/html", "url": "javascript:alert(1)", "name": "val"},
        ],
    ),
    "arabic": message("arabic", ARABIC, NOW - timedelta(minutes=9)),
    "fire": message("fire", "Help! Er is brand, mensen zitten vast, er is rook en vuur!", NOW - timedelta(minutes=4)),
    "answer": message("answer", "Is de brandweer er al?", NOW - timedelta(minutes=3), in_reply_to="fire"),
    "deleted": message("deleted", "", NOW - timedelta(minutes=30), operation=Operation.deleted, revision=1),
    "edited": message(
        "edited",
        "Wanneer is het recyclagepark open?",
        NOW - timedelta(minutes=35),
        operation=Operation.edited,
        revision=2,
        updated=NOW - timedelta(minutes=20),
    ),
    "private": message("private", "Mijn rijbewijs is gestolen, wat nu?", NOW - timedelta(hours=2), visibility="direct"),
    "html": message(
        "html", "<p>Waar kan ik mijn <b>fiets</b> stallen?</p>", NOW - timedelta(hours=3), media_type="text/html"
    ),
}


@cache
def day_of_messages() -> tuple[Message, ...]:
    """Ten hours of contacts on every channel, a burst of complaints from half past two, and the special ones."""
    channels = list(Channel)
    ordinary = [
        message(f"m{n}", _TEXTS[n % len(_TEXTS)], MORNING + timedelta(minutes=3 * n), channel=channels[n % 7])
        for n in range(200)
    ]
    burst = [
        message(f"k{n}", f"{_COMPLAINT} ({n})", MORNING + timedelta(hours=7, minutes=30, seconds=60 * n))
        for n in range(28)
    ]
    return (*ordinary, *burst, *SPECIAL.values())


@dataclass
class Town:
    """The store, its inbox and what the console is told."""

    folder: Path
    empty: bool = False
    now: datetime = NOW
    progress: Progress | None = None
    publisher: Publisher | None = None
    database: Database = field(init=False)
    store: EmbeddedRecords = field(init=False)
    pipeline: EmbeddedPipeline = field(init=False)

    def __post_init__(self) -> None:
        self.database = Database(self.folder / "town.db")
        self.store = EmbeddedRecords(self.database)
        inbox = DurableQueue(self.database)
        self.publisher = EmbeddedPublisher(inbox)
        self.pipeline = EmbeddedPipeline(self.database, lambda _: city(), lambda: self.now, inbox=inbox)
        if not self.empty:
            self.store.write(process(day_of_messages(), city(), self.now))

    def app(self) -> Starlette:
        """The console of this town."""
        return console_app(
            reader=self.store,
            city=city,
            clock=lambda: self.now,
            publisher=self.publisher,
            progress=lambda: self.progress,
        )


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address of a server that runs while the block does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
        thread = Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
        thread.start()  # the socket listens already, so that the first request waits rather than fails
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)
