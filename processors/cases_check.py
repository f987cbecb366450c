"""Whether cases can be run at all: what they name must be in the pack."""

from collections.abc import Collection, Iterator

from pydantic import ValidationError

from processors.cases_rows import case_message
from processors.cases_spec import OF_THE_MESSAGE, OF_THE_MOMENT, CaseSpec, CasesSpec
from processors.city import City
from processors.condition_reader import ConditionReader
from processors.faults import Fault, Path, listed, shown, unknown
from processors.features import FEATURES
from processors.tree import Tree


def case_faults(cases: CasesSpec, city: City, signals: Collection[str]) -> Iterator[Fault]:
    """Everything that is wrong: unknown outcomes, questions, features and values, and cases that contradict themselves.

    `signals` are the ids of the pack's signals.
    """
    known = frozenset(signals)
    seen: set[str] = set()
    for index, case in enumerate(cases.gevallen):
        path: Path = ("gevallen", index)
        yield from _targets(case, city.tree, path)
        if case.naam in seen:
            yield Fault((*path, "naam"), f"the name {shown(case.naam)} is taken by an earlier case", "change one")
        seen.add(case.naam or "")
        faults = [*_form(case, path), *_values(case, city, known, (*path, "kenmerken"))]
        yield from faults
        if not faults:
            yield from _as_message(case, city, path)


def _targets(case: CaseSpec, tree: Tree, path: Path) -> Iterator[Fault]:
    for key, outcome in (("uitkomst", case.uitkomst), ("bijna", case.bijna)):
        if outcome is not None and outcome not in tree.outcomes:
            yield unknown((*path, key), "outcome", outcome, tree.outcomes)
    for place, question in enumerate(case.pad or ()):
        if question not in tree.nodes:
            yield unknown((*path, "pad", place), "question", question, tree.nodes)
    if case.bijna == case.uitkomst:
        yield Fault((*path, "bijna"), f"the case must get {case.bijna} and must not get it", "take bijna out")


def _form(case: CaseSpec, path: Path) -> Iterator[Fault]:
    if case.tekst is None and not case.kenmerken:
        yield Fault(path, "the case says nothing of the message", "give it tekst or kenmerken")
    if case.tekst is None and case.naam is None:
        yield Fault(path, "a case of kenmerken has no name", "add naam: and the situation in a few words")
    for name in case.kenmerken:
        where = (*path, "kenmerken", name)
        if case.gezegd is not None and name in OF_THE_MOMENT:
            yield Fault(where, f"{name} follows from gezegd", "take one of them out")
        elif case.tekst is not None and name in FEATURES and name not in OF_THE_MESSAGE + OF_THE_MOMENT:
            hint = f"with a text go {', '.join(OF_THE_MESSAGE + OF_THE_MOMENT)}"
            yield Fault(where, f"{name} follows from the text", hint)


def _values(case: CaseSpec, city: City, signals: frozenset[str], path: Path) -> Iterator[Fault]:
    """As a condition would be: `topic: verlichting` can be asked, so a message can be of it."""
    reader = ConditionReader(sets={}, fragments={}, signals=signals, languages=city.languages)
    for name, value in case.kenmerken.items():
        where = (*path, name)
        feature = FEATURES.get(name)
        if feature is None:
            yield unknown(where, "feature", name, FEATURES)
        elif feature.kind == "signals":
            for each in value if isinstance(value, list) else [value]:
                if not isinstance(each, str) or each not in signals:
                    yield unknown(where, "signal", each, signals)
        elif isinstance(value, list | dict):
            yield Fault(where, f"{shown(value)} is more than one value of {name}", listed(feature.values))
        elif feature.kind == "number" and not _counts(name, value):
            yield Fault(where, f"{shown(value)} is not a value of {name}", f"it is: {feature.description}")
        else:
            reader.read({name: value}, path)
    yield from reader.faults


def _counts(name: str, value: object) -> bool:
    """Whether a number can be that of a message: confidence from 0 to 1, everything else a whole number or unknown."""
    if name.endswith("_confidence"):
        return isinstance(value, int | float) and 0 <= value <= 1
    return value is None or (isinstance(value, int) and value >= 0)


def _as_message(case: CaseSpec, city: City, path: Path) -> Iterator[Fault]:
    try:
        case_message(case, city)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "tekst" if "content" in str(first["msg"]) else "kenmerken"
        yield Fault((*path, where), f"cannot be a message: {first['msg'].removeprefix('Value error, ')}")
    except OverflowError:
        yield Fault(path, "lies too far in the past", "choose a later moment or a younger account")
