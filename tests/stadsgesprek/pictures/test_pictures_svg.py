"""The picture as a file and within a page: well-formed, without a text that acts, with ids that exist."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser

from processors.tree import Tree
from schemas.vocabulary import Action
from stadsgesprek.pictures.counts import counts_by_branch
from stadsgesprek.pictures.scene import Scene
from stadsgesprek.pictures.svg import STYLE_FILE, inline, svg
from stadsgesprek.pictures.svg_parts import xml
from stadsgesprek.pictures.text import width, wrapped
from stadsgesprek.pictures.wall import html
from stadsgesprek.pictures.way import Way
from tests.processors.rows import asking, compile_spec, outcome, question, spec
from tests.stadsgesprek.pictures.trees import HOSTILE, antwerp, scene, trees

_SVG = "{http://www.w3.org/2000/svg}"


def _read(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  (drawn by us)


def _boxes(picture: ET.Element) -> dict[str, ET.Element]:
    return {each.attrib["id"]: each for each in picture.iter(f"{_SVG}a")}


def _lines(box: ET.Element) -> str:
    return " ".join(text.text or "" for text in box.iter(f"{_SVG}text"))


def test_every_question_stands_in_it_in_full() -> None:
    tree = antwerp().tree
    boxes = _boxes(_read(svg(scene())))
    for id, node in tree.nodes.items():
        assert " ".join(node.vraag.split()) in " ".join(_lines(boxes[f"vak-{id}"]).split())


def test_every_branch_ends_in_a_box_and_every_box_says_where_it_came_from() -> None:
    tree = antwerp().tree
    boxes = _boxes(_read(svg(scene())))
    for id in tree.nodes:
        for answer in ("ja", "nee"):
            end = boxes[boxes[f"vak-{id}"].attrib[f"data-{answer}"]]
            assert end.attrib["data-terug"] == f"vak-{id}"
    assert all(box.attrib.get("data-naar", "vak-gevaar") in boxes for box in boxes.values())


def test_the_file_names_itself_and_its_links_lead_somewhere() -> None:
    picture = _read(svg(scene()))
    ids = [each.attrib["id"] for each in picture.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))
    assert {picture.attrib["aria-labelledby"], picture.attrib["aria-describedby"]} <= set(ids)
    title = picture.find(f"{_SVG}title")
    assert title is not None
    assert title.text == "Reactieschema Antwerpen"
    hrefs = {each.attrib["href"] for each in picture.iter() if "href" in each.attrib}
    assert {href[1:] for href in hrefs} <= set(ids)
    assert all(box.attrib["aria-label"] for box in _boxes(picture).values())


def test_an_action_is_never_told_by_colour_alone() -> None:
    boxes = _boxes(_read(svg(scene())))
    ends = [box for box in boxes.values() if "end" in box.attrib["class"].split() and "jump" not in box.attrib["class"]]
    labels = antwerp().labels["action"]
    for box in ends:
        action = next(each for each in Action if each in box.attrib["class"].split())
        assert labels[action].nl in _lines(box)
        assert [use.attrib["href"] for use in box.iter(f"{_SVG}use")] == [f"#teken-{action}"]


@settings(max_examples=60, deadline=None)
@given(trees())
def test_it_is_well_formed_whatever_the_texts(tree: Tree) -> None:
    for shown in (scene(tree), scene(tree, "en")):
        for text in (svg(shown), inline(shown).text):
            picture = _read(text)
            assert {each.tag.removeprefix(_SVG) for each in picture.iter()} <= {
                *("svg", "title", "desc", "style", "defs", "symbol", "rect", "g", "path", "circle"),
                *("text", "use", "a"),
            }
            assert not [name for each in picture.iter() for name in each.attrib if name.startswith("on")]
            assert all(box.attrib["href"].startswith("#") for box in _boxes(picture).values())
        assert len(_boxes(_read(svg(shown)))) == 2 * len(tree.nodes) + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    lines = [question("it", {"intent": "vraag"}, "uit", vraag=text), {"anders": "uit"}]
    tree = compile_spec(spec(lines, {"uit": outcome(reason=text)}))
    box = _boxes(_read(svg(scene(tree))))["vak-it"]
    shown = "".join(_lines(box).split())
    assert shown.removeprefix("1") == re.sub(r"[\x00-\x1f\ufffe\uffff]", "\ufffd", "".join(text.split()))
    page = LexborHTMLParser(html(scene(tree)))
    assert not page.css("script, img, iframe, [onload], [onerror]")


def test_xml_cannot_be_broken() -> None:
    assert xml('<a b="c">&\x00\uffff') == "&lt;a b=&quot;c&quot;&gt;&amp;\ufffd\ufffd"


def _widths(text: str) -> dict[str, float]:
    lines = (each for each in _read(text).iter(f"{_SVG}path") if "id" in each.attrib)
    return {each.attrib["id"]: float(each.attrib["stroke-width"]) for each in lines}


def test_counts_stand_on_the_branches_and_make_them_wider() -> None:
    tree = asking({"intent": "vraag"})
    text = svg(scene(tree, counts=counts_by_branch(tree, {"it": 1200, "": 300})))
    assert "1.200×" in text
    assert "300×" in text
    widths = _widths(text)
    assert widths["lijn-it--ja"] > widths["lijn-it--nee"] > _widths(svg(scene(tree)))["lijn-it--nee"]


def test_a_way_is_highlighted_from_its_first_question_to_its_outcome() -> None:
    tree = asking({"intent": "vraag"})
    picture = _read(svg(scene(tree, way=Way(frozenset({("it", True)}), "yes"))))
    went = {
        each.attrib["id"]
        for each in picture.iter()
        if "went" in each.attrib.get("class", "").split() and "id" in each.attrib
    }
    assert went == {"vak-it", "vak-it--ja", "lijn-it--ja"}
    assert "has-way" in picture.attrib["class"]


def test_the_notes_stand_in_the_heading() -> None:
    note = "Twaalf berichten werden langs een andere weg beslist. " * 8
    picture = _read(svg(scene(asking({"intent": "vraag"}), notes=(note,))))
    texts = [each.text or "" for each in picture.iter(f"{_SVG}text")]
    assert " ".join(note.split()) in " ".join(texts)


def test_the_page_for_the_wall_has_every_outcome_and_needs_nothing_else() -> None:
    text = html(scene())
    page = LexborHTMLParser(text)
    city = antwerp()
    assert [node.text() for node in page.css(".card h3")] == [each.label.nl for each in city.tree.outcomes.values()]
    for outcome_, card in zip(city.tree.outcomes.values(), page.css(".card"), strict=True):
        shown = card.text()
        assert outcome_.reason in shown
        assert outcome_.template is None or outcome_.template in shown
        assert all(city.departments[id].nl in shown for id in outcome_.departments if id != "topic")
    assert not page.css("script, link, img, [src]")
    assert "url(" not in text
    assert {(node.attributes.get("href") or "")[:1] for node in page.css("a")} == {"#"}
    ids = {node.attributes["id"] for node in page.css("[id]")}
    assert {(node.attributes.get("href") or "")[1:] for node in page.css(".box.end:not(.jump), use")} <= ids


def test_the_sheets_for_the_wall_show_the_whole_picture_side_by_side() -> None:
    page = LexborHTMLParser(html(scene()))
    views = [
        (node.attributes.get("viewBox") or node.attributes.get("viewbox") or "").split() for node in page.css(".part")
    ]
    (whole,) = [node.attributes for node in page.css(".picture > svg")]
    left = 0.0
    for x, _, wide, _ in views:
        assert float(x) == pytest.approx(left, abs=1)
        left = float(x) + float(wide)
    assert left == pytest.approx(float(whole["width"] or 0), abs=1)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _schemes() -> Iterator[dict[str, str]]:
    light, dark = STYLE_FILE.read_text("utf-8").split("@media screen and (prefers-color-scheme: dark)")
    for part in (light, dark):
        yield dict(re.findall(r"--p-([a-z-]+): (#[0-9a-f]{6})", part))


def test_texts_and_signs_have_enough_contrast_in_both_schemes() -> None:
    for colours in _schemes():
        for back in ("ground", "sheet"):
            assert _contrast(colours["ink"], colours[back]) >= 7
            assert _contrast(colours["soft"], colours[back]) >= 4.5
            assert _contrast(colours["reageren"], colours[back]) >= 4.5
            assert _contrast(colours["way"], colours[back]) >= 4.5
            assert _contrast(colours["edge"], colours[back]) >= 3
        for action in Action:
            assert _contrast(colours["ink"], colours[f"{action}-wash"]) >= 7
            assert _contrast(colours["sign"], colours[action]) >= 4.5
            assert _contrast(colours[action], colours["sheet"]) >= 3


def test_lines_fit_and_no_letter_is_lost() -> None:
    for text in (*HOSTILE, "Is er iets stuk, vuil, gevaarlijk of hinderlijk?"):
        lines = wrapped(text, 200, 15)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(width(line, 15) <= 200 for line in lines)


def test_the_language_of_the_page_is_that_of_the_picture() -> None:
    shown: Scene = scene(language="en")
    assert shown.title == "Reactieschema Antwerpen"
    assert "Question 1: Is er nu iemand in gevaar?" in svg(shown)
