"""The tree as a flowchart in Mermaid and as a document in Markdown."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from processors.tree import Tree
from stadsgesprek.pictures import markdown as md
from stadsgesprek.pictures.counts import counts_by_branch
from stadsgesprek.pictures.markdown import markdown
from stadsgesprek.pictures.mermaid import escaped, mermaid
from stadsgesprek.pictures.svg import svg
from stadsgesprek.pictures.wall import html
from stadsgesprek.pictures.way import Way
from tests.processors.rows import asking, compile_spec, outcome, spec
from tests.stadsgesprek.pictures.trees import HOSTILE, TEXTS, antwerp, scene, trees

_TEXT = r"(?:[^\W_]|[ ,.?!'()/:-]|#[0-9]+;|<br/>)*"
_LINE = re.compile(
    rf"flowchart TD|  acc(?:Title|Descr): {_TEXT}"
    rf'|  v[0-9]+\["{_TEXT}"\]'
    rf'|  a[0-9]+\(\["{_TEXT}"\]\):::[a-z_]+'
    rf'|  v[0-9]+ -->\|"{_TEXT}"\| [va][0-9]+'
    r"|  classDef [a-z_]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}"
    r"|  linkStyle [0-9]+ (?:stroke:#[0-9a-f]{6},)?stroke-width:[0-9.]+px"
)
"""Each line that Mermaid's grammar has to understand of us; tried with its own parser and in a browser (11.17)."""


@settings(max_examples=100, deadline=None)
@given(tree=trees(), language=st.sampled_from(["nl", "en"]))
def test_every_line_is_one_that_mermaid_knows(tree: Tree, language: str) -> None:
    text = mermaid(scene(tree, language, counts=counts_by_branch(tree, {"": 3}), notes=HOSTILE))
    assert [line for line in text.splitlines() if not _LINE.fullmatch(line)] == []
    nodes = set(re.findall(r"^  ([va][0-9]+)[(\[]", text, re.MULTILINE))
    edges = re.findall(r'^  (v[0-9]+) -->\|".*"\| ([va][0-9]+)$', text, re.MULTILINE)
    assert len(edges) == 2 * len(tree.nodes)
    assert {id for edge in edges for id in edge} <= nodes


def test_a_jump_is_an_arrow_to_its_question() -> None:
    tree = antwerp().tree
    text = mermaid(scene())
    assert len(re.findall(r"^  v[0-9]+\[", text, re.MULTILINE)) == len(tree.nodes)
    assert len(re.findall(r"-->", text)) == 2 * len(tree.nodes)


@given(TEXTS)
def test_escaped_text_reads_back_and_has_nothing_that_acts(text: str) -> None:
    out = escaped(text)
    assert re.sub(r"#([0-9]+);", lambda found: chr(int(found[1])), out) == " ".join(text.split())
    assert not set(re.sub(r"#[0-9]+;", "", out)) & set('"<>[]{}|`;%&#\n')


def test_in_mermaid_counts_widen_and_a_way_is_red() -> None:
    tree = asking({"intent": "vraag"})
    counted = mermaid(scene(tree, counts=counts_by_branch(tree, {"it": 30})))
    assert '-->|"ja, 30 x"|' in counted
    assert "  linkStyle 0 stroke-width:9.5px" in counted
    assert "linkStyle 1" not in counted
    assert "  linkStyle 0 stroke:#cf0039" in mermaid(scene(tree, way=Way(frozenset({("it", True)}), "yes")))


def test_the_document_has_all_that_a_colleague_asks() -> None:
    text = markdown(scene())
    city = antwerp()
    for node in city.tree.nodes.values():
        assert f'<a id="vraag-{node.id}"></a>' in text
        assert md.escaped(node.vraag) in text
        assert md.escaped(node.waarom) in text
    for each in city.tree.outcomes.values():
        assert f'<a id="afloop-{each.id}"></a>' in text
        assert md.escaped(each.reason) in text
    anchors = set(re.findall(r'<a id="([^"]+)"', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_the_document_is_a_list_in_a_list() -> None:
    lines = markdown(scene()).splitlines()
    text = "\n".join(lines)
    depths = [(len(line) - len(line.lstrip())) // 4 for line in lines if line.lstrip().startswith('- <a id="vraag-')]
    assert depths[0] == 0
    assert max(depths) >= 1
    assert all(after - before <= 1 for before, after in pairwise(depths))
    assert "Ja als: De bedoeling is ‘Noodgeval’" in text


@settings(max_examples=60, deadline=None)
@given(trees())
def test_another_reader_of_markdown_sees_the_texts_and_no_other_mark_up(tree: Tree) -> None:
    tokens = MarkdownIt(options_update={"maxNesting": 500}).parse(markdown(scene(tree)))  # its own limit is 20
    inner = [each for token in tokens for each in token.children or ()]
    assert {each.type for each in inner} <= {
        *("text", "text_special", "softbreak", "hardbreak", "strong_open", "strong_close"),
        *("html_inline", "link_open", "link_close"),
    }
    anchors = [each.content for each in inner if each.type == "html_inline"]
    assert [each for each in anchors if not re.fullmatch(r'<a id="(vraag|afloop)-[a-z0-9-]+">|</a>', each)] == []
    assert all(str(each.attrs["href"]).startswith("#") for each in inner if each.type == "link_open")
    read = [_read(token.children) for token in tokens if token.type == "inline" and token.children]
    for node in tree.nodes.values():
        assert any(f". {_shown(node.vraag)}" in text and f"Waarom: {_shown(node.waarom)}" in text for text in read)
    assert len([token for token in tokens if token.type == "heading_open"]) == 3 + len(tree.outcomes)


def _read(tokens: Sequence[Token]) -> str:
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens)


def _shown(text: str) -> str:
    """As CommonMark shows it, which has no NUL."""
    return " ".join(text.split()).replace("\0", "\N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_escaped_is_one_line(text: str) -> None:
    assert "\n" not in md.escaped(text)
    assert re.sub(r"\\(.)", r"\1", md.escaped(text)) == " ".join(text.split())


def test_in_the_document_counts_and_a_way_are_said() -> None:
    tree = asking({"intent": "vraag"})
    assert "(ja: 30×) (nee: 2×)" in markdown(scene(tree, counts=counts_by_branch(tree, {"it": 30, "": 2})))
    assert "(nee: **weg van dit bericht**)" in markdown(scene(tree, way=Way(frozenset({("it", False)}), "no")))
    notes = markdown(scene(tree, notes=("Geteld: 3 berichten.",)))
    assert "Geteld: 3 berichten." in notes


def test_a_tree_without_a_question_is_drawn_in_every_format() -> None:
    shown = scene(compile_spec(spec([{"anders": "stil"}], {"stil": outcome()})))
    assert "Stil" in svg(shown)
    assert "Stil" in html(shown)
    assert '  a0(["Stil<br/>Niet reageren"]):::niet_reageren' in mermaid(shown)
    assert "- **Anders** → [Stil](#afloop-stil)" in markdown(shown)
