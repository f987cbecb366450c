"""What all pages stand on: the parts that the console was given, and how a page is made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from processors.city import City
from schemas.original import Original
from schemas.record import Record
from stadsgesprek.console import charts
from stadsgesprek.console.format import Format
from stadsgesprek.console.i18n import COOKIE, LANGUAGES, Words, chosen, negotiate, words
from stadsgesprek.console.labels import Labels
from stadsgesprek.console.progress import Progress
from stadsgesprek.console.rules_desk import RulesDesk
from streams.ports import Publisher, RecordReader

FOLDER: Final = Path(__file__).parent
_YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Site:
    """The parts behind the pages. `app.state.site` makes one for each request: its rules stay the same all through."""

    reader: RecordReader
    city: City
    clock: Callable[[], datetime]
    publisher: Publisher | None
    progress: Callable[[], Progress | None] | None
    rules: RulesDesk | None = None
    personal: bool = False

    @classmethod
    def of(cls, request: Request) -> "Site":
        """The site that a request came to."""
        if not hasattr(request.state, "site"):
            request.state.site = request.app.state.site()
        site = request.state.site
        assert isinstance(site, cls)
        return site

    def originals(self, records: Iterable[Record]) -> Mapping[UUID, Original]:
        """What those of these messages said that are masked; nothing where personal data is not shown."""
        return self.reader.originals([record.id for record in records]) if self.personal else {}

    def page(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """A page from its template, in the language of the request."""
        text = self.render(request, template, **values)
        response = HTMLResponse(text, status, headers)
        if (language := chosen(request)) is not None:
            response.set_cookie(
                COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax", secure=request.url.scheme == "https"
            )
        return response

    def render(self, request: Request, template: str, **values: Any) -> str:
        """The text of a template."""
        speech = Speech.of(self, request)
        context = {
            "site": self,
            "t": speech.words,
            "fmt": speech.format,
            "label": speech.labels,
            "now": self.clock(),
            "path": request.url.path,
            "languages": [(each, _in_language(request, each)) for each in LANGUAGES],
            "progress": self.progress() if self.progress else None,
            **values,
        }
        return _environment().get_template(template).render(context)


@dataclass(frozen=True, slots=True)
class Speech:
    """Words, formats and labels in the language of one request."""

    words: Words
    format: Format
    labels: Labels

    @classmethod
    def of(cls, site: Site, request: Request) -> "Speech":
        """The language that the request wants."""
        catalogue = words(negotiate(request))
        return cls(catalogue, Format(catalogue, site.city.timezone), Labels(site.city, catalogue))


def web_address(url: str | None) -> str | None:
    """An address that may become a link: http or https. Others (`javascript:` among them) are shown as text."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def own_words_differ(content: str, text: str) -> bool:
    """Whether the message came in with more than its own words: mark-up, a signature, a quoted reply."""
    return content.strip() != text.strip()


def _in_language(request: Request, language: str) -> str:
    """This page in another language. The answer to a form stands one step below the page that had the form."""
    url = request.url.include_query_params(taal=language)
    path = url.path.rpartition("/")[0] if request.method == "POST" else url.path
    return f"{path}?{url.query}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(share_bar=charts.share, web_address=web_address)
    return environment
