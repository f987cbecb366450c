"""Makes Elasticsearch ready, as often as one likes: templates, this month's index, roles; and says what it did."""

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from functools import partial
from importlib.resources.abc import Traversable
from typing import Any, Final

import yaml
from elastic_transport import ObjectApiResponse
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from streams.elastic.client import store_errors
from streams.elastic.fields import add_missing_fields
from streams.elastic.indices import Indices, make_index, month_of

_PREFIX: Final = "stadsgesprek"  # in the files
_COMPONENTS: Final = ("settings", "mappings")
_TEMPLATES: Final = ("months", "rebuilt", "personal")
_PAIR: Final = ("fiets", "fietsen")  # one word for a stemmer of Dutch

Body = dict[str, Any]
_Answer = ObjectApiResponse[Any]


def ensure(client: Elasticsearch, prefix: str, folder: Traversable, now: datetime) -> list[str]:
    """Install what `folder` (deploy/elasticsearch) holds, for indices named `prefix`-…; a line for each thing.

    Raises StoreError when the server does not answer or the user lacks a right; the error names the privilege.
    """
    with store_errors(client):
        stems = has_dutch(client)
        lines = [_words_line(stems), *_ensure_templates(client, prefix, folder, stems=stems)]
        indices = Indices(client, prefix)
        this_month = [each.first(month_of(now)) for each in (indices, indices.originals)]
        lines += [f"index {name}: {'made' if make_index(client, name) else 'in order'}" for name in this_month]
        lines += add_missing_fields(client, indices.all, fields(folder, prefix))
        lines += _older_mappings(client, indices)
        lines += _ensure_roles(client, load(folder, "roles.yml", prefix))
    return lines


def has_dutch(client: Elasticsearch) -> bool:
    """Whether the server can stem Dutch (the analyzer `dutch` is of the full distribution) as our words need."""
    try:
        stems = [client.indices.analyze(analyzer="dutch", text=word)["tokens"][0]["token"] for word in _PAIR]
    except ApiError as error:
        if error.meta.status == 400:  # no such analyzer
            return False
        raise
    return len(set(stems)) == 1


def with_dutch(mappings: Body, analyzer: str = "dutch") -> Body:
    """The component template of the mappings, with the words stemmed as well in a sub-field."""
    changed = deepcopy(mappings)
    words = changed["template"]["mappings"]["properties"]["words"]
    words["fields"] = {"dutch": {"type": "text", "analyzer": analyzer, "index_options": "freqs", "norms": False}}
    return changed


def load(folder: Traversable, file: str, prefix: str) -> Any:
    """A file of `folder`, JSON or YAML, with the names of another prefix."""
    text = (folder / file).read_text("utf-8").replace(f'"{_PREFIX}', f'"{prefix}')
    return yaml.safe_load(text) if file.endswith(".yml") else json.loads(text)


def fields(folder: Traversable, prefix: str) -> Body:
    """The fields of a record's document, as the mapping in `folder` has them."""
    found: Body = load(folder, "mappings.component.json", prefix)["template"]["mappings"]["properties"]
    return found


def _words_line(stems: bool) -> str:
    if stems:
        return "search: finds inflected Dutch words as well (analyzer dutch)"
    return "search: WARNING: finds words only as they are written; this server has no analyzer `dutch` that fits"


def _ensure_templates(client: Elasticsearch, prefix: str, folder: Traversable, *, stems: bool) -> Iterator[str]:
    for kind in _COMPONENTS:
        name, body = f"{prefix}-{kind}", load(folder, f"{kind}.component.json", prefix)
        if kind == "mappings" and stems:
            body = with_dutch(body)
        yield f"component template {name}: " + _change(
            partial(client.cluster.get_component_template, name=name),
            partial(client.cluster.put_component_template, name=name, **_arguments(body)),
        )
    for kind in _TEMPLATES:
        name, body = f"{prefix}-{kind}", load(folder, f"{kind}.template.json", prefix)
        yield f"index template {name}: " + _change(
            partial(client.indices.get_index_template, name=name),
            partial(client.indices.put_index_template, name=name, **_arguments(body)),
        )


def _arguments(body: Body) -> Body:
    return {key.removeprefix("_"): value for key, value in body.items()}


def _change(get: Callable[[], _Answer], put: Callable[[], _Answer]) -> str:
    """Put it, and see by what the server holds before and after whether that changed anything."""
    before = _found(get)
    put()
    if before is None:
        return "made"
    return "in order" if _found(get) == before else "changed"


def _found(get: Callable[[], _Answer]) -> Any:
    try:
        return get().body
    except NotFoundError:
        return None


def _older_mappings(client: Elasticsearch, indices: Indices) -> Iterator[str]:
    expected = client.indices.simulate_index_template(name=indices.first("2000-01"))["template"]["mappings"]
    found = client.indices.get_mapping(index=indices.all)
    older = sorted(name for name, each in found.items() if each["mappings"] != expected)
    if older:
        yield f"mapping: WARNING: {', '.join(older)} have another one than new months: run `stadsgesprek reindex`"


def _ensure_roles(client: Elasticsearch, roles: Mapping[str, Body]) -> Iterator[str]:
    for name, body in roles.items():
        try:
            change = _change(
                partial(client.security.get_role, name=name), partial(client.security.put_role, name=name, **body)
            )
        except ApiError as error:
            yield (
                f"roles: WARNING: not installed ({_why(error)}); where users need rights, copy deploy/elasticsearch/"
                "roles.yml into the configuration of each node, or let somebody with manage_security run this"
            )
            return
        yield f"role {name}: {change}"


def _why(error: ApiError) -> str:
    if error.meta.status == 403:
        return "the user lacks the cluster privilege manage_security"
    return f"this server has no roles of its own to change: {error.meta.status}"
