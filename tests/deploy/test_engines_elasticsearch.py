"""A real Elasticsearch node does what the fault and role tests need, and leaves nothing behind."""

import http.client
from base64 import b64encode

import pytest

from deploy.engines import ElasticsearchServer, EngineError
from deploy.engines.process import group_lives
from tests.engines.fixtures import OwnElasticsearch
from tests.engines.wipe import wipe_elasticsearch

_ROLES = """\
stoep_writer:
  indices:
    - names: ["stoepen-*"]
      privileges: [create_doc, auto_configure]
stoep_reader:
  indices:
    - names: ["stoepen-*"]
      privileges: [read]
"""


def write(server: ElasticsearchServer, name: str) -> None:
    status, _ = server.request("PUT", f"/stoepen-1/_doc/{name}?refresh=true", {"street": "Turnhoutsebaan"})
    assert status == 201


def count(server: ElasticsearchServer) -> int:
    status, found = server.request("GET", "/stoepen-1/_count")
    assert status == 200
    return int(found["count"])


def status_as(server: ElasticsearchServer, user: str, method: str, path: str, body: str | None = None) -> int:
    """The HTTP status that this user gets."""
    pair = b64encode(f"{user}:{server.passwords[user]}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", server.ports[0], timeout=30)
    connection.request(method, path, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_writes_and_reads_and_is_wiped(clean_elasticsearch: ElasticsearchServer) -> None:
    server = clean_elasticsearch
    component = {"template": {"mappings": {"properties": {"street": {"type": "keyword"}}}}}
    assert server.request("PUT", "/_component_template/stoepen", component)[0] == 200
    template = {"index_patterns": ["stoepen-*"], "composed_of": ["stoepen"]}
    assert server.request("PUT", "/_index_template/stoepen", template)[0] == 200
    write(server, "a")
    assert count(server) == 1

    wipe_elasticsearch(server)

    assert server.request("GET", "/stoepen-1/_count")[0] == 404
    assert server.request("GET", "/_index_template")[1] == {"index_templates": []}
    assert server.request("GET", "/_component_template")[1] == {"component_templates": []}


def test_killed_paused_and_restarted_it_keeps_its_data_and_leaves_no_process(
    own_elasticsearch: OwnElasticsearch,
) -> None:
    server = own_elasticsearch()
    address = server.url
    write(server, "a")

    group = server.pid
    server.kill()
    assert not server.is_running
    assert not group_lives(group)
    with pytest.raises(ConnectionRefusedError):
        server.request("GET", "/_cluster/health")

    server.start()
    assert server.url == address
    assert count(server) == 1

    server.pause()
    connection = http.client.HTTPConnection("127.0.0.1", server.ports[0], timeout=0.5)
    connection.request("GET", "/_cluster/health")  # the kernel takes it, nobody answers
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()
    server.resume()
    write(server, "b")
    assert count(server) == 2

    group = server.pid
    server.pause()
    server.stop()  # a frozen one stops too
    assert not group_lives(group)


def test_users_may_do_what_their_roles_say_and_no_more(own_elasticsearch: OwnElasticsearch) -> None:
    server = own_elasticsearch(roles=_ROLES, users={"worker": ["stoep_writer"], "console": ["stoep_reader"]})
    assert set(server.passwords) == {"worker", "console", "admin"}

    document = '{"street": "Turnhoutsebaan"}'
    assert status_as(server, "worker", "PUT", "/stoepen-1/_create/a?refresh=true", document) == 201
    assert status_as(server, "worker", "GET", "/stoepen-1/_search") == 403
    assert status_as(server, "worker", "PUT", "/parken-1/_create/a", document) == 403
    assert status_as(server, "console", "GET", "/stoepen-1/_search") == 200
    assert status_as(server, "console", "PUT", "/stoepen-1/_create/b", document) == 403
    assert count(server) == 1  # as the admin

    server.passwords["console"] = "verkeerd"
    assert status_as(server, "console", "GET", "/stoepen-1/_search") == 401


def test_a_server_that_cannot_start_shows_the_end_of_its_log(own_elasticsearch: OwnElasticsearch) -> None:
    server = own_elasticsearch(roles=_ROLES, users={})
    server.stop()
    (server.folder / "config" / "elasticsearch.keystore").write_text("geen sleutels")
    with pytest.raises(EngineError, match=r"(?s)Elasticsearch ended with exit code .*keystore"):
        server.start()
    assert not server.is_running
