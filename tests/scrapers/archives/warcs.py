"""Small archives as others write them: plain or gzipped, without outcomes."""

import gzip
from pathlib import Path

FIRST = "2026-03-01T10:00:00Z"


def record(
    url: str, body: bytes | str, *, status: str = "200 OK", headers: tuple[str, ...] = (), at: str = FIRST, kind: str = "response"
) -> bytes:
    """One WARC record."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", *(headers or ("Content-Type: text/html; charset=utf-8",))]
    block = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash((url, at))) % 10**12:012d}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode("utf-8", "surrogateescape") + block + b"\r\n\r\n"


def write_warc(path: Path, *records: bytes) -> Path:
    """An archive, gzipped record by record where its name ends in .gz."""
    path.write_bytes(b"".join(gzip.compress(r, mtime=0) if path.suffix == ".gz" else r for r in records))
    return path


def html(title: str, *links: str) -> str:
    """A small page."""
    anchors = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    return f"<!doctype html><html lang=en><title>{title}</title><p>We repair bicycles and sell parts in our workshop. {anchors}</html>"
