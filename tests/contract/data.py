"""Results and feedback to fill a record store with, made from the records themselves: no classifier, no tree."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from schemas.classification import Classification
from schemas.decision import Decision, Step, Value
from schemas.feedback import Correction, Feedback
from schemas.message import NAMESPACE, Author, Message, message_id
from schemas.result import Result
from schemas.vocabulary import Action, Channel, Intent, Manner, Operation, Sentiment, Status, Topic, Urgency

START = datetime(2026, 3, 24, 8, tzinfo=UTC)

_numbers = count(1)


def result(
    text: str = "Is het zwembad vandaag open?",
    *,
    native_id: str | None = None,
    minute: float = 0,
    at: datetime | None = None,
    channel: Channel = Channel.twitter,
    account: str = "stad_Antwerpen",
    revision: int = 0,
    answers: Result | None = None,
    intent: Intent = Intent.vraag,
    topic: Topic = Topic.zwembad,
    topic2: Topic | None = None,
    sentiment: Sentiment = Sentiment.neutraal,
    urgency: Urgency = Urgency.normaal,
    language: str = "nl",
    departments: tuple[str, ...] = ("sport",),
    outcome: str = "vraag-aan-dienst",
    action: Action = Action.reageren,
    human: bool = True,
    deadline: datetime | None = None,
    ja: tuple[str, ...] = ("vraag",),
    features: Mapping[str, Value] | None = None,
    decided: float = 0,
) -> Result:
    """A message, understood and decided; said `minute` minutes after START or at `at`, decided `decided` minutes later.

    Its way began with a nee, and then had these questions answered ja. Each is another message unless `native_id` says
    which.
    """
    published = at or START + timedelta(minutes=minute)
    native_id = native_id or f"n{next(_numbers)}"
    message = Message(
        id=message_id(channel, account, native_id),
        channel=channel,
        account=account,
        native_id=native_id,
        revision=revision,
        operation=Operation.edited if revision else Operation.created,
        author=Author(pseudonym="a-5c1f09d2e7b4", followers=231),
        content=text,
        in_reply_to=answers.message.native_id if answers else None,
        published=published,
    )
    return Result(
        message=message,
        text=text,
        classification=Classification(
            intent=intent,
            intent_confidence=0.91,
            topic=topic,
            topic_confidence=0.88,
            topic2=topic2,
            sentiment=sentiment,
            urgency=urgency,
            language=language,
            abstained=False,
            signals=("vraag.open", "zwembad.voorziening"),
            model="signals:9f1c2ab04d77",
        ),
        decision=Decision(
            message=message.id,
            revision=revision,
            outcome=outcome,
            action=action,
            manner=Manner.openbaar,
            voice="stad",
            template="vraag",
            departments=departments,
            human=human,
            deadline=deadline,
            reason="Een vraag krijgt antwoord van de dienst die het weet.",
            path=(
                Step(node="gevaar", answer=False, saw={"intent": intent}),
                *(Step(node=each, answer=True, saw={"intent": intent, "signals": ("vraag.open",)}) for each in ja),
            ),
            features=None if features is None else dict(features),
            rules="9f1c2ab04d77",
            rules_version="2026-03",
            decided=published + timedelta(minutes=decided),
        ),
    )


def deleted(result: Result, revision: int = 1) -> Result:
    """The delete of that message."""
    changed = {"revision": revision, "operation": Operation.deleted, "content": ""}
    return Result(message=result.message.model_copy(update=changed), text="")


def act(result: Result, minute: float = 1, *, number: int | None = None, **what: Any) -> Feedback:
    """What a colleague did, that many minutes after the message: `reply`, `correction` or `status`.

    Each is another act unless `number` says which of that message.
    """
    name = f"act {next(_numbers)}" if number is None else f"act {number} on {result.message.id}"
    return Feedback(
        id=uuid5(NAMESPACE, name),
        message=result.message.id,
        published=result.message.published,
        at=result.message.published + timedelta(minutes=minute),
        by="sport",
        **what,
    )


def ids(*results: Result) -> list[UUID]:
    """The identities of their messages."""
    return [each.message.id for each in results]


POOL = result(
    "Is het zwembad Groenenhoek vandaag open?", native_id="pool", minute=1, deadline=START + timedelta(hours=4)
)
HOLE = result(
    "De put in de Sint-Bernardsesteenweg is er nog altijd, al drie keer gemeld!",
    native_id="hole",
    minute=2,
    channel=Channel.site,
    account="denieuweantwerpenaar.be",
    intent=Intent.klacht,
    topic=Topic.wegdek,
    topic2=Topic.fiets,
    sentiment=Sentiment.negatief,
    urgency=Urgency.hoog,
    departments=("publieke-ruimte", "mobiliteit"),
    outcome="klacht",
    ja=("klacht", "iets-stuk"),
    deadline=START + timedelta(hours=2),
)
THANKS = result(
    "Proficiat aan de vriendelijke dame van het loket op het Kiel 👏",
    native_id="thanks",
    minute=3,
    channel=Channel.facebook,
    account="stadantwerpen",
    intent=Intent.compliment,
    topic=Topic.loket,
    sentiment=Sentiment.positief,
    urgency=Urgency.laag,
    departments=("loketten",),
    outcome="bedanken",
    ja=(),
    action=Action.niet_reageren,
    human=False,
)
TURKISH = result(
    "Çocuğum için yüzme dersi var mı? Saat kaçta başlıyor, İstanbul'dan yeni geldik.",
    native_id="turkish",
    minute=4,
    language="tr",
    deadline=START + timedelta(hours=6),
)
ARABIC = result(
    "أين يمكنني تجديد بطاقة الهويّة في المدينة؟",
    native_id="arabic",
    minute=5,
    channel=Channel.counter,
    account="loket-centrum",
    topic=Topic.loket,
    language="ar",
    departments=("loketten",),
    deadline=START + timedelta(hours=8),
)
FRENCH = result(
    "Le café du théâtre est déjà fermé ? L'œuvre d'hier était très belle.",
    native_id="french",
    minute=6,
    channel=Channel.blog,
    account="cultuurblog",
    intent=Intent.reactie,
    topic=Topic.cultuur,
    sentiment=Sentiment.positief,
    urgency=Urgency.laag,
    language="fr",
    departments=("cultuur",),
    outcome="volgen",
    ja=("mening",),
    action=Action.volgen,
    human=False,
)
SAMPLES = (POOL, HOLE, THANKS, TURKISH, ARABIC, FRENCH)
"""Different in every facet, oldest first."""

CORRECTED = Correction(topic=Topic.sport, urgency=Urgency.laag, departments=("jeugd", "sport"))
DONE = Status.afgesloten
