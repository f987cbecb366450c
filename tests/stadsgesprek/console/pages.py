"""Asks the console for pages, and reads them."""

from dataclasses import dataclass
from typing import Any

import httpx
from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True)
class Page:
    """An answer, and its HTML."""

    response: httpx.Response
    html: LexborHTMLParser

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    def text(self, selector: str) -> str:
        """The text of the first element, its white space made single."""
        node = self.html.css_first(selector)
        assert node is not None, f"{selector} is not on the page"
        return " ".join(node.text(separator=" ").split())

    def texts(self, selector: str) -> list[str]:
        """The same of all of them."""
        return [" ".join(node.text(separator=" ").split()) for node in self.html.css(selector)]

    def attributes(self, selector: str, name: str) -> list[str]:
        """An attribute of each element."""
        return [node.attributes.get(name) or "" for node in self.html.css(selector)]

    def has(self, selector: str) -> bool:
        """Whether there is such an element."""
        return self.html.css_first(selector) is not None


@dataclass(frozen=True)
class Console:
    """A browser without a window."""

    client: httpx.Client

    def get(self, path: str, **more: Any) -> Page:
        """The page at an address, without following a redirect."""
        return _page(self.client.get(path, **more))

    def post(self, path: str, form: dict[str, str], headers: dict[str, str] | None = None) -> Page:
        """Send a form, as a page of the console itself does unless `headers` say otherwise."""
        sent = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
        return _page(self.client.post(path, data=form, headers=sent))


def _page(response: httpx.Response) -> Page:
    return Page(response, LexborHTMLParser(response.text))
