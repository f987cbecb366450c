"""Reading a request's body with a limit on its size, its time and its kind."""

import anyio
from starlette.requests import Request

from streams.listeners.counter.problems import ProblemError

MAX_BODY = 1_048_576
MAX_SECONDS = 30.0

# A client that is answered in the middle of its sending may never see the answer. So what is too large is read on
# and thrown away, up to here.
_MAX_DRAINED = 16 * MAX_BODY


def require_media_type(request: Request, wanted: str) -> None:
    """Refuse (415) a body that is of another media type, in another charset than UTF-8, or compressed."""
    given, _, parameters = request.headers.get("content-type", "").partition(";")
    name, _, charset = parameters.strip().partition("=")
    other_charset = name.strip().lower() == "charset" and charset.strip(' "').lower() not in ("utf-8", "utf8")
    compressed = request.headers.get("content-encoding", "identity").lower() != "identity"
    if given.strip().lower() != wanted or other_charset or compressed:
        raise ProblemError(415, "media-type", headers={"Accept": wanted})


async def read_body(request: Request) -> bytes:
    """The body, 1 MiB at most. Raises ProblemError: 413 when it is larger, 408 when it takes longer than 30 s."""
    chunks: list[bytes] = []
    size = 0
    try:
        with anyio.fail_after(MAX_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size <= MAX_BODY:
                    chunks.append(chunk)
                elif size > _MAX_DRAINED:
                    break
    except TimeoutError:
        raise ProblemError(408, "too-slow", headers={"Connection": "close"}) from None
    if size > MAX_BODY:
        raise ProblemError(413, "too-large", headers={"Connection": "close"})
    return b"".join(chunks)
