"""Whether the templates of a pack fit the outcomes that use them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from processors.faults import Fault
from processors.replies import Replies, is_public
from processors.replies_fields import REPLY_FIELDS
from schemas.vocabulary import Manner


class Speaking(Protocol):
    """What is asked of an outcome: how it speaks, and what it can tell."""

    @property
    def manner(self) -> Manner: ...
    @property
    def template(self) -> str | None: ...
    @property
    def voice(self) -> str | None: ...
    @property
    def clock(self) -> object | None: ...
    @property
    def ruling(self) -> object | None: ...
    @property
    def departments(self) -> Sequence[str]: ...


class ReplyFaults(NamedTuple):
    """Faults of reactieschema.yaml, and of antwoorden.yaml."""

    tree: tuple[Fault, ...]
    replies: tuple[Fault, ...]


def reply_faults(outcomes: Mapping[str, Speaking], replies: Replies) -> ReplyFaults:
    """Outcomes whose template quotes the author in public or has a field that they cannot fill, and templates that no
    outcome uses. A template that is not there is the tree compiler's to report.
    """
    tree = [fault for id, outcome in outcomes.items() for fault in _unfit(id, outcome, replies)]
    used = {outcome.template for outcome in outcomes.values()}
    unused = [
        Fault((name,), f"no outcome uses the template {name}", "name it in reactieschema.yaml, or take it out")
        for name in replies.templates
        if name not in used
    ]
    return ReplyFaults(tuple(tree), tuple(unused))


def _unfit(id: str, outcome: Speaking, replies: Replies) -> Iterator[Fault]:
    template = outcome.template
    path = ("outcomes", id, "template")
    public = is_public(outcome.manner)
    for name, languages in _fields(replies, template, public).items():
        field = REPLY_FIELDS[name]
        where = f"the template {template} has {{{name}}} (in {', '.join(languages)})"
        if field.personal and public:
            what = f"{where}, which is personal, and everybody reads this reply"
            yield Fault(path, what, "take it out of the text, or use another template")
        elif field.needs is not None and not getattr(outcome, field.needs):
            yield Fault(path, f"{where}, but the outcome has no {field.needs}", f"add {field.needs}:, or take it out")


def _fields(replies: Replies, template: str | None, public: bool) -> dict[str, list[str]]:
    """Field to the languages in whose text it stands, of what is said in public or in private."""
    found: dict[str, list[str]] = {}
    for language, text in replies.templates.get(template or "", {}).items():
        for name in text.fields(public):
            found.setdefault(name, []).append(language)
    return found
