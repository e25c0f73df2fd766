"""The port of the embedded server: one that no client takes by chance before the next start."""

import random
import socket
from pathlib import Path

# What the system gives to clients; where it does not say, what Linux and macOS do by default.
EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
USUAL_EPHEMERAL = range(32768, 65536)
# Above the ports that services are commonly given, below those of clients.
PREFERRED = range(15000, 32768)
UNPRIVILEGED = range(1024, 65536)
TRIES = 200


def free_port() -> int:
    """A port that is free on this machine, and not one that the system gives to clients."""
    ephemeral = ephemeral_ports()
    for ports in (PREFERRED, UNPRIVILEGED):
        wanted = [port for port in ports if port not in ephemeral]
        for port in random.sample(wanted, min(TRIES, len(wanted))):
            if not is_taken(port):
                return port
    # All are given to clients: one that few ask for is as good as any.
    return next(port for port in random.sample(PREFERRED, TRIES) if not is_taken(port))


def ephemeral_ports() -> range:
    """The ports that the system gives to whoever asks for none."""
    try:
        first, last = map(int, EPHEMERAL.read_text("ascii").split())
    except (OSError, ValueError):
        return USUAL_EPHEMERAL
    return range(first, last + 1)


def is_taken(port: int) -> bool:
    """Whether a program listens there, on this address or on all."""
    with socket.socket() as attempt:
        # As PostgreSQL does: connections that have just ended do not count.
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
            attempt.listen()
        except OSError:
            return True
    return False
