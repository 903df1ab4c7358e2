"""A name server on this machine for benchmarks: a fifth of all names exist, always the same ones. `python -m benchmarks.name_server`."""

import asyncio
import socket
import sys
import zlib
from typing import Any

START = [sys.executable, "-m", "benchmarks.name_server"]
"""The command that starts it; its first line is HOST:PORT."""

HEAD = 12
SHARE = 5
"""One name in so many exists."""

ADDRESS = socket.inet_aton("93.184.215.14")


class Answering(asyncio.DatagramProtocol):
    """Answers at once."""

    def connection_made(self, transport: Any) -> None:
        """Keeps the line."""
        self.transport = transport

    def datagram_received(self, data: bytes, sender: Any) -> None:
        """One question, one answer (RFC 1035, 4.1)."""
        self.transport.sendto(answer(data), sender)


def answer(question: bytes) -> bytes:
    """The answer to a question: an address (A) or none (other kinds) of a name that exists, or that there is no such name."""
    end = question.index(b"\0", HEAD) + 1
    asked, kind = question[HEAD : end + 4], int.from_bytes(question[end : end + 2])
    exists = zlib.crc32(question[HEAD:end].lower()) % SHARE == 0
    records = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + ADDRESS if exists and kind == 1 else b""
    flags = b"\x81\x80" if exists else b"\x81\x83"
    return question[:2] + flags + b"\0\1" + (b"\0\1" if records else b"\0\0") + b"\0\0\0\0" + asked + records


async def serve() -> None:
    """Serves until the process is ended."""
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(Answering, local_addr=("127.0.0.1", 0))
    print(f"127.0.0.1:{transport.get_extra_info('sockname')[1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
