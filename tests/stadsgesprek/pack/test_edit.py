"""Editing a pack's file changes the value that was meant, and not a character of the rest."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.faults import Path
from stadsgesprek.pack import builtin
from stadsgesprek.pack.document import DocumentError, read_document
from stadsgesprek.pack.edit import EditError, edited

FILE = """\
# Kop.
version: 2026-11
sets:
  wil-iets: [vraag, melding]   # wie iets wil
tree:
  - id: bereik
    als: {followers: {">=": 10000}, topic: [sport, 'zwembad']}
    # Waarom staat hier uitgelegd.
    ja: groot
  - anders: stil

outcomes:
  groot:
    label: {nl: Groot bereik, en: Large reach}
    departments:
      - topic
      - communicatie
    human: true
    reason: >-
      Veel mensen
      lezen mee.

  # De stilte.
  stil:
    text: |-
      Dag,

      tot later.
    reason: "Er is niets: gevraagd."
# Voet.
"""


def changed(changes: dict[Path, Any]) -> str:
    return edited(FILE.encode(), changes).decode()


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("tree", 0, "als", "followers", ">="), 5000, '{">=": 10000}', '{">=": 5000}'),
        (("tree", 0, "als", "topic", 1), "jeugd", "'zwembad'", "jeugd"),
        (("outcomes", "groot", "human"), False, "human: true", "human: false"),
        (("outcomes", "groot", "label", "nl"), "Veel: lezers", "{nl: Groot bereik,", '{nl: "Veel: lezers",'),
        (
            ("outcomes", "groot", "departments"),
            ("topic",),
            "departments:\n      - topic\n      - communicatie\n",
            "departments:\n      [topic]\n",
        ),
        (("outcomes", "groot", "reason"), "Kort.", ">-\n      Veel mensen\n      lezen mee.\n", "Kort.\n"),
        (("outcomes", "stil", "text"), "Een\n\ntwee", "Dag,\n\n      tot later.", "Een\n\n      twee"),
        (("outcomes", "stil", "reason"), "1e5", '"Er is niets: gevraagd."', '"1e5"'),
        (("outcomes", "groot", "human"), None, "    human: true\n", ""),
        (("sets", "wil-iets"), ("vraag",), "[vraag, melding]", "[vraag]"),
        (
            ("outcomes", "stil", "clock"),
            "nu",
            'reason: "Er is niets: gevraagd."\n',
            'reason: "Er is niets: gevraagd."\n    clock: nu\n',
        ),
        (("outcomes", "groot", "label", "fr"), "Grand", "en: Large reach}", "en: Large reach, fr: Grand}"),
    ],
)
def test_only_the_value_changes(path: Path, value: Any, old: str, new: str) -> None:
    assert old in FILE
    assert changed({path: value}) == FILE.replace(old, new)


def test_several_changes_are_made_at_once() -> None:
    text = changed({("outcomes", "groot", "human"): None, ("tree", 0, "als", "followers", ">="): 5})
    assert text == FILE.replace("    human: true\n", "").replace("10000", "5")
    assert changed({}) == FILE


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    assert changed({("outcomes", "groot", "clock"): None}) == FILE


@pytest.mark.parametrize(
    "path",
    [
        ("outcomes", "nergens", "human"),
        ("tree", 7, "id"),
        ("tree", 0, "als", "topic", 9),
        ("tree", 0, "id", "x"),
        ("version", 0),
        ("tree", "id"),
    ],
)
def test_a_path_that_leads_nowhere_is_told(path: Path) -> None:
    with pytest.raises(EditError, match="leads nowhere"):
        changed({path: "x"})


def test_a_key_that_cannot_be_taken_out_is_told() -> None:
    with pytest.raises(EditError, match="by hand"):
        changed({("outcomes", "groot", "label", "nl"): None})


def test_a_file_that_is_no_yaml_is_told() -> None:
    with pytest.raises(DocumentError):
        edited(b"a: [", {("a",): 1})


_ANTWERP = {name: (builtin("antwerpen") / name).read_bytes() for name in ("reactieschema.yaml", "antwoorden.yaml")}


def _scalars(data: Any, above: Path = ()) -> list[Path]:
    if isinstance(data, dict):
        return [path for key, inner in data.items() for path in _scalars(inner, (*above, key))]
    if isinstance(data, list):
        return [path for index, inner in enumerate(data) for path in _scalars(inner, (*above, index))]
    return [above]


_PATHS = {name: _scalars(read_document(name, content).data) for name, content in _ANTWERP.items()}


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


@settings(max_examples=60, deadline=None)
@given(data=st.data(), value=st.text(max_size=60) | st.booleans() | st.integers() | st.floats(0, 1))
def test_any_value_of_antwerp_can_become_any_other(data: st.DataObject, value: Any) -> None:
    name = data.draw(st.sampled_from(sorted(_ANTWERP)))
    path = data.draw(st.sampled_from(_PATHS[name]))
    try:
        after = edited(_ANTWERP[name], {path: value})
    except EditError as error:
        assert "cannot be written" in str(error)  # noqa: PT017  (nothing was changed, and it says so)
        return
    before_data, after_data = (read_document(name, content).data for content in (_ANTWERP[name], after))
    assert _at(after_data, path) == value
    kept = {path: _at(before_data, path) for path in _PATHS[name]}
    assert {other: _at(after_data, other) for other in kept if other != path} == {
        other: was for other, was in kept.items() if other != path
    }
    comments = [line for line in _ANTWERP[name].decode().splitlines() if line.lstrip().startswith("#")]
    assert [line for line in after.decode().splitlines() if line in comments] == comments
