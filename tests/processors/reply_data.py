"""Reply templates and values to fill them with, for the tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from processors.faults import Fault, FaultsError
from processors.labels import Label
from processors.replies import Rendered, Replies, RepliesSpec, Tone
from processors.replies_fields import Filling

LANGUAGES = ("nl", "en", "fr", "pl")

Texts = Mapping[str, Mapping[str, str]]


def replies(texts: Texts) -> Replies:
    """The templates, for a city with a few languages."""
    return Replies(RepliesSpec.model_validate(texts), LANGUAGES)


def faults(texts: Texts) -> tuple[Fault, ...]:
    """What is wrong with them."""
    try:
        replies(texts)
    except FaultsError as error:
        return error.faults
    return ()


def filling(**changes: Any) -> Filling:
    """Values for every field, with these differences."""
    every: dict[str, Any] = {
        "stad": "Antwerpen",
        "onderwerp": Label("Zwembaden", "Swimming pools"),
        "dienst": Label("Sport", "Sports"),
        "afzender": Label("Stad Antwerpen", "City of Antwerp"),
        "termijn": datetime(2026, 3, 26, 16, 30, tzinfo=UTC),
        "uitspraak": datetime(2026, 5, 8, 12, 0, tzinfo=UTC),
        "link": "https://www.example.org/zwembaden",
        "bericht": "Is het zwembad open?",
    }
    return Filling(**every | changes)


def rendered(text: str, *, public: bool = False, tone: Tone = Tone.je, **changes: Any) -> Rendered:
    """One Dutch text, filled in; a first line sees to it that something always stands there."""
    made = replies({"t": {"nl": f"Dag!\n{text}"}})
    return made.render("t", language="nl", tone=tone, public=public, fields=filling(**changes))


def said(text: str, **more: Any) -> str:
    """The same, without that line."""
    return rendered(text, **more).text.removeprefix("Dag!").strip()
