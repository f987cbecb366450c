"""The record store on Elasticsearch as tests use it: both ports in one, and every write can be seen at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final

from elasticsearch import Elasticsearch

from processors.fold import Event
from streams.elastic.client import connect
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.setup import ensure
from streams.elastic.writer import ElasticWriter

FOLDER: Final = files("deploy.elasticsearch")
NOW: Final = datetime(2026, 3, 24, 8, tzinfo=UTC)
NOWHERE: Final = "http://127.0.0.1:1"


class Records(ElasticReader):
    """Reader and writer of one prefix; a write is followed by a refresh, since a search is not of this instant."""

    def __init__(self, client: Elasticsearch, prefix: str, *, patience: float = 30.0) -> None:
        """Nothing is asked yet."""
        super().__init__(client, prefix)
        self.client = client
        self.indices = Indices(client, prefix)
        self._writer = ElasticWriter(self.indices, patience=patience)

    def write(self, events: Sequence[Event]) -> None:
        """As the writer's own."""
        self._writer.write(events)
        self.client.indices.refresh(index=[self.indices.all, self.indices.originals.all])

    @classmethod
    @contextmanager
    def on_empty(cls, url: str, prefix: str) -> Iterator["OpenRecords"]:
        """Set up, without any record; gives a function that opens handles, which end with the context."""
        with ExitStack() as stack:

            def opened(*, url: str = url, patience: float = 30.0) -> Records:
                client = connect(url)
                stack.callback(client.close)
                return cls(client, prefix, patience=patience)

            client = opened().client
            if names := list(client.indices.get(index=[f"{prefix}-20*", f"{prefix}-personal-20*"])):
                client.indices.delete(index=names)
            ensure(client, prefix, FOLDER, NOW)
            yield opened


OpenRecords = Callable[..., Records]
AsUser = Callable[[str], Elasticsearch]
