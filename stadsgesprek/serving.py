"""Serving web applications from a command until it is told to stop."""

import signal
import socket

import uvicorn
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

from stadsgesprek.settings import SettingsError, is_loopback

_AT_ONCE = 200  # requests under way; further ones get 503
_GOODBYE = 5  # seconds for requests under way when told to stop


class WebServer:
    """Listens at once, so that a port in use is told before anything else starts; serves when asked."""

    def __init__(self, host: str, port: int) -> None:
        """Raises SettingsError when it cannot listen there."""
        try:
            self._socket = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        except OSError as error:
            raise SettingsError(f"cannot listen on {host}:{port} ({error.strerror}); set another port, or 0") from None
        self._host = host
        self._server: uvicorn.Server | None = None
        self._told_to_stop = False

    @property
    def address(self) -> str:
        """Where people find it."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._socket.getsockname()[1]}"

    def serve(self, app: ASGIApp) -> None:
        """Serve until Ctrl-C, SIGTERM or `stop`; returns when requests under way are answered."""
        config = uvicorn.Config(
            self._guarded(app),
            log_config=None,
            access_log=False,  # paths hold ids and what people search for
            server_header=False,
            limit_concurrency=_AT_ONCE,
            timeout_graceful_shutdown=_GOODBYE,
            h11_max_incomplete_event_size=65_536,
        )
        self._server = uvicorn.Server(config)
        # uvicorn raises the signal once more when it is done, for whoever handled it before: then we still have to
        # let the other threads finish.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        if not self._told_to_stop:  # before there was anything to stop
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Ask `serve` to return, also if it is yet to begin; from any thread."""
        self._told_to_stop = True
        if self._server is not None:
            self._server.should_exit = True

    def close(self) -> None:
        """Let go of the port."""
        self._socket.close()

    def _guarded(self, app: ASGIApp) -> ASGIApp:
        """On the loopback address only what was asked for by its name: no other site may stand in for us."""
        if not is_loopback(self._host):
            return app
        return TrustedHostMiddleware(app, allowed_hosts=["localhost", "127.0.0.1", "[::1]", self._host])


def with_counter(console: Starlette, counter: ASGIApp) -> Starlette:
    """The console, with the counter's form and API below /loket."""
    console.mount("/loket", counter, name="loket")
    return console
