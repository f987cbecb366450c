"""Getting a document over HTTP from a server that may be slow, broken or hostile."""

import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

MAX_BYTES: Final = 5 * 1_048_576
"""Of the document, and of what travels for it."""

MAX_SECONDS: Final = 60.0
MAX_REDIRECTS: Final = 5
TIMEOUT: Final = httpx.Timeout(10.0, read=20.0)

_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True)
class Document:
    """What the server sent; `data` is None when it is as it was (304)."""

    data: bytes | None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class FetchError(Exception):
    """There is no document. `retry_after` is in seconds, when the server says so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


def fetch(client: httpx.Client, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Document:
    """The document at `url`, or the news that it is unchanged since it had these validators (RFC 9110, section 13).

    Raises FetchError for whatever else comes: no answer, another status, more than 5 MiB (also unpacked), more than
    60 s, more than 5 redirects.
    """
    headers = {"Accept": _ACCEPT, "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    deadline = time.monotonic() + MAX_SECONDS
    try:
        request = client.build_request("GET", url, headers=headers, timeout=TIMEOUT)
        for _ in range(MAX_REDIRECTS + 1):
            # httpx follows by itself too, but reads the body of each redirect without a limit.
            response = client.send(request, stream=True, follow_redirects=False)
            try:
                if response.next_request is None:
                    return _read(response, deadline)
                request = response.next_request
            finally:
                response.close()
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(f"no answer: {type(error).__name__}") from error
    raise FetchError(f"more than {MAX_REDIRECTS} redirects")


def _read(response: httpx.Response, deadline: float) -> Document:
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return Document(data=None)
    if response.status_code != httpx.codes.OK:
        raise FetchError(f"status {response.status_code}", _retry_after(response.headers.get("retry-after")))
    chunks: list[bytes] = []
    size = 0
    for chunk in _decoded(response, deadline):
        size += len(chunk)
        if size > MAX_BYTES:
            raise FetchError(f"larger than {MAX_BYTES} bytes")
        chunks.append(chunk)
    return Document(
        data=b"".join(chunks),
        charset=response.charset_encoding,
        etag=_validator(response.headers.get("etag")),
        last_modified=_validator(response.headers.get("last-modified")),
    )


def _decoded(response: httpx.Response, deadline: float) -> Iterator[bytes]:
    """The content in pieces; gzip unpacked here, because httpx unpacks a piece whole, however large it becomes."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise FetchError("a content coding that was not asked for")
    unpack = None if coding == "identity" else zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    travelled = 0
    for chunk in response.iter_raw():
        travelled += len(chunk)
        if time.monotonic() > deadline:
            raise FetchError(f"not whole after {MAX_SECONDS:.0f} s")
        if travelled > MAX_BYTES:
            raise FetchError(f"larger than {MAX_BYTES} bytes")
        if unpack is None:
            yield chunk
            continue
        try:
            yield unpack.decompress(chunk, MAX_BYTES + 1)
        except zlib.error as error:
            raise FetchError("broken gzip") from error
    if unpack is not None and not unpack.eof:
        raise FetchError("gzip that ends too soon")


def _validator(value: str | None) -> str | None:
    """One that can be sent back; the others would make every later request fail."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= 1000 else None


def _retry_after(value: str | None) -> float | None:
    """Seconds (RFC 9110, section 10.2.3: a number, or a date)."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
