"""What the tree sees of a case: from its features, or from its text by way of the classifier."""

from datetime import datetime, timedelta
from itertools import repeat
from typing import Any, Final

from processors.cases_spec import OF_THE_MOMENT, ORDINARY_MOMENT, CaseSpec, CasesSpec
from processors.city import City
from processors.clean import clean
from processors.features import FeatureRow, features
from processors.ordinary import ORDINARY
from schemas.message import Attachment, Author, Message
from schemas.vocabulary import Channel, Weekday

_PICTURE: Final = Attachment(media_type="image/jpeg", url="https://example.org/foto.jpg")
_PERSONAL_DATA: Final = "persoonsgegevens."
_WEEKDAYS: Final = tuple(day.value for day in Weekday)


def case_rows(cases: CasesSpec, city: City) -> tuple[FeatureRow, ...]:
    """The row of each case, in their order. The cases are good: `case_faults` has nothing to say of them."""
    written = [
        (index, message)
        for index, case in enumerate(cases.gevallen)
        if (message := case_message(case, city)) is not None
    ]
    messages = [message for _, message in written]
    texts = [clean(message) for message in messages]
    understood = city.classifier.classify(messages, texts)
    rows = {
        index: features(message, text, classification, city.calendar, None)._replace(
            **_moment(cases.gevallen[index], city)
        )
        for (index, message), text, classification in zip(written, texts, understood, strict=True)
    }
    return tuple(rows[index] if index in rows else _featured(case, city) for index, case in enumerate(cases.gevallen))


def case_message(case: CaseSpec, city: City) -> Message | None:
    """A text as the message that it stands for; None for a case without. Raises ValueError when it cannot be one."""
    if case.tekst is None:
        return None
    known = case.kenmerken
    said = _said(case, city)
    days = known.get("account_days")
    author = Author(
        pseudonym="geval",
        followers=known.get("followers"),
        contacts=known.get("contacts"),
        since=None if days is None else said - timedelta(days=days),
        city=known.get("from_city", False),
    )
    answers_us = known.get("reply_to_city", False)
    return Message.model_validate(
        {
            "channel": known.get("channel", Channel.twitter),
            "account": "gevallen",
            "native_id": "geval",
            "visibility": known.get("visibility", "public"),
            "author": author,
            "content": case.tekst,
            "in_reply_to": "ervoor" if known.get("reply", answers_us) else None,
            "reply_to_city": answers_us,
            "published": said,
            "attachments": tuple(repeat(_PICTURE, known.get("attachments", 0))),
        }
    )


def _featured(case: CaseSpec, city: City) -> FeatureRow:
    """An ordinary question with what the case says of it, and what follows from that."""
    given = dict(case.kenmerken)
    signals = given.pop("signals", ())
    found = tuple(sorted({signals} if isinstance(signals, str) else set(signals)))
    follows = {
        "personal_data": any(each.startswith(_PERSONAL_DATA) for each in found),
        "reply": given.get("reply_to_city", False),
    }
    return ORDINARY._replace(**{**_moment(case, city), **follows, **given, "signals": found})


def _moment(case: CaseSpec, city: City) -> dict[str, Any]:
    """What follows from when it was said. No crisis of today makes another case of one that says no moment."""
    if case.gezegd is None:
        return {name: case.kenmerken.get(name, getattr(ORDINARY, name)) for name in OF_THE_MOMENT}
    said = _said(case, city)
    return {
        "crisis": city.crisis is not None and city.crisis.lasts(said),
        "office_hours": city.calendar.is_open(said),
        "weekday": _WEEKDAYS[said.weekday()],
        "hour": said.hour,
    }


def _said(case: CaseSpec, city: City) -> datetime:
    """When it was said, on the city's clock."""
    said = case.gezegd or ORDINARY_MOMENT
    return said.replace(tzinfo=city.timezone) if said.tzinfo is None else said.astimezone(city.timezone)
