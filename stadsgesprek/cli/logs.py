"""Where logs go: standard error, a line each, with no text of any message."""

import logging


def log_to_stderr(level: int = logging.INFO) -> None:
    """For commands that stay; our own lines from `level` on, and warnings of the libraries."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    for ours in ("streams", "stadsgesprek"):
        logging.getLogger(ours).setLevel(level)
