"""What each department's feed gets."""

from processors.feeds import feed_items
from schemas.feed import FeedItem
from tests.processors.test_process import message, one
from tests.stadsgesprek.pack.packs import small_city


def _kinds(items: list[FeedItem]) -> dict[str, str]:
    return {item.department: item.kind for item in items}


def test_a_first_revision_is_offered_to_its_departments_alone() -> None:
    result = one(message("Is het zwembad open?"))
    (item,) = feed_items([result], small_city())
    assert item == FeedItem(department="sport", message=result.message.id, revision=0, kind="offered", result=result)


def test_an_emergency_is_offered_to_more_than_one() -> None:
    items = feed_items([one(message("Brand in de Kerkstraat!"))], small_city())
    assert [(item.department, item.kind) for item in items] == [("politie", "offered"), ("communicatie", "offered")]


def test_an_edit_is_taken_back_from_everybody_else() -> None:
    edited = one(message("Is het zwembad open?", operation="edited", revision=1))
    items = feed_items([edited], small_city())
    assert _kinds(items) == {**dict.fromkeys(small_city().departments, "withdrawn"), "sport": "offered"}
    assert len(items) == len(small_city().departments)
    assert {item.revision for item in items} == {1}


def test_a_delete_is_taken_back_from_everybody() -> None:
    deleted = one(message("", operation="deleted"))
    assert _kinds(feed_items([deleted], small_city())) == dict.fromkeys(small_city().departments, "withdrawn")


def test_what_nobody_has_to_do_is_in_no_feed() -> None:
    silent = one(message("Dank u wel aan de ploeg van het zwembad!"))
    assert silent.decision is not None
    assert silent.decision.outcome == "stil"
    assert feed_items([silent], small_city()) == []
