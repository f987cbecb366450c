"""The YAML that packs use: plain, with a line for everything, and nothing hidden."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsgesprek.pack.document import MAX_BYTES, Document, DocumentError, read_document

_TEXT = """\
# a comment
version: 2026-03-24
list: [1, -2, 0.5, 1e3, no, on, ~, 'true', true]
nested:
  - id: a
    als: {intent: vraag,
          words: 5}
  - |
    two
    lines
"""


def _read(text: str) -> Document:
    return read_document("file.yaml", text.encode())


def test_values_are_plain() -> None:
    assert _read(_TEXT).data == {
        "version": "2026-03-24",
        "list": [1, -2, 0.5, 1000.0, "no", "on", None, "true", True],
        "nested": [{"id": "a", "als": {"intent": "vraag", "words": 5}}, "two\nlines\n"],
    }
    assert _read("\ufeffa: 1").data == {"a": 1}
    assert _read("big: 99999999999999999999\nendless: 1e999").data == {
        "big": "99999999999999999999",
        "endless": "1e999",
    }


def test_every_value_has_its_line() -> None:
    document = _read(_TEXT)
    assert document.line(("version",)) == 2
    assert document.line(("list", 3)) == 3
    assert document.line(("nested", 0, "als", "words")) == 7
    assert document.line(("nested", 1)) == 8
    assert document.line(("nested", 0, "als", "gone")) == 6
    assert document.line(("nested", 0, "<branch>", "als", "words")) == 7
    assert document.line(()) == 2


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2", 4, "the key 'c' stands twice"),
        ("a: &x 1", 1, "an anchor (&x)"),
        ("a: 1\nb: *x", 2, "an alias (*…)"),
        ("a: !!python/object:os.system x", 1, "a tag (tag:yaml.org,2002:python/object:os.system)"),
        ("a: !mine [1]", 1, "a tag (!mine)"),
        ("a: 1\n---\nb: 2", 2, "a second document starts here"),
        ("a: 1\n? [b, c]\n: 2", 2, "a key that is a mapping or a list"),
        ("a: 1\nb: [1, 2", 2, "is not YAML"),
        ("a: 1\n  b: 2", 2, "is not YAML: mapping values are not allowed"),
        ("a:\n\t- b", 2, "is not YAML"),
        ("[" * 60 + "]" * 60, 1, "nested deeper than 50"),
        ("[" * 100_000, 1, "nest"),  # libyaml has a limit of its own
        ("", None, "is empty"),
        ("# only this", None, "is empty"),
        ("a: \x00", None, "is not YAML"),
    ],
)
def test_what_packs_do_not_use_is_refused(text: str, line: int | None, what: str) -> None:
    with pytest.raises(DocumentError) as caught:
        _read(text)
    problem = caught.value.problem
    assert problem.file == "file.yaml"
    assert what in problem.what
    assert problem.line == line or (problem.line is not None and "not YAML" in what)
    assert problem.hint


def test_a_second_use_of_a_key_says_where_the_first_is() -> None:
    with pytest.raises(DocumentError, match=r"file.yaml:2: the key 'a' stands twice; the first is on line 1"):
        _read("a: 1\na: 2")


def test_bytes_that_are_no_text_and_files_that_are_no_pack() -> None:
    with pytest.raises(DocumentError, match=r"file\.yaml:2: is not UTF-8"):
        read_document("file.yaml", b"a: 1\nb: \xff")
    with pytest.raises(DocumentError, match="is larger than"):
        read_document("file.yaml", b"#" * (MAX_BYTES + 1))


# All but the characters that YAML takes for the end of a line, or does not take at all.
_WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]))
_PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _WORDS,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(_WORDS, parts, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(_PLAIN)
def test_what_is_json_reads_as_itself(data: object) -> None:
    assert _read(json.dumps(data, ensure_ascii=False)).data == data


class _WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (the hook's signature is given)
        return True


@settings(deadline=None)
@given(st.recursive(st.text(), lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts), max_leaves=8))
def test_what_yaml_writes_of_texts_reads_as_itself(data: object) -> None:
    assert _read(yaml.dump(data, Dumper=_WithoutAliases)).data == data


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = _read(text)
    except DocumentError:
        return
    assert document.line(()) is not None
