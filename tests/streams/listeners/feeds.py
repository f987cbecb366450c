"""A real HTTP server that gives a feed, and whatever else servers do; and feeds to give."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message as Headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Answer = Callable[[BaseHTTPRequestHandler], None]


class FeedServer:
    """Answers every GET with `answer`; `requests` has the headers of each, `url` is where it is."""

    def __init__(self) -> None:
        self.requests: list[Headers] = []
        self.answer: Answer = status(404)
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.requests.append(self.headers)
                server.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/reacties.xml"
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server while the block runs."""
    server = FeedServer()
    try:
        yield server
    finally:
        server.close()


def document(data: bytes, **headers: str) -> Answer:
    """The document, or 304 for who has it already when an `ETag` is among the headers (underscores are dashes)."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        etag = headers.get("ETag")
        unchanged = etag is not None and request.headers.get("If-None-Match") == etag
        request.send_response(304 if unchanged else 200)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        if not unchanged:
            request.wfile.write(data)

    return answer


def status(code: int, **headers: str) -> Answer:
    """Nothing but a status."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()

    return answer


def entry(
    id: str,
    content: str = "Goed idee",
    *,
    author: str = "Jan Peeters",
    published: str | None = "2026-03-24T08:00:00Z",
    updated: str | None = None,
    more: str = "",
) -> str:
    """An Atom entry; `content` is HTML, not yet escaped."""
    escaped = content.replace("&", "&amp;").replace("<", "&lt;")
    dates = "".join(
        f"<{name}>{value}</{name}>" for name, value in (("published", published), ("updated", updated)) if value
    )
    return (
        f"<entry><id>{id}</id><title>Reactie van {author}</title><author><name>{author}</name></author>{dates}"
        f'<link href="https://blog.example.org/{id}"/><content type="html">{escaped}</content>{more}</entry>'
    )


def atom(*entries: str) -> bytes:
    """An Atom feed of these entries, newest first as feeds are."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:t="http://purl.org/syndication/thread/1.0"><title>Reacties</title>' + "".join(entries) + "</feed>"
    ).encode()
