"""Reactieschema: the questions and outcomes that every message is taken through."""

from starlette.requests import Request
from starlette.responses import Response

from stadsgesprek.console.site import Site


def schema(request: Request) -> Response:
    """The page: questions in the order in which the tree reaches them, then the outcomes."""
    site = Site.of(request)
    tree = site.city.tree
    reached: dict[str, None] = {}
    waiting = [tree.root]
    while waiting:
        id = waiting.pop()
        if id in reached or id not in tree.nodes:
            continue
        reached[id] = None
        waiting += [tree.nodes[id].nee, tree.nodes[id].ja]  # a ja is followed to its end first
    return site.page(
        request,
        "schema.html",
        tree=tree,
        questions=[tree.nodes[id] for id in reached],
        numbers={id: number for number, id in enumerate(reached, 1)},
    )
