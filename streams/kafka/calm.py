"""The clients' own logs, kept from repeating themselves and from telling what is in a message."""

import logging
import time
from typing import Final

_CLIENTS: Final = ("aiokafka", "kafka", "faust", "mode")
_QUIET: Final = 60.0  # seconds


class _Sometimes(logging.Filter):
    """Lets the same line of a logger through once a minute: a client that reconnects says so ten times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now - self._last.get(record.msg, -_QUIET) < _QUIET:
            return False
        self._last[record.msg] = now
        return True


def calm_clients() -> None:
    """Warnings and worse only, each line once a minute. Safe to repeat.

    At DEBUG both Kafka clients write keys and values of messages, and at INFO mode and Faust write pages of tables. Our
    own loggers say when a broker goes away and comes back.
    """
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if not isinstance(logger, logging.Logger) or name.partition(".")[0] not in _CLIENTS:
            continue
        logger.setLevel(logging.WARNING)
        if not any(isinstance(each, _Sometimes) for each in logger.filters):
            logger.addFilter(_Sometimes())
