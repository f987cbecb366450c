"""Bare Faust, passing on: each event sent with `topic.send`, acknowledged when the broker has the batch."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

from bench.contenders.faust_app import bare_app, raw_topic, run


def main(bootstrap: str, group: str, source: str, target: str) -> None:
    """Copy `source` to `target` as `group` until the process is told to stop."""
    app = bare_app(bootstrap, group)
    sink = raw_topic(app, target)

    async def copy(events: Sequence[Any]) -> None:
        sent = [await sink.send(key=event.key, value=event.value, headers=event.headers) for event in events]
        await asyncio.gather(*sent)

    run(app, source, copy)


if __name__ == "__main__":
    main(*sys.argv[1:])
