"""A small crawl in Common Crawl's own formats: archives with one packed member a record, and an index of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest

from store.opening import Store
from store.records import Website
from store.websites import add_websites
from tests.scrapers.archives.warcs import html, record

CRAWL = "CC-MAIN-2026-04"
FILE = f"crawl-data/{CRAWL}/segments/1768000000000.1/warc/CC-MAIN-20260120-00000.warc.gz"
AT = "2026-01-20T10:11:12Z"
COLUMNS = """url VARCHAR, url_host_name VARCHAR, fetch_time TIMESTAMP, fetch_status SMALLINT, content_mime_type VARCHAR,
    content_mime_detected VARCHAR, warc_filename VARCHAR, warc_record_offset INTEGER, warc_record_length INTEGER"""
SITES = ("bikes", "kahawa", "absent")


@dataclass(frozen=True)
class SmallCrawl:
    """The folder of its archives, and its index: one entry a capture, with the fields of cdxj."""

    folder: Path
    entries: list[dict[str, str]]


@dataclass
class Server:
    """What was asked of a server, and answers that it gives before it serves: (status, headers, body) each once; a body None: as always."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    before: list[tuple[int, dict[str, str], bytes | None]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    slow: float = 0.0
    at_once: int = 0
    most_at_once: int = 0


@pytest.fixture
def known(store: Store) -> Store:
    """A store whose register names three sites, of which the crawl has two."""
    add_websites(store, [Website("KE", "2026", f"{s}.co.ke", f"{s}.co.ke", "own", f"http://{s}.co.ke/") for s in SITES])
    return store


@pytest.fixture
def crawl(tmp_path: Path) -> SmallCrawl:
    """Two websites, a stranger and a robots.txt."""
    from gzip import compress

    pages = {
        "https://www.bikes.co.ke/": html("Bikes", "/contact"), "https://www.bikes.co.ke/contact": html("Contact"),
        "https://stranger.co.ke/": html("Stranger"), "http://kahawa.co.ke/": html("Kahawa"),
        "http://kahawa.co.ke/robots.txt": "User-agent: *",
    }  # fmt: skip
    folder, entries, content = tmp_path / "storage", [], b""
    for url, body in pages.items():
        packed = compress(record(url, body, at=AT), mtime=0)
        entries.append({
            "url": url, "mime": "text/html", "mime-detected": "text/html", "status": "200", "digest": "X", "length": str(len(packed)),
            "offset": str(len(content)), "filename": FILE, "timestamp": "20260120101112", "urlkey": url,
        })  # fmt: skip
        content += packed
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_bytes(content)
    return SmallCrawl(folder, entries)


@pytest.fixture
def server(crawl: SmallCrawl) -> Iterator[Server]:
    """CDX API and storage in one."""
    state = Server()
    with serving(crawl, state) as address:
        state.address = address
        yield state


def write_parquet(crawl: SmallCrawl, folder: Path, columns: str = "*") -> Path:
    """The same index as a Parquet file of Common Crawl's table; `columns` says which of them."""
    duckdb = pytest.importorskip("duckdb")
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({COLUMNS})")
        for e in crawl.entries:
            at = datetime.fromisoformat(f"{e['timestamp'][:8]}T{e['timestamp'][8:]}")
            values = [e["url"], urlsplit(e["url"]).hostname, at, int(e["status"]), e["mime"], e["mime-detected"], e["filename"]]
            connection.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [*values, int(e["offset"]), int(e["length"])])
        connection.execute(f"COPY (SELECT {columns} FROM t) TO '{(folder / 'part-00000.gz.parquet').as_posix()}' (FORMAT parquet)")
    return folder


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Keeps quiet: whoever asks may hang up in the middle of an answer."""


@contextmanager
def serving(crawl: SmallCrawl, state: Server) -> Iterator[str]:
    """The server's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.at_once += 1
            state.most_at_once = max(state.most_at_once, state.at_once)
            sleep(state.slow)
            try:
                self.serve()
            finally:
                state.at_once -= 1

        def serve(self) -> None:
            state.asked.append(self.path)
            state.agents.add(self.headers["User-Agent"])
            status, headers, body = state.before.pop(0) if state.before else (200, {}, None)
            if body is not None:
                return self.answer(status, body, headers)
            parts = urlsplit(self.path)
            if parts.path == f"/{CRAWL}-index":
                return self.answer(*answer_cdx(crawl, parse_qs(parts.query)))
            path = crawl.folder / parts.path.lstrip("/")
            if not path.is_file():
                return self.answer(404, b"<Error/>")
            begin, end = (int(n) for n in self.headers["Range"].removeprefix("bytes=").split("-"))
            return self.answer(206, path.read_bytes()[begin : end + 1])

        def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_address[1]}"
        finally:
            http.shutdown()
            thread.join()


def answer_cdx(crawl: SmallCrawl, asked: dict[str, list[str]]) -> tuple[int, bytes]:
    """As index.commoncrawl.org: hosts with and without www. are one, and none found is a 404 that says so."""
    assert asked["matchType"] == ["host"]
    found = [e for e in crawl.entries if (urlsplit(e["url"]).hostname or "").removeprefix("www.") == asked["url"][0]]
    if not found:
        return 404, json.dumps({"message": f"No Captures found for: {asked['url'][0]}"}).encode()
    return 200, "".join(json.dumps(entry) + "\n" for entry in found).encode()
