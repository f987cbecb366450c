"""Free ports on the loopback interface that stay free while a server is down."""

import random
import socket

LOOPBACK = "127.0.0.1"

# Below the range from which Linux (32768) and macOS (49152) take the ports of outgoing connections. A port
# that the system picks (port 0) lies there: while a killed server is down, a client that keeps trying to
# connect may be given that very port as its own and even connect to itself, and the server cannot come back.
_FIRST, _LAST = 15_000, 32_700


def free_ports(count: int) -> list[int]:
    """`count` different ports that nothing listens on now. Raises OSError when there are none."""
    found: list[int] = []
    for port in random.sample(range(_FIRST, _LAST), 500):
        if is_free(port):
            found.append(port)
            if len(found) == count:
                return found
    raise OSError(f"no free port between {_FIRST} and {_LAST} on {LOOPBACK}")


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback interface now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
