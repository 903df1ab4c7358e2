"""A small search service on this machine that notes what it is asked."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Service(ThreadingHTTPServer):
    """Answers `answers[query]`, first with the statuses that are left in `failures`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, list[str]] = {}
        self.failures: list[tuple[int, dict[str, str]]] = []
        self.asked: list[str] = []
        self.keys: list[str] = []
        self.body: bytes | None = None
        self.trickles = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/search?q={{query}}&key={{key}}"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        given = parse_qs(urlsplit(self.path).query)
        query = given.get("q", [""])[0]
        self.server.asked.append(query)
        self.server.keys.append(given.get("key", [self.headers.get("X-Token", "")])[0])
        status, headers = self.server.failures.pop(0) if self.server.failures else (200, {})
        body = json.dumps({"results": [{"url": url} for url in self.server.answers.get(query, [])]}).encode()
        body = self.server.body if self.server.body is not None else body
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self._send(body)

    def _send(self, body: bytes) -> None:
        """The body at once, or a byte every so many seconds, until nobody listens."""
        step = 1 if self.server.trickles else max(1, len(body))
        for at in range(0, len(body), step):
            try:
                self.wfile.write(body[at : at + step])
            except OSError:
                return
            time.sleep(self.server.trickles)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def serving() -> Iterator[Service]:
    """The service while the block works."""
    with Service() as service:
        thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            service.shutdown()
            thread.join()
