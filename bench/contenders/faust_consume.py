"""Bare Faust, consuming only: an agent that acknowledges and does nothing else."""

import sys
from collections.abc import Sequence
from typing import Any

from bench.contenders.faust_app import bare_app, run


async def nothing(_: Sequence[Any]) -> None:
    """What is done with a batch."""


def main(bootstrap: str, group: str, source: str) -> None:
    """Read `source` as `group` until the process is told to stop."""
    run(bare_app(bootstrap, group), source, nothing)


if __name__ == "__main__":
    main(*sys.argv[1:])
