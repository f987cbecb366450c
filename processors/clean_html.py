"""HTML to text: what a reader sees, one line a block, without quoted replies."""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDDEN = frozenset({"script", "style", "template", "noscript", "title", "head"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "form", "header"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "main",
            "ol",
            "pre",
            "section",
            "table",
            "td",
            "th",
            "tr",
            "ul",
        ),
    }
)

_MAX_TAGS = 4000
"""With more the mark-up is cut away without reading it: the parser's time grows with the square of the nesting."""

_TAG = re.compile(r"<[^<>]*>")


def html_text(html: str, *, quotes: bool) -> str:
    """The text of an HTML fragment or document, with every block on lines of its own and paragraphs apart.

    `quotes` says whether the text of blockquotes stays. White space is as it stands in the source: normalise it.
    Nothing raises: HTML has no syntax errors.
    """
    if html.count("<") > _MAX_TAGS:
        return unescape(_TAG.sub("\n", html))
    root = LexborHTMLParser(html).root
    if root is None:
        return ""
    return "".join(_pieces(root, _HIDDEN if quotes else _HIDDEN | {"blockquote"}))


def _pieces(root: LexborNode, hidden: frozenset[str]) -> list[str]:
    """Depth first with an own stack, since a hostile document nests deeper than Python recurses."""
    pieces = [""]
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):  # the end of a block
            _break(pieces, node)
        elif node.is_text_node:
            # A line break in the source is a space to the reader, and nothing between two blocks.
            text = (node.text_content or "").replace("\n", " ").replace("\r", " ")
            if text.strip() or not pieces[-1].endswith("\n"):
                pieces.append(text)
        elif node.tag == "br":
            pieces.append("\n")
        elif node.tag not in hidden and not node.is_comment_node:
            newline = "\n\n" if node.tag == "p" else "\n" if node.tag in _BLOCKS else ""
            if newline:
                _break(pieces, newline)
                stack.append(newline)
            stack.extend(_children(node)[::-1])
    return pieces


def _break(pieces: list[str], newline: str) -> None:
    if not pieces[-1].endswith(newline):
        pieces.append(newline)


def _children(node: LexborNode) -> list[LexborNode]:
    children = []
    child = node.first_child
    while child is not None:
        children.append(child)
        child = child.next
    return children
