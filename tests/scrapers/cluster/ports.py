"""A port that nobody listens on."""

import socket


def find_port() -> int:
    """A free port of this computer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
