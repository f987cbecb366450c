"""Personal data on the pages: hidden, unless the console is of people who answer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from schemas.classification import Classification
from schemas.original import Original
from schemas.place import Place, PlaceKind, Point
from schemas.result import Result
from schemas.vocabulary import Intent, Urgency
from stadsgesprek.console.app import console_app
from stadsgesprek.console.marked import hidden, shown
from streams.embedded.records import EmbeddedRecords
from tests.contract.data import POOL, result
from tests.stadsgesprek.console.pages import Console
from tests.stadsgesprek.console.town import NOW, Town, city, served

_PHONE, _NAME = "0475 12 34 56", "Fatima El Idrissi"
_SAID = f"Mijn naam is {_NAME}, bel mij op {_PHONE} <b>aub</b>"
_CONTENT = f"{_SAID}\n\nMet vriendelijke groeten\nAn Claes"


def said(text: str, name: str, *, content: str | None = None, **understood: Any) -> Result:
    """An urgent message of today, with what was understood."""
    made = result(text, native_id=name, at=NOW, urgency=Urgency.hoog)
    assert made.classification is not None
    return made.model_copy(
        update={
            "message": made.message.model_copy(update={"content": content or text}),
            "classification": Classification(**{**dict(made.classification), **understood}),
        }
    )


_PLACES = (
    Place(
        name="Gasstraat",
        kind=PlaceKind.straat,
        district="antwerpen",
        point=Point(lat=51.2231, lon=4.4312),
        start=13,
        end=22,
    ),
    Place(name="Deurne", kind=PlaceKind.district, district="deurne", start=23, end=29),
)
PERSONAL = said(_SAID, "personal", content=_CONTENT)
FIRE = said(
    "Brand in de Gasstraat Deurne",
    "fire",
    intent=Intent.noodgeval,
    urgency=Urgency.acuut,
    raised_by=("gevaar.brand", "model"),
    places=_PLACES,
)


@pytest.fixture(scope="module")
def personal_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with a few messages."""
    town = Town(tmp_path_factory.mktemp("personal"), empty=True)
    town.store.write([PERSONAL, FIRE, POOL])
    yield town
    town.database.close()


@pytest.fixture(scope="module")
def consoles(personal_town: Town) -> Iterator[dict[bool, Console]]:
    """Its console, with personal data hidden and shown."""
    with ExitStack() as stack:
        found = {}
        for personal in (False, True):
            app = console_app(
                reader=personal_town.store, city=city, clock=lambda: NOW, publisher=None, personal=personal
            )
            address = stack.enter_context(served(app))
            found[personal] = Console(stack.enter_context(httpx.Client(base_url=address)))
        yield found


_PAGES = ("/", "/berichten", f"/berichten/{PERSONAL.message.id}")


@pytest.mark.parametrize("path", _PAGES)
def test_no_page_shows_any_of_it_to_others(consoles: dict[bool, Console], path: str) -> None:
    page = consoles[False].get(path)
    assert page.status == 200
    for part in (_PHONE, _NAME, "Idrissi", "An Claes"):
        assert part not in page.response.text
    marks = page.texts("mark.personal")
    assert marks[:2] == ["[naam] (naam, verborgen)", "[telefoon] (telefoonnummer, verborgen)"]
    assert page.attributes("mark.personal", "title")[:2] == ["naam, verborgen", "telefoonnummer, verborgen"]


@pytest.mark.parametrize("path", _PAGES)
def test_who_answers_sees_it_marked(consoles: dict[bool, Console], path: str) -> None:
    page = consoles[True].get(path)
    assert page.texts("mark.personal")[:2] == [
        f"{_NAME} (naam, persoonsgegeven)",
        f"{_PHONE} (telefoonnummer, persoonsgegeven)",
    ]
    assert "[telefoon]" not in page.response.text


def test_the_words_around_stay_as_they_were_written(consoles: dict[bool, Console]) -> None:
    for personal, words in ((False, "Mijn naam is [naam], bel mij op [telefoon] <b>aub</b>"), (True, _SAID)):
        node = consoles[personal].get(_PAGES[2]).html.css_first(".words > span")
        assert node is not None
        for unseen in node.css(".unseen"):
            unseen.decompose()
        assert node.text() == words


def test_the_message_as_it_came_in_is_masked_as_well(consoles: dict[bool, Console]) -> None:
    assert "[naam]" in consoles[False].get(_PAGES[2]).text("pre").rpartition("groeten")[2]
    assert "An Claes" in consoles[True].get(_PAGES[2]).text("pre")


def test_the_page_says_which_kinds_were_found_and_whether_you_see_them(consoles: dict[bool, Console]) -> None:
    for personal, hint in ((False, "verborgen"), (True, "U ziet ze")):
        page = consoles[personal].get(_PAGES[2])
        assert page.texts(".signals.found li") == ["naam", "telefoonnummer"]
        assert any(hint in each for each in page.texts("section .hint"))
    assert not consoles[False].get(f"/berichten/{FIRE.message.id}").has(".signals.found")


def test_english(consoles: dict[bool, Console]) -> None:
    page = consoles[False].get(_PAGES[2], headers={"Accept-Language": "en"})
    assert page.attributes("mark.personal", "title")[:2] == ["name, hidden", "phone number, hidden"]
    assert "Personal data" in page.texts("h3")


def test_what_raised_danger_and_the_places_are_told(consoles: dict[bool, Console]) -> None:
    page = consoles[False].get(f"/berichten/{FIRE.message.id}")
    assert page.texts(".signals.raised li") == ["gevaar.brand", "het taalmodel"]
    assert page.texts(".places li") == ["Gasstraat, Antwerpen 51.2231, 4.4312", "Deurne"]
    other = consoles[False].get(f"/berichten/{POOL.message.id}")
    assert not other.has(".raised")
    assert not other.has(".places")


def test_between_an_edit_and_its_original_the_masked_words_are_shown(tmp_path: Path) -> None:
    town = Town(tmp_path, empty=True)
    town.store.write([PERSONAL])
    originals = town.store.originals([PERSONAL.message.id])
    edit = said("Bel mij op 0485 12 34 56", "personal")
    edit = edit.model_copy(update={"message": edit.message.model_copy(update={"revision": 1})})
    town.store.write([edit])

    class Late(EmbeddedRecords):
        """Whose originals are as they were before the edit."""

        def originals(self, ids: Sequence[UUID]) -> Mapping[UUID, Original]:
            return {id: originals[id] for id in ids}

    app = console_app(reader=Late(town.database), city=city, clock=lambda: NOW, publisher=None, personal=True)
    with served(app) as address, httpx.Client(base_url=address) as client:
        page = Console(client).get(_PAGES[2])
    assert page.text(".words").startswith("Bel mij op [telefoon]")
    town.database.close()


@pytest.mark.parametrize("text", ["", "geen", "[naam]", "bel [telefoon] of [telefoon].", "[onbekend] [naam"])
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    for pieces in (hidden(text), shown(text), shown(_SAID), hidden(_SAID)):
        assert "".join(piece.text for piece in pieces) in {text, _SAID}
        assert all(piece.text for piece in pieces)
