"""The names of a city's places in all their forms, for finding them in a text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from processors.places_forms import ENDINGS, Form, derived_forms, ending, own_forms
from processors.places_people import ARTICLES, PARTICLES, PREPOSITIONS
from processors.places_spec import PlaceEntry
from processors.places_typos import Typos
from schemas.place import PlaceKind

_FUNCTION: Final = PREPOSITIONS | PARTICLES | {"voor"}
_OFTEN: Final = 8
"""A word in more names than that (`lange`, `station`) tells none of them."""

_APART: Final = frozenset({*ENDINGS, "str", "stwg", "stw"})
"""An ending written apart may belong to a name."""


class Named(NamedTuple):
    """What a form stands for: one entry, or several that are written alike."""

    entries: tuple[PlaceEntry, ...]
    cue: bool
    """It needs a cue."""

    surname: bool
    """It may be somebody's surname."""


class _Owner(NamedTuple):
    form: Form
    entry: PlaceEntry
    cue: bool


@dataclass(frozen=True, slots=True)
class Index:
    """What a text is searched with."""

    forms: dict[str, Named]
    starts: frozenset[str]
    """Words that a name can start with."""

    beginnings: frozenset[str]
    """Of each form its first letters, as many as one likes: words joined that are none of these lead to no name."""

    telling: frozenset[str]
    """Of each form a word that few texts have: a text without any of these names no place."""

    districts: frozenset[str]
    typos: Typos


def index(entries: Iterable[PlaceEntry]) -> Index:
    """Of the entries' names, other names and abbreviations; a form that belongs to a name is never another's short."""
    listed = list(entries)
    owners: dict[str, list[_Owner]] = {}
    for entry in listed:
        for name in (entry.name, *entry.also):
            for form in own_forms(name):
                owners.setdefault(form.joined, []).append(_Owner(form, entry, entry.cue and name == entry.name))
    derived: dict[str, list[_Owner]] = {}
    for entry in listed:
        for form in derived_forms(entry.name):
            derived.setdefault(form.joined, []).append(_Owner(form, entry, cue=False))
    for joined, several in derived.items():
        if joined in owners or len({owner.entry.name for owner in several}) > 1:
            continue
        first, *rest = several[0].form.words
        if first in ARTICLES and "".join(rest) in owners:
            continue  # `de Vosstraat` is the Vosstraat, and not the Pastoor De Vosstraat
        owners[joined] = several
    return _indexed(owners)


def _indexed(owners: dict[str, list[_Owner]]) -> Index:
    often = Counter(word for several in owners.values() for owner in several for word in owner.form.words)
    starts: set[str] = set()
    telling: set[str] = set(_APART)
    spelled: set[str] = set()
    for joined, several in owners.items():
        for form, _, cue in several:
            starts.update(form.starts)
            telling.add(min(form.words, key=lambda word: (word in _FUNCTION, often[word] > _OFTEN, -len(word))))
            telling |= {joined, *(word for word in form.words if ending(word))}
            if not form.short:
                spelled |= {word for word in form.words if ending(word)}
                if len(form.words) == 1 and not cue:
                    spelled.add(joined)
    forms = {joined: _named(joined, several) for joined, several in owners.items()}
    districts = frozenset(joined for joined, named in forms.items() if named.entries[0].kind is PlaceKind.district)
    beginnings = frozenset(joined[:end] for joined in forms for end in range(1, len(joined) + 1))
    return Index(forms, frozenset(starts), beginnings, frozenset(telling), districts, Typos.compile(spelled))


def _named(joined: str, owners: list[_Owner]) -> Named:
    entries = tuple(dict.fromkeys(owner.entry for owner in owners))
    surname = not ending(joined) or all(entry.cue for entry in entries)
    return Named(entries, all(owner.cue for owner in owners), surname)
