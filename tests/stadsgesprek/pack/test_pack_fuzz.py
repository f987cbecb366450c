"""Whatever stands in a pack's files: a pack, with its cases read and its tree analysed, or problems; never a fault."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from processors.features import FEATURES
from stadsgesprek.pack import FILES, PackError, Problem, builtin, compiled
from stadsgesprek.pack.cases import read_cases
from stadsgesprek.pack.findings import findings
from tests.stadsgesprek.pack.packs import REPLIES, SIGNALS

TREE = """\
version: mini
sets:
  wil-iets: [vraag, melding, klacht]
fragments:
  onder-vier-ogen: {any: [{visibility: direct}, {channel: counter}]}
clocks:
  nu: PT0S
  vier-uur: {working_hours: 4}
  drie-dagen: {working_days: 3}
  uitspraak: P45D
tree:
  - id: gevaar
    vraag: Is er gevaar?
    waarom: Eerst het gevaar.
    als: {any: [{intent: [noodgeval, misbruik]}, {urgency: acuut}]}
    ja: noodgeval
  - id: afgeschermd
    vraag: Leest alleen de stad mee?
    waarom: Dan antwoorden we daar.
    als: {fragment: onder-vier-ogen, personal_data: false}
    ja: vraag-zwembad
  - id: bad
    vraag: Gaat het over het zwembad?
    waarom: Om te tonen hoe een rijtje werkt.
    als: {intent: {in: wil-iets}, words: {">=": 2, "<": 30}, not: {signals: [water.*]}}
    ja:
      - id: boos
        vraag: Is het een klacht?
        waarom: Dan telt een andere klok.
        als: {hour: {"<": 12}, followers: null}
        ja: klacht
        nee: stil
  - anders: stil
outcomes:
  noodgeval:
    label: {nl: Noodgeval, en: Emergency}
    action: escaleren
    clock: nu
    departments: [topic, communicatie]
    human: true
    reason: Er is gevaar.
  vraag-zwembad:
    label: {nl: Zwembadvraag, en: Pool question}
    action: reageren
    manner: persoonlijk
    voice: stad
    clock: vier-uur
    template: vraag
    departments: [topic]
    human: true
    reason: Een vraag krijgt antwoord.
  klacht:
    label: {nl: Klacht, en: Complaint}
    action: volgen
    clock: drie-dagen
    ruling: uitspraak
    departments: [topic]
    human: true
    reason: Een klacht krijgt een uitspraak.
  stil:
    label: {nl: Stil, en: Silence}
    action: niet-reageren
    reason: Er wordt niets gevraagd.
"""

CASES = """\
gevallen:
  - tekst: Brand!
    uitkomst: noodgeval
    bijna: stil
  - naam: Een twijfelgeval
    kenmerken: {intent: vraag, words: 3}
    uitkomst: klacht
    bijna: stil
"""

_GOOD = {
    "city.yaml": (builtin("antwerpen") / "city.yaml").read_text("utf-8"),
    "reactieschema.yaml": TREE,
    "signals.yaml": SIGNALS,
    "antwoorden.yaml": REPLIES,
    "gevallen.yaml": CASES,
    "plaatsen.csv": "name;kind;district;postcode;lat;lon;also;cue\nMeir;straat;antwerpen;2000;51.21800;4.40700;;ja\n",
}
_WHOLE_FILE = re.compile("does not exist|is empty|is larger|is not YAML")
_FUZZ = settings(max_examples=80, deadline=None)


def _read(**changed: bytes) -> tuple[Problem, ...]:
    """What is said of the pack with these files, after everything that is done with a pack; () when it is good."""
    files = {name: text.encode() for name, text in _GOOD.items()} | changed
    try:
        pack = compiled(files)
        found = findings(pack)
        read_cases(pack)
    except PackError as error:
        problems = error.problems
        assert problems
    else:
        problems = (*found.errors, *found.warnings)
        assert found.report.exact
        assert all(problem.file == "reactieschema.yaml" for problem in problems)
    for problem in problems:
        assert problem.file in FILES
        assert problem.what
        assert problem.line is not None or _WHOLE_FILE.search(problem.what), problem
        assert problem.line is None or problem.line >= 1
    return problems


def test_the_pack_that_is_spoilt_below_is_good() -> None:
    assert _read() == ()


@_FUZZ
@given(file=st.sampled_from(FILES), content=st.binary() | st.text(st.characters(codec="utf-8")).map(str.encode))
def test_any_content_of_a_file(file: str, content: bytes) -> None:
    _read(**{file: content})


_SCRAPS = ["", "[", "]", "{", "}", ":", "- ", "'", "\n", "  ", "5", "true", "null", "*", "&a", "!t", "é", "topic"]
_MORE_SCRAPS = ["\x00", "-1", "1e999", "PT0S", "fragment", "{in: wil-iets}", "99999999999999999999", "working_days"]


@_FUZZ
@given(file=st.sampled_from(FILES), data=st.data())
def test_a_good_file_with_a_piece_replaced(file: str, data: st.DataObject) -> None:
    text = _GOOD[file]
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 30))
    scrap = data.draw(st.sampled_from(_SCRAPS + _MORE_SCRAPS) | st.text(st.characters(codec="utf-8"), max_size=5))
    _read(**{file: (text[:start] + scrap + text[start + length :]).encode()})


@_FUZZ
@given(file=st.sampled_from(FILES), data=st.data())
def test_a_good_file_with_lines_taken_out_or_moved(file: str, data: st.DataObject) -> None:
    lines = _GOOD[file].splitlines(keepends=True)
    taken = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
    if data.draw(st.booleans()):
        lines.insert(data.draw(st.integers(0, len(lines))), taken)
    _read(**{file: "".join(lines).encode()})


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec="utf-8"), max_size=5),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from(["id", "als", "ja", "any", "x"]), parts)
    ),
    max_leaves=6,
)
_NUMBERS = st.sampled_from([-1, 0, 0.5, 1, 2.5, 23, 24, 10**18, -(10**18), 1e308, 5e-324])


def _asked(name: str) -> st.SearchStrategy[Any]:
    """A condition on one feature that may well be good."""
    feature = FEATURES[name]
    if feature.kind == "signals":
        return st.sampled_from(["gevaar.brand", "gevaar.*", ["water.*", "gevaar.*"], "rommel.zak", ["water.zwembad"]])
    if feature.kind == "flag":
        return st.booleans()
    if feature.kind == "number":
        bound = st.dictionaries(st.sampled_from([">=", ">", "<=", "<"]), _NUMBERS, min_size=1, max_size=2)
        return _NUMBERS | st.lists(_NUMBERS, min_size=1, max_size=3) | bound | st.none()
    return st.lists(st.sampled_from(feature.values or ("nl", "en", "und")), min_size=1, max_size=3)


_LEAF = st.sampled_from(sorted(FEATURES)).flatmap(lambda name: st.fixed_dictionaries({name: _asked(name)}))
_CONDITION = st.recursive(
    _LEAF | st.just({"fragment": "onder-vier-ogen"}) | st.just({"intent": {"in": "wil-iets"}}),
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3).map(lambda all_of: {"all": all_of})
        | st.lists(parts, min_size=1, max_size=3).map(lambda any_of: {"any": any_of})
        | parts.map(lambda part: {"not": part})
    ),
    max_leaves=6,
)


@_FUZZ
@given(danger=_CONDITION | _VALUES, bad=_CONDITION, complaint=_CONDITION, fragment=_CONDITION | _VALUES, branch=_VALUES)
def test_any_conditions_and_branches(danger: Any, bad: Any, complaint: Any, fragment: Any, branch: Any) -> None:
    changed = {
        "als: {any: [{intent: [noodgeval, misbruik]}, {urgency: acuut}]}": ("als", danger),
        'als: {intent: {in: wil-iets}, words: {">=": 2, "<": 30}, not: {signals: [water.*]}}': ("als", bad),
        'als: {hour: {"<": 12}, followers: null}': ("als", complaint),
        "onder-vier-ogen: {any: [{visibility: direct}, {channel: counter}]}": ("onder-vier-ogen", fragment),
        "nee: stil": ("nee", branch if isinstance(branch, list | dict) else "stil"),
    }
    text = TREE
    for old, (key, value) in changed.items():
        assert old in text
        text = text.replace(old, f"{key}: {_flow(value)}", 1)
    _read(**{"reactieschema.yaml": text.encode()})


def _with_fragments(first: str, *more: str) -> tuple[Problem, ...]:
    """What is said when a question asks for the first of these fragments."""
    asks = "{any: [{fragment: onder-vier-ogen}, {fragment: f0}], personal_data: false}"
    text = TREE.replace("{fragment: onder-vier-ogen, personal_data: false}", asks)
    lines = "".join(f"  f{number}: {each}\n" for number, each in enumerate([first, *more]))
    return _read(**{"reactieschema.yaml": text.replace("fragments:\n", f"fragments:\n{lines}").encode()})


def test_fragments_that_double_each_other_are_refused_and_not_written_out() -> None:
    doubles = [f"{{all: [{{fragment: f{n}}}, {{fragment: f{n}}}]}}" for n in range(1, 41)]
    problems = _with_fragments(*doubles, "{intent: vraag}")
    assert any("stands for more than 500 comparisons" in problem.what for problem in problems)


def test_fragments_too_deep_within_each_other_are_refused() -> None:
    chained = [f"{{not: {{fragment: f{n}}}}}" for n in range(1, 600)]
    problems = _with_fragments(*chained, "{intent: vraag}")
    assert any("fragments within fragments deeper than 120" in problem.what for problem in problems)
    backwards = [f"{{not: {{fragment: f{n}}}}}" for n in (2, *range(599, 1, -1))]
    assert all(problem.line for problem in _with_fragments("{reply: true}", *backwards))


@_FUZZ
@given(clock=_VALUES | st.dictionaries(st.sampled_from(["working_hours", "working_days", "x"]), _VALUES))
def test_any_clock(clock: Any) -> None:
    text = TREE.replace("vier-uur: {working_hours: 4}", f"vier-uur: {_flow(clock)}")
    _read(**{"reactieschema.yaml": text.encode()})


@_FUZZ
@given(key=st.sampled_from(["naam", "tekst", "kenmerken", "uitkomst", "bijna", "x"]), value=_VALUES)
def test_any_value_in_a_case(key: str, value: Any) -> None:
    _read(**{"gevallen.yaml": (CASES + f"  - uitkomst: stil\n    {key}: {_flow(value)}\n").encode()})


@_FUZZ
@given(key=st.sampled_from(["vraag", "anders", "nl"]), value=_VALUES)
def test_any_value_in_the_replies(key: str, value: Any) -> None:
    _read(**{"antwoorden.yaml": f"{key}: {_flow(value)}\n".encode()})


def _flow(value: object) -> str:
    """Data as YAML on one line."""
    return json.dumps(value, ensure_ascii=False)
