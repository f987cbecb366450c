"""From what reactieschema.yaml says to a Tree, or to all that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from processors.analysis.holes import falling_through
from processors.analysis.words import in_words
from processors.clocks import Clock
from processors.condition_reader import ConditionReader
from processors.faults import Fault, FaultsError, Path, unknown
from processors.labels import Label
from processors.outcome_check import outcome_faults
from processors.tree import Node, Outcome, Tree, content_hash
from processors.tree_names import Names
from processors.tree_shape import shape_faults
from processors.tree_spec import Branch, Chain, Otherwise, OutcomeSpec, Question, TreeSpec, placed_questions


def compile_tree(spec: TreeSpec, names: Names) -> Tree:
    """The tree that a reactieschema describes, for a pack with these names.

    Raises FaultsError with everything that is wrong: unknown names, double ids, a missing branch, what nothing
    reaches, a circle, an outcome that contradicts itself.
    """
    reader = ConditionReader(
        sets=spec.sets,
        fragments=spec.fragments,
        signals=frozenset(names.signals),
        languages=tuple(names.languages),
    )
    flat = _Flattened(spec, reader)
    root = flat.chain(spec.tree, ("tree",))
    holes = flat.hole_faults(root if not reader.faults else None)
    faults = [*flat.faults, *holes, *reader.faults, *outcome_faults(spec, names)]
    used = {"set": (spec.sets, reader.used_sets), "fragment": (spec.fragments, reader.used_fragments)}
    faults += [
        Fault((f"{kind}s", name), f"no condition uses the {kind} {name}", "use it, or take it out")
        for kind, (written, asked) in used.items()
        for name in written
        if name not in asked
    ]
    nodes = {id: flat.nodes[id] for id in flat.paths}
    if not flat.faults and not holes:  # behind a branch that leads nowhere, everything would look out of reach
        faults += shape_faults(root, nodes, flat.paths, spec.outcomes)
    if faults or root is None:
        raise FaultsError(faults)
    return Tree(
        version=spec.version,
        hash=content_hash(spec),
        root=root,
        nodes=nodes,
        outcomes={id: _outcome(id, outcome, spec.clocks) for id, outcome in spec.outcomes.items()},
    )


@dataclass(slots=True)
class _Flattened:
    """The nested chains as one graph of nodes, with the path in the file of each."""

    spec: TreeSpec
    reader: ConditionReader
    nodes: dict[str, Node] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    holes: list[tuple[str, Path]] = field(default_factory=list)
    _ids: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._ids = frozenset(question.id for question, _ in placed_questions(self.spec.tree, ()))

    def chain(self, chain: Chain, path: Path) -> str | None:
        """Adds a chain's nodes; the id where it starts. None when it holds nothing that could be asked."""
        if not chain:
            self.faults.append(Fault(path, "the chain is empty", "end it with - anders: outcome"))
            return None
        for index, line in enumerate(chain):
            if isinstance(line, Otherwise):
                self._target(line.anders, (*path, index, "anders"))
                if index < len(chain) - 1:
                    self.faults.append(
                        Fault((*path, index + 1), "comes after anders, so nothing gets here", "anders ends a chain")
                    )
            else:
                following = _start(chain[index + 1]) if index + 1 < len(chain) else None
                self._question(line, following, (*path, index))
        return _start(chain[0])

    def hole_faults(self, root: str | None) -> list[Fault]:
        """Chains that end without `anders`, each with a message that falls through when the tree starts at `root`."""
        rows = falling_through(root, self.nodes) if self.holes and root is not None else {}
        faults = []
        for id, path in self.holes:
            example = f"; for instance {in_words(rows[id])} falls through" if id in rows else ""
            what = f"{id} has no way on when the answer is nee"
            faults.append(Fault(path, what, f"end the chain with - anders: outcome{example}"))
        return faults

    def _question(self, question: Question, following: str | None, path: Path) -> None:
        new = self._is_new(question.id, (*path, "id"))
        if new:
            self.paths[question.id] = path  # before its branches, so that the order is that of reading
        condition = self.reader.read(question.als, (*path, "als"))
        ja = self._branch(question.ja, (*path, "ja"))
        nee = following if question.nee is None else self._branch(question.nee, (*path, "nee"))
        if question.nee is None and following is None:
            self.holes.append((question.id, path))
        if new:
            # A missing way leads nowhere; its fault is noted, so no tree is made of it.
            self.nodes[question.id] = Node(question.id, question.vraag, question.waarom, condition, ja or "", nee or "")

    def _is_new(self, id: str, path: Path) -> bool:
        if id in self.paths:
            self.faults.append(Fault(path, f"the id {id} is taken by an earlier question", "give one of them another"))
        elif id in self.spec.outcomes:
            self.faults.append(Fault(path, f"{id} is an outcome as well", "give the question another id"))
        return id not in self.paths and id not in self.spec.outcomes

    def _branch(self, branch: Branch, path: Path) -> str | None:
        if isinstance(branch, str):
            return self._target(branch, path)
        return self.chain(branch, path)

    def _target(self, id: str, path: Path) -> str:
        if id not in self._ids and id not in self.spec.outcomes:
            self.faults.append(unknown(path, "outcome or question", id, [*self.spec.outcomes, *self._ids]))
        return id


def _start(line: Question | Otherwise) -> str:
    return line.id if isinstance(line, Question) else line.anders


def _outcome(id: str, spec: OutcomeSpec, clocks: Mapping[str, Clock]) -> Outcome:
    return Outcome(
        id=id,
        label=Label(spec.label.nl, spec.label.en),
        action=spec.action,
        manner=spec.manner,
        voice=spec.voice,
        clock=None if spec.clock is None else clocks[spec.clock],
        clock_name=spec.clock,
        ruling=None if spec.ruling is None else clocks[spec.ruling],
        template=spec.template,
        departments=spec.departments,
        human=spec.human,
        reason=spec.reason,
    )
