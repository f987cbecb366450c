"""A folder with a pack's three files, made into a City, or into all that is wrong with it."""

from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from processors.city import City
from processors.classify import Classifier
from processors.faults import Fault, FaultsError
from processors.signals import SignalSet
from processors.tree import Tree
from processors.tree_compiler import compile_tree
from processors.tree_spec import TreeSpec
from schemas.vocabulary import Topic
from stadsgesprek.pack.city_spec import CitySpec, city_faults, label
from stadsgesprek.pack.document import MAX_BYTES, Document, DocumentError, read_document
from stadsgesprek.pack.problem import PackError, Problem
from stadsgesprek.pack.validation import placed, validated

_Spec = TypeVar("_Spec", bound=BaseModel)
_Read = tuple[_Spec, Document]

FILES: Final = ("city.yaml", "reactieschema.yaml", "signals.yaml")
"""What a pack holds."""


def load(folder: Path) -> City:
    """The city that a pack describes.

    Raises PackError with everything that is wrong. What one file may name of another (a department, a signal) is
    compared once each file is good by itself.
    """
    problems: list[Problem] = []
    city = _file(folder, "city.yaml", CitySpec, problems)
    tree = _file(folder, "reactieschema.yaml", TreeSpec, problems)
    signals = _file(folder, "signals.yaml", SignalSet, problems)
    if city is not None:
        problems += [placed(city[1], fault) for fault in city_faults(city[0])]
    if city is None or tree is None or signals is None:
        raise PackError(problems)
    compiled = _tree(tree, city[0], signals[0], problems)
    classifier = _classifier(city, signals[0], problems)
    if problems or compiled is None or classifier is None:
        raise PackError(problems)
    return _city(city[0], compiled, classifier)


def _file(folder: Path, name: str, model: type[_Spec], problems: list[Problem]) -> _Read[_Spec] | None:
    """A file read and validated by itself, or None with the problems noted."""
    try:
        with (folder / name).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        document = read_document(name, content)
        return validated(model, document), document
    except FileNotFoundError:
        problems.append(Problem(name, None, "does not exist", f"a pack has the files {', '.join(FILES)}"))
    except OSError as error:
        problems.append(Problem(name, None, f"cannot be read: {error.strerror}", "look at its permissions"))
    except DocumentError as error:
        problems.append(error.problem)
    except PackError as error:
        problems += error.problems
    return None


def _tree(tree: _Read[TreeSpec], city: CitySpec, signals: SignalSet, problems: list[Problem]) -> Tree | None:
    spec, document = tree
    try:
        return compile_tree(spec, signals=signals.signals, departments=city.departments, languages=city.languages)
    except FaultsError as error:
        problems += [placed(document, fault) for fault in error.faults]
        return None


def _classifier(city: _Read[CitySpec], signals: SignalSet, problems: list[Problem]) -> Classifier | None:
    spec, document = city
    try:
        return Classifier.compile(signals, spec.languages)
    except ValueError as error:
        problems.append(placed(document, Fault(("languages",), f"languages: {error}")))
        return None


def _city(spec: CitySpec, tree: Tree, classifier: Classifier) -> City:
    labels = {name: {id: label(each) for id, each in ids.items()} for name, ids in spec.labels.items()}
    return City(
        id=spec.id,
        name=spec.name,
        timezone=ZoneInfo(spec.timezone),
        languages=spec.languages,
        departments={id: label(each) for id, each in spec.departments.items()},
        responsible={Topic(id): topic.department for id, topic in spec.topics.items()},
        labels={
            **labels,
            "topic": {id: label(each) for id, each in spec.topics.items()},
            "outcome": {outcome.id: outcome.label for outcome in tree.outcomes.values()},
        },
        classifier=classifier,
        tree=tree,
    )
