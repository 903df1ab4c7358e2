"""A town of invented hosts on one local server, each behaving in its own way; what was asked for is written down."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host sends back; `act` does something else instead."""

    body: bytes | str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    act: Callable[[Any], None] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the town got."""

    host: str
    path: str
    agent: str
    at: float


Host = Callable[[str, int], Answer]
"""A host: (path, how often it was asked for this path before) to its answer."""


@dataclass(slots=True)
class Town:
    """The running server: where it listens, its hosts, and the requests it got; where `is_cut` says so of them, connections are dropped."""

    address: str
    hosts: dict[str, Host]
    asked: list[Asked] = field(default_factory=list)
    is_cut: Callable[[list[Asked]], bool] = lambda _: False

    def paths(self, host: str) -> list[str]:
        """The pages that a host was asked for, in order, without robots.txt."""
        return [a.path for a in self.asked if a.host == host and a.path != "/robots.txt"]


def page(title: str, *links: str, text: str = "") -> str:
    """A small page with links whose words are their paths."""
    anchors = " ".join(f'<a href="{link}">{link.strip("/").replace("/", " ") or "home"}</a>' for link in links)
    words = text or "We make chairs and tables by hand."
    return f"<!doctype html><html lang=en><title>{title}</title><h1>{title}</h1><p>{words}</p>{anchors}</html>"


def plain(pages: Mapping[str, str | Answer], robots: str | int = 404) -> Host:
    """A host with these pages and this robots.txt (or the status that it answers)."""

    def answer(path: str, before: int) -> Answer:
        if path == "/robots.txt":
            return Answer(robots, headers={"Content-Type": "text/plain"}) if isinstance(robots, str) else Answer("", robots)
        found = pages.get(path)
        return found if isinstance(found, Answer) else Answer(found) if found is not None else Answer("gone", 404)

    return answer


def drip(handler: Any) -> None:
    """Sends a byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def hang(handler: Any) -> None:
    """Says nothing."""
    time.sleep(12)


def packed(text: str) -> Answer:
    """A page sent gzipped."""
    return Answer(gzip.compress(text.encode(), mtime=0), headers={"Content-Encoding": "gzip"})


@contextmanager
def open_town(hosts: dict[str, Host]) -> Iterator[Town]:
    """The town while the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    town = Town(f"127.0.0.1:{server.server_address[1]}", hosts)
    server.town = town  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield town
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """Takes many callers at once, and their hanging up without a word."""

    daemon_threads, block_on_close, request_queue_size = True, False, 128

    def handle_error(self, *_: object) -> None:
        """Keeps quiet."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        town: Town = self.server.town  # type: ignore[attr-defined]
        host = (self.headers.get("Host") or "").partition(":")[0]
        before = len([a for a in town.asked if (a.host, a.path) == (host, self.path)])
        town.asked.append(Asked(host, self.path, self.headers.get("User-Agent", ""), time.monotonic()))
        if town.is_cut(town.asked):
            self.close_connection = True
            return
        found = town.hosts.get(host)
        self._send(found(self.path, before) if found else Answer("nobody here", 502))

    def _send(self, answer: Answer) -> None:
        try:
            if answer.act is not None:
                self.close_connection = True
                answer.act(self)
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Type": HTML, "Content-Length": str(len(body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""
