"""A look into a line that may be a message, before anybody decides whether it is one. Pure, and never raises."""

from dataclasses import dataclass
from datetime import datetime

import orjson

from schemas.message import message_id


@dataclass(frozen=True, slots=True)
class Glance:
    """The key of the line's event (empty when it cannot be told), and when it was said or edited."""

    key: bytes
    moment: datetime | None


def glance(body: bytes) -> Glance:
    """What can be seen of a line of JSON."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Glance(b"", None)
    if not isinstance(data, dict):
        return Glance(b"", None)
    channel, account, native_id = (data.get(name) for name in ("channel", "account", "native_id"))
    key = b""
    if isinstance(channel, str) and isinstance(account, str) and isinstance(native_id, str):
        key = str(message_id(channel, account, native_id)).encode()
    return Glance(key, _moment(data.get("updated")) or _moment(data.get("published")))


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
