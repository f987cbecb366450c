"""gevallen.yaml as it is read: what is wrong with it is said with its line."""

import json
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsgesprek.pack import Pack, PackError, compiled, read_files
from stadsgesprek.pack.cases import read_cases
from tests.stadsgesprek.pack.packs import write_pack


@cache
def _small() -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        return compiled(read_files(write_pack(Path(folder))))


def _with(cases: bytes | None) -> Pack:
    """The small pack with these cases, or without the file."""
    others = {name: content for name, content in _small().files.items() if name != "gevallen.yaml"}
    return replace(_small(), files=others if cases is None else {**others, "gevallen.yaml": cases})


def _complaints(cases: bytes | None) -> list[str]:
    with pytest.raises(PackError) as caught:
        read_cases(_with(cases))
    return [str(problem) for problem in caught.value.problems]


def test_cases_are_read_with_their_lines(tmp_path: Path) -> None:
    written = "# twee\ngevallen:\n  - tekst: Brand!\n    uitkomst: noodgeval\n\n  - {tekst: Hallo, uitkomst: stil}\n"
    cases, document = read_cases(compiled(read_files(write_pack(tmp_path, gevallen=written))))
    assert [case.tekst for case in cases.gevallen] == ["Brand!", "Hallo"]
    assert [document.line(("gevallen", index)) for index in (0, 1)] == [3, 6]


def test_everything_that_is_wrong_is_said_at_once_with_file_and_line() -> None:
    written = b"""\
gevallen:
  - tekst: Brand!
    uitkomst: noodgevl
  - naam: Een vraag
    kenmerken:
      topic: zwembd
    uitkomst: vraag-zwembad
"""
    assert _complaints(written) == [
        "gevallen.yaml:3: 'noodgevl' is not a known outcome; did you mean noodgeval?",
        "gevallen.yaml:6: 'zwembd' is not a value of topic; did you mean zwembad?",
    ]


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        (None, "gevallen.yaml: does not exist; write a hit and a near miss for every outcome"),
        (b"gevallen: [\n", "gevallen.yaml:2: is not YAML"),
        (b"cases: []", "gevallen.yaml:1: 'cases' is not a key that can stand here"),
        (b"gevallen:\n  - tekst: x\n    uitkomst: stil\n    pat: [bad]", "gevallen.yaml:4: 'pat' is not a key"),
        (b"gevallen:\n  - tekst: x", "gevallen.yaml:2: uitkomst is missing; add it"),
        (
            b"gevallen:\n  - tekst: x\n    uitkomst: stil\n    gezegd: straks",
            "gevallen.yaml:4: gezegd: 'straks' is not",
        ),
        (b"gevallen:\n  - tekst: 12\n    uitkomst: stil", "gevallen.yaml:2: tekst: found 12; expected text"),
    ],
)
def test_a_file_that_holds_no_cases_is_refused(written: bytes | None, complaint: str) -> None:
    assert any(each.startswith(complaint) for each in _complaints(written))


_VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["topic", "words", "signals", "attachments", "reply"]), _VALUES, max_size=3))
def test_no_value_of_a_feature_breaks_the_reader(features: dict[str, object]) -> None:
    case = {"naam": "Een geval", "tekst": "x", "kenmerken": features, "uitkomst": "stil"}
    written = json.dumps({"gevallen": [case]}).encode()
    good = not (features.keys() & {"topic", "words", "signals"}) and (
        all(isinstance(each, bool) for name, each in features.items() if name == "reply")
        and all(type(each) is int and 0 <= each <= 20 for name, each in features.items() if name == "attachments")
    )
    if good:
        read_cases(_with(written))
    else:
        with pytest.raises(PackError, match=r"gevallen\.yaml:1: "):
            read_cases(_with(written))
