"""What the page of the reactieschema shows: the picture, the same in words, and the counts on its branches."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from processors.city import City
from processors.tree import Outcome, Tree
from stadsgesprek.console.day import Day
from stadsgesprek.console.i18n import Language
from stadsgesprek.console.site import Site, Speech
from stadsgesprek.pictures.counts import Counts, counts_by_branch
from stadsgesprek.pictures.faces import action_line
from stadsgesprek.pictures.facts import facts
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.speech import speech_of
from stadsgesprek.pictures.svg import inline
from stadsgesprek.pictures.way import Way
from stadsgesprek.pictures.words import condition_text
from streams.ports import StoreError
from streams.query import Facet, Query

_KEPT: Final = 8
"""Pictures that are kept: the two languages, with the counts of now or a way."""


@dataclass(frozen=True, slots=True)
class View:
    """A scene, drawn and told. `conditions` has for each question when the answer is ja, in Dutch and English."""

    scene: Scene
    picture: Markup
    conditions: dict[str, tuple[str, str]]
    cards: tuple[tuple[Outcome, str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a drawn page depends on; a tree is compiled together with its city, so it stands for both."""

    tree: Tree
    language: Language
    counts: tuple[object, ...]
    way: Way | None
    scene: Scene = field(compare=False)


def view(site: Site, speech: Speech, *, counts: Counts | None = None, way: Way | None = None) -> View:
    """The page of the rules in force, drawn anew only when they, the counts or the way are others."""
    scene = Scene(site.city, speech, counts, way)
    told = () if counts is None else (counts.total, *sorted(counts.branches.items()))
    return _drawn(_Shown(site.city.tree, speech.words.language, told, way, scene))


@lru_cache(maxsize=_KEPT)
def _drawn(shown: _Shown) -> View:
    scene, tree = shown.scene, shown.tree
    return View(
        scene,
        Markup(inline(scene).text),  # noqa: S704  (it escapes its texts itself)
        _conditions(scene.city, tree),
        tuple((each, action_line(each, scene), tuple(facts(each, scene.speech))) for each in tree.outcomes.values()),
    )


def _conditions(city: City, tree: Tree) -> dict[str, tuple[str, str]]:
    dutch, english = speech_of(city, "nl"), speech_of(city, "en")
    return {
        id: (condition_text(node.condition, dutch), condition_text(node.condition, english))
        for id, node in tree.nodes.items()
    }


def counts_of_today(site: Site) -> Counts | None:
    """Of the messages that were said today; None while the store is away: the tree itself needs no store."""
    day = Day.at(site.clock(), site.city.timezone)
    try:
        buckets = site.reader.count(Query(since=day.start, until=day.end), Facet.way)
    except StoreError:
        return None
    return counts_by_branch(site.city.tree, {bucket.value: bucket.count for bucket in buckets})
