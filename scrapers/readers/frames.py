"""Messages over a pipe: a length of four bytes, then so many bytes."""

from typing import IO

LENGTH = 4
MOST = 2**31 - 1
"""Bytes of a message; more are taken for noise."""


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Sends a message.

    Raises:
        OSError: nobody reads any more.
    """
    stream.write(len(payload).to_bytes(LENGTH, "big"))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the other side has ended, in the middle of a message too."""
    size = int.from_bytes(head, "big") if len(head := stream.read(LENGTH)) == LENGTH else -1
    if not 0 <= size <= MOST:
        return None
    payload = stream.read(size)
    return payload if len(payload) == size else None
