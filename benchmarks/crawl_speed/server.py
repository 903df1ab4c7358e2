"""Many invented hosts on one port, all of one process: real-sized pages, gzipped beforehand, so that answering costs little."""

import asyncio
import gzip
import sys
from zlib import crc32

from benchmarks.invented_sites import invent_pages

SITES, PAGES = 40, 30
"""Different websites, which many hosts share, and pages of each."""

ROBOTS = b"User-agent: *\nDisallow: /private/\n"


class Hosts(asyncio.Protocol):
    """One connection; requests come one after the other and have no body."""

    def __init__(self, pages: dict[tuple[int, int], bytes]) -> None:
        self._pages, self._waiting = pages, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answers every whole request."""
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        lines = head.split(b"\r\n")
        path = lines[0].split(b" ")[1].decode("ascii", "replace")
        if path == "/robots.txt":
            return write_answer("200 OK", "text/plain", ROBOTS)
        host = next((line[5:].strip() for line in lines[1:] if line[:5].lower() == b"host:"), b"").decode("ascii", "replace")
        return self._pages[number_of(host) % SITES, find_page(path)]


def find_page(path: str) -> int:
    """The number of the page that answers at a path: every link of an invented page leads to one, so that both crawls read pages only."""
    return 0 if path == "/" else crc32(path.encode()) % PAGES


def name_host(number: int) -> str:
    """The name of a host."""
    return f"enterprise-{number}.co.ke"


def number_of(host: str) -> int:
    """The number of a host; 0 of a name that is none."""
    digits = host.partition(".")[0].rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def write_answer(status: str, kind: str, body: bytes, encoding: str = "") -> bytes:
    """An answer with its head."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{encoding}Connection: keep-alive\r\n\r\n".encode() + body


def build_answers() -> dict[tuple[int, int], bytes]:
    """Every page by the numbers of its website and of itself, as it is sent."""
    encoding = "Content-Encoding: gzip\r\n"
    bodies = (gzip.compress(page.body, 6, mtime=0) for page in invent_pages(SITES, PAGES))
    return {divmod(at, PAGES): write_answer("200 OK", "text/html; charset=utf-8", body, encoding) for at, body in enumerate(bodies)}


async def serve() -> None:
    """Says its address on a line, then serves until its input ends."""
    pages = build_answers()
    server = await asyncio.get_running_loop().create_server(lambda: Hosts(pages), "127.0.0.1", 0, backlog=1000)
    print(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
