"""The smallest Kafka client: one Metadata request, to see whether a broker serves.

Wire format: the Kafka protocol guide, API key 3 (Metadata) version 1, request header version 1.
"""

import socket
import struct

_API_METADATA, _VERSION, _CORRELATION, _CLIENT = 3, 1, 7, b"stadsgesprek-probe"


def has_broker(host: str, port: int, timeout: float = 2.0) -> bool:
    """Whether the server answers a metadata request and names at least one broker.

    Raises OSError (also on a timeout) when it cannot be reached or hangs up.
    """
    header = struct.pack(">hhih", _API_METADATA, _VERSION, _CORRELATION, len(_CLIENT)) + _CLIENT
    no_topics = struct.pack(">i", 0)
    request = header + no_topics
    with socket.create_connection((host, port), timeout) as connection:
        connection.settimeout(timeout)
        connection.sendall(struct.pack(">i", len(request)) + request)
        (length,) = struct.unpack(">i", _read(connection, 4))
        answer = _read(connection, length)
    brokers: int = struct.unpack_from(">i", answer, 4)[0]  # after the correlation id
    return brokers > 0


def _read(connection: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        chunk = connection.recv(count - len(received))
        if not chunk:
            raise ConnectionResetError("the broker hung up in mid-answer")
        received += chunk
    return received
