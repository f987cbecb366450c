"""What a masked result shows, and that masking does not do anything twice."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.clean import clean
from processors.mask import PLACEHOLDERS, mask, masked, original
from processors.personal import find_personal
from schemas.classification import Classification
from schemas.message import MAX_CONTENT, Attachment
from schemas.personal import PersonalKind
from schemas.place import Place, PlaceKind
from schemas.result import Result
from tests.contract.data import POOL, deleted
from tests.contract.data import result as contract_result
from tests.processors.test_personal_any import _TEXTS as TEXTS


def result(content: str, *, places: tuple[Place, ...] = (), found: bool = True, **more: Any) -> Result:
    """What the pipeline makes of such content; `found`: by a classifier that looks for personal data."""
    plain = contract_result()
    message = plain.message.model_copy(update={"content": content, **more})
    text = clean(message)
    assert plain.classification is not None
    understood = plain.classification.model_copy(
        update={"personal": find_personal(text) if found else (), "places": places}
    )
    return plain.model_copy(update={"message": message, "text": text, "classification": understood})


def understood(result: Result) -> Classification:
    assert result.classification is not None
    return result.classification


@pytest.mark.parametrize("found", [True, False])
def test_each_kind_has_its_placeholder(found: bool) -> None:
    said = result(
        "Mevrouw Janssens, 0475 12 34 56, jan@x.example, BE68 5390 0754 7034, 85.07.30-033.28, 1-ABC-234", found=found
    )
    hidden = masked(said)
    expected = "Mevrouw [naam], [telefoon], [e-mail], [rekening], [rijksregister], [nummerplaat]"
    assert (hidden.text, hidden.message.content) == (expected, expected)
    spans = [(each.kind, hidden.text[each.start : each.end]) for each in understood(hidden).personal]
    assert sorted(spans) == sorted(PLACEHOLDERS.items())
    assert original(said).text == said.text


def test_without_personal_data_it_is_the_result_itself() -> None:
    assert masked(POOL) is POOL
    gone = deleted(POOL)
    assert masked(gone) is gone
    quoted = result("<p>Waar is   <b>het</b> loket?</p>", media_type="text/html")
    assert masked(quoted) is quoted


def test_all_but_text_and_content_stays() -> None:
    said = result("bel 0475 12 34 56", url="https://example.org/1")
    hidden = masked(said)
    back = hidden.model_copy(
        update={
            "text": said.text,
            "classification": said.classification,
            "message": hidden.message.model_copy(update={"content": said.message.content}),
        }
    )
    assert back == said


def test_places_move_along_and_one_in_masked_words_goes() -> None:
    text = "Mevr. Deurne, 0475123456, woont in de Gasstraat"
    street = text.index("Gasstraat")
    places = (
        Place(name="Deurne", kind=PlaceKind.district, start=6, end=12),
        Place(name="Gasstraat", kind=PlaceKind.straat, start=street, end=street + 9),
    )
    hidden = masked(result(text, places=places))
    [place] = understood(hidden).places
    assert hidden.text[place.start : place.end] == "Gasstraat"


def test_a_signature_that_was_cut_off_is_masked_in_the_content() -> None:
    hidden = masked(result("Wanneer komt de bus?\n\nMet vriendelijke groeten\nAn Claes\n0475 12 34 56\n"))
    assert hidden.text == "Wanneer komt de bus?"
    assert hidden.message.content == "Wanneer komt de bus?\n\nMet vriendelijke groeten\n[naam]\n[telefoon]"


@pytest.mark.parametrize(
    "content",
    [
        "<p>Bel <b>0475</b> 12 34 56</p>",
        '<p>Bel mij <a href="tel:0475123456">hier</a></p>',
        '<p>Mail <a href="mailto:jan&#64;x.example">mij</a></p>',
        "<p>Groeten</p><blockquote>mijn naam is Fatima El Idrissi</blockquote>",
        "<p>Bel 0475&nbsp;12&nbsp;34&nbsp;56</p>",
    ],
)
def test_html_with_personal_data_becomes_its_masked_text(content: str) -> None:
    said = result(content, media_type="text/html")
    hidden = masked(said)
    assert (hidden.message.content, hidden.message.media_type) == (hidden.text, "text/plain")
    assert hidden.message.content == mask(said.text)
    assert "Fatima" not in hidden.message.content


@pytest.mark.parametrize("gap", ["\u200b", "\u2060", "\u00ad"])
def test_invisible_characters_hide_nothing(gap: str) -> None:
    hidden = masked(result(f"bel 0475{gap}12{gap}34{gap}56 aub"))
    assert (hidden.text, hidden.message.content) == ("bel [telefoon] aub", "bel [telefoon] aub")


def test_words_for_the_blind_are_masked_as_well() -> None:
    pictures = tuple(
        Attachment(media_type="image/jpeg", url="https://x.example/1", name=name)
        for name in ("plaat 1-ABC-234", "Een put")
    )
    hidden = masked(result("zie foto", attachments=pictures))
    assert [each.name for each in hidden.message.attachments] == ["plaat [nummerplaat]", "Een put"]


def test_content_stays_within_its_limit() -> None:
    hidden = masked(result("mvg An, " * (MAX_CONTENT // 8)))
    assert len(hidden.message.content) == MAX_CONTENT
    assert Result.model_validate_json(hidden.model_dump_json()) == hidden


@pytest.mark.parametrize("kind", PersonalKind)
def test_a_placeholder_is_nobodys(kind: PersonalKind) -> None:
    for around in ("mevrouw {} belde", "mvg\n{}", "mijn naam is {}", "plaat {}", "{}", "Beste {}, {} {}"):
        text = around.replace("{}", PLACEHOLDERS[kind])
        assert find_personal(text) == ()


@settings(deadline=None)
@given(TEXTS.filter(str.strip), st.booleans(), st.booleans())
def test_masking_again_changes_nothing_and_nothing_is_left_to_find(text: str, found: bool, html: bool) -> None:
    said = result(text.replace("\0", ""), found=found, media_type="text/html" if html else "text/plain")
    hidden = masked(said)
    assert masked(hidden) == hidden
    assert find_personal(hidden.text) == ()
    if not html:
        assert find_personal(hidden.message.content) == ()
    for each in understood(hidden).personal:
        assert hidden.text[each.start : each.end] == PLACEHOLDERS[each.kind]
    assert (hidden is said) == (hidden == said)
