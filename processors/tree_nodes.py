"""What a reactieschema is made of: questions, and outcomes as its leaves."""

from dataclasses import dataclass

from processors.clocks import Clock
from processors.conditions import Condition
from processors.labels import Label
from schemas.vocabulary import Action, Manner


@dataclass(frozen=True, slots=True)
class Outcome:
    """A leaf of the tree. `clock` is None where nothing has to be done by a time; `clock_name` is the city's word."""

    id: str
    label: Label
    action: Action
    manner: Manner
    voice: str | None
    clock: Clock | None
    clock_name: str | None
    ruling: Clock | None
    template: str | None
    departments: tuple[str, ...]
    human: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Node:
    """One question. `ja` and `nee` are ids of nodes or outcomes of the same tree."""

    id: str
    vraag: str
    waarom: str
    condition: Condition
    ja: str
    nee: str
