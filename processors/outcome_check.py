"""Whether the outcomes of a reactieschema make sense by themselves."""

from collections.abc import Iterator

from processors.faults import Fault, Path, unknown
from processors.tree_names import Names
from processors.tree_spec import TOPIC_DEPARTMENTS, OutcomeSpec, TreeSpec
from schemas.vocabulary import SILENT, Action, Manner

_ANSWERS = {Action.reageren, Action.doorverwijzen}


def outcome_faults(spec: TreeSpec, names: Names) -> Iterator[Fault]:
    """Names that the pack does not have, clocks that nobody uses, and outcomes that contradict themselves."""
    departments = {*names.departments, TOPIC_DEPARTMENTS}
    for id, outcome in spec.outcomes.items():
        path: Path = ("outcomes", id)
        for key, kind, name, known in (
            ("clock", "clock", outcome.clock, spec.clocks),
            ("ruling", "clock", outcome.ruling, spec.clocks),
            ("voice", "voice", outcome.voice, names.voices),
            ("template", "template", outcome.template, names.templates),
        ):
            if name is not None and name not in known:
                yield unknown((*path, key), kind, name, known)
        for index, department in enumerate(outcome.departments):
            if department not in departments:
                yield unknown((*path, "departments", index), "department", department, departments)
        yield from _contradictions(outcome, path)
    used = {name for outcome in spec.outcomes.values() for name in (outcome.clock, outcome.ruling)}
    for clock in spec.clocks:
        if clock not in used:
            yield Fault(("clocks", clock), f"no outcome uses the clock {clock}", "use it, or take it out")


def _contradictions(outcome: OutcomeSpec, path: Path) -> Iterator[Fault]:
    if outcome.action in SILENT and outcome.manner is not Manner.geen:
        yield Fault((*path, "manner"), f"{outcome.action} says nothing, so in no manner", "manner: geen")
    if outcome.action in _ANSWERS and outcome.manner is Manner.geen:
        yield Fault((*path, "manner"), f"{outcome.action} says something, but in no manner", "for instance openbaar")
    if outcome.action in _ANSWERS and outcome.clock is None:
        yield Fault((*path, "clock"), f"{outcome.action} has to be done by some time", "name a clock")
    if outcome.ruling is not None and outcome.clock is None:
        yield Fault((*path, "ruling"), "a ruling, but no clock for the answer before it", "name a clock as well")
    if outcome.manner is Manner.geen and outcome.template is not None:
        yield Fault((*path, "template"), "a template, but nothing is said", "take it out, or choose a manner")
    if outcome.human and not outcome.departments:
        yield Fault((*path, "departments"), "a person must look, but nobody gets it", "name a department, or topic")
    if outcome.action is Action.escaleren and not outcome.human:
        yield Fault((*path, "human"), "escaleren reaches nobody when no person looks", "human: true")
