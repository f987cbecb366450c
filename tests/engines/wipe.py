"""Emptying the shared servers between tests: what was there before is gone when these return."""

import time
from collections.abc import Callable

from kafka.admin import KafkaAdminClient, MemberToRemove
from kafka.errors import KafkaError

from deploy.engines import ElasticsearchServer, KafkaServer

_WITHIN = 30.0  # seconds


def wipe_kafka(server: KafkaServer) -> None:
    """Delete every topic and consumer group. Members that a killed worker left behind are removed.

    Raises AssertionError that names what is left after 30 s, for example the group of a worker still running.
    """
    admin = KafkaAdminClient(bootstrap_servers=server.bootstrap)
    try:
        _until_nothing_is_left(lambda: _wipe_groups(admin) + _wipe_topics(admin))
    finally:
        admin.close()


def wipe_elasticsearch(server: ElasticsearchServer) -> None:
    """Delete every index (with its aliases), index template and component template.

    Raises AssertionError that names what is left after 30 s.
    """
    _until_nothing_is_left(lambda: _wipe_indices(server) + _wipe_templates(server))


def _until_nothing_is_left(wipe: Callable[[], list[str]]) -> None:
    """Call `wipe`, which answers what it found and deleted, until it finds nothing."""
    deadline = time.monotonic() + _WITHIN
    while left := wipe():
        assert time.monotonic() < deadline, f"could not be deleted within {_WITHIN:.0f} s: {', '.join(left)}"
        time.sleep(0.02)


def _wipe_groups(admin: KafkaAdminClient) -> list[str]:
    try:
        groups = [str(group["group_id"]) for group in admin.list_groups()]
        for group, described in (admin.describe_groups(groups) if groups else {}).items():
            members = [MemberToRemove(member_id=member["member_id"]) for member in described["members"]]
            if members:
                admin.remove_group_members(group, members)
        if groups:
            admin.delete_groups(groups)  # its errors show as groups that are still there next time
    except KafkaError as error:  # a coordinator that has just moved or started; or a group went meanwhile
        return [f"consumer groups ({error!r})"]
    return groups


def _wipe_topics(admin: KafkaAdminClient) -> list[str]:
    topics = [str(name) for name in admin.list_topics() if not name.startswith("__")]
    if topics:
        admin.delete_topics(topics, raise_errors=False)
    return topics


def _wipe_indices(server: ElasticsearchServer) -> list[str]:
    _, found = server.request("GET", "/_cat/indices?format=json&h=index&expand_wildcards=all")
    names = [str(index["index"]) for index in found]
    for name in names:
        server.request("DELETE", f"/{name}")
    return names


def _wipe_templates(server: ElasticsearchServer) -> list[str]:
    names = []
    # Index templates first: one that is used by them cannot be deleted.
    for kind, key in (("_index_template", "index_templates"), ("_component_template", "component_templates")):
        _, found = server.request("GET", f"/{kind}")
        for template in found[key]:
            server.request("DELETE", f"/{kind}/{template['name']}")
            names.append(f"{kind}/{template['name']}")
    return names
