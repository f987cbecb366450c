"""A town whose rules can be edited: its own log of rules, its own draft, and a pipeline that decides by what is in
force."""

from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from schemas.message import Message
from schemas.record import Record
from schemas.topics import MESSAGES
from stadsgesprek.console.app import console_app
from stadsgesprek.console.rules_desk import RulesDesk
from stadsgesprek.draft import Draft
from stadsgesprek.inforce import InForce
from streams.embedded.pipeline import EmbeddedPipeline
from streams.embedded.queue import DurableQueue
from streams.embedded.rules import EmbeddedRulesLog
from streams.envelopes import envelope
from tests.stadsgesprek.console.rules_pack import first_pack
from tests.stadsgesprek.console.town import Town


@dataclass
class RulesTown(Town):
    """A Town with a desk."""

    in_force: InForce = field(init=False)
    draft: Draft = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.in_force = InForce(EmbeddedRulesLog(self.database), first_pack())
        self.draft = Draft(self.folder / "draft.json")
        inbox = DurableQueue(self.database)
        self.pipeline = EmbeddedPipeline(self.database, self.in_force.city, lambda: self.now, inbox=inbox)

    def app(self) -> Starlette:
        """The console of this town, with the editor."""
        return console_app(
            reader=self.store,
            city=lambda: self.in_force.city(self.now),
            clock=lambda: self.now,
            publisher=self.publisher,
            rules=RulesDesk(self.in_force, self.draft),
        )

    def said(self, message: Message) -> Record:
        """The record of a message that comes in now and is decided on."""
        assert self.publisher is not None
        self.publisher.publish([envelope(MESSAGES, message, source="/test", time=self.now)])
        while self.pipeline.step():
            pass
        record = self.store.get(message.id)
        assert record is not None
        return record


class Stage:
    """An application for a server that outlives one test: what is asked goes to the `app` of the test."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        await self.app(scope, receive, send)
