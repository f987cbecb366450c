"""A pack's files, made into a City, or into all that is wrong with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from processors.calendar import Calendar
from processors.city import City
from processors.classify import Classifier
from processors.crisis import Crisis
from processors.faults import Fault, FaultsError
from processors.model import Model
from processors.places import Gazetteer
from processors.replies import Replies, RepliesSpec
from processors.replies_check import reply_faults
from processors.signals import SignalSet
from processors.signals_match import Matcher
from processors.tree import Tree
from processors.tree_compiler import compile_tree
from processors.tree_names import Names
from processors.tree_spec import TreeSpec
from schemas.vocabulary import Topic
from stadsgesprek.model.artefact import delivered
from stadsgesprek.pack.city_spec import CitySpec, city_faults, label
from stadsgesprek.pack.document import Document, DocumentError, read_document
from stadsgesprek.pack.files import CITY, FILES, PLACES, REPLIES, SIGNALS, TREE, pack_hash, read_files
from stadsgesprek.pack.places import read_places
from stadsgesprek.pack.problem import PackError, Problem
from stadsgesprek.pack.validation import placed, validated

_Spec = TypeVar("_Spec", bound=BaseModel)
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that can be put in force: its files, what they say, and the city that comes of it."""

    files: Mapping[str, bytes]
    hash: str
    documents: Mapping[str, Document]
    city_spec: CitySpec
    tree_spec: TreeSpec
    replies_spec: RepliesSpec
    city: City
    matcher: Matcher
    model: Model
    gazetteer: Gazetteer

    @property
    def signals(self) -> SignalSet:
        """The content of signals.yaml."""
        return self.matcher.signals


def load(folder: Path) -> City:
    """The city that a folder describes. Raises PackError with everything that is wrong."""
    return compiled(read_files(folder)).city


def compiled(files: Mapping[str, bytes], *, before: Pack | None = None, model: Model | None = None) -> Pack:
    """The pack in these files; of the pack `before` it takes over what is dear to make and has not changed.

    It understands messages with this model; without one with that of the pack before it, else the delivered one.

    Raises PackError with everything that is wrong. What one file may name of another (a department, a signal) is
    compared once each file is good by itself.
    """
    reading = _Reading(files)
    city = reading.spec(CITY, CitySpec)
    tree = reading.spec(TREE, TreeSpec)
    if before is not None and before.files[SIGNALS] == files.get(SIGNALS):
        signals: SignalSet | None = before.signals
        reading.documents[SIGNALS] = before.documents[SIGNALS]
    else:
        signals = reading.spec(SIGNALS, SignalSet)
    replies = reading.spec(REPLIES, RepliesSpec)
    if before is not None and before.files.get(PLACES) == files.get(PLACES):
        gazetteer: Gazetteer | None = before.gazetteer
    else:
        gazetteer = reading.gazetteer()
    if city is not None:
        reading.note(CITY, city_faults(city))
    if city is None or tree is None or signals is None or replies is None or gazetteer is None:
        raise PackError(reading.problems)
    names = Names(signals.signals, city.departments, city.languages, city.voices, replies.templates)
    made_tree = reading.made(TREE, lambda: compile_tree(tree, names))
    made_replies = reading.made(REPLIES, lambda: Replies(replies, city.languages))
    matcher = before.matcher if before is not None and before.signals == signals else Matcher.compile(signals)
    model = model or (before.model if before is not None else delivered())
    if before is not None and _understands_alike(before, city, matcher, model, gazetteer):
        classifier: Classifier | None = before.city.classifier
    else:
        classifier = reading.classifier(matcher, city, model, gazetteer)
    if made_tree is not None and made_replies is not None:
        fit = reply_faults(made_tree.outcomes, made_replies)
        reading.note(TREE, fit.tree)
        reading.note(REPLIES, fit.replies)
    if reading.problems or made_tree is None or made_replies is None or classifier is None:
        raise PackError(reading.problems)
    return Pack(
        files=files,
        hash=pack_hash(files),
        documents=reading.documents,
        city_spec=city,
        tree_spec=tree,
        replies_spec=replies,
        city=_city(city, made_tree, made_replies, classifier),
        matcher=matcher,
        model=model,
        gazetteer=gazetteer,
    )


def _understands_alike(before: Pack, city: CitySpec, matcher: Matcher, model: Model, gazetteer: Gazetteer) -> bool:
    old = before.city_spec
    same = before.matcher is matcher and before.model is model and before.gazetteer is gazetteer
    return same and (old.languages, old.abstain_below) == (city.languages, city.abstain_below)


class _Reading:
    """The files that are being read, and what was found wrong so far."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []

    def spec(self, name: str, model: type[_Spec]) -> _Spec | None:
        """A file validated by itself, or None with the problems noted."""
        if name not in self._files:
            self.problems.append(Problem(name, None, "does not exist", f"a pack has the files {', '.join(FILES)}"))
            return None
        try:
            document = read_document(name, self._files[name])
            self.documents[name] = document
            return validated(model, document)
        except DocumentError as error:
            self.problems.append(error.problem)
        except PackError as error:
            self.problems += error.problems
        return None

    def made(self, name: str, make: Callable[[], _Made]) -> _Made | None:
        """What `make` makes of a file's content, or None with its faults noted."""
        try:
            return make()
        except FaultsError as error:
            self.note(name, error.faults)
            return None

    def classifier(self, matcher: Matcher, city: CitySpec, model: Model, gazetteer: Gazetteer) -> Classifier | None:
        """The classifier of these signals, or None when it does not know a language of the city."""
        try:
            return Classifier.compile(matcher, city.languages, model, gazetteer, abstain_below=city.abstain_below)
        except ValueError as error:
            self.note(CITY, [Fault(("languages",), f"languages: {error}")])
            return None

    def gazetteer(self) -> Gazetteer | None:
        """The places of the city, none where the pack lists none, or None with the problems noted."""
        try:
            return Gazetteer.compile(read_places(self._files[PLACES]) if PLACES in self._files else ())
        except PackError as error:
            self.problems += error.problems
            return None

    def note(self, name: str, faults: Iterable[Fault]) -> None:
        """Faults of a file, with their lines."""
        self.problems += [placed(self.documents[name], fault) for fault in faults]


def _city(spec: CitySpec, tree: Tree, replies: Replies, classifier: Classifier) -> City:
    timezone = ZoneInfo(spec.timezone)
    labels = {name: {id: label(each) for id, each in ids.items()} for name, ids in spec.labels.items()}
    crisis = spec.crisis
    return City(
        id=spec.id,
        name=spec.name,
        timezone=timezone,
        languages=spec.languages,
        departments={id: label(each) for id, each in spec.departments.items()},
        responsible={Topic(id): topic.department for id, topic in spec.topics.items()},
        labels={
            **labels,
            "topic": {id: label(each) for id, each in spec.topics.items()},
            "outcome": {outcome.id: outcome.label for outcome in tree.outcomes.values()},
        },
        voices={id: label(each) for id, each in spec.voices.items()},
        tones=spec.tones,
        links={Topic(id): topic.link for id, topic in spec.topics.items() if topic.link is not None},
        calendar=Calendar(spec, timezone),
        crisis=None if crisis is None else Crisis(crisis.since, crisis.until, crisis.about),
        replies=replies,
        classifier=classifier,
        tree=tree,
    )
