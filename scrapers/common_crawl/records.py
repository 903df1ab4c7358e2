"""Single records out of Common Crawl's archives, checked before they are kept in one of ours."""

import zlib
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.archives.reading import Damage, read_archive
from scrapers.archives.writing import ArchiveFile
from scrapers.common_crawl.asking import PoliteClient
from scrapers.common_crawl.captures import Capture
from store.site_lists import SiteList

BLOCK = 1 << 16
ABSENT = frozenset({404, 410, 416})
"""Statuses that say that this file, or this part of it, is not there."""

MOST_UNPACKED = 64 << 20
"""Bytes of a record; a longer one is taken for damaged."""


def fetch_record(client: PoliteClient, storage: str, capture: Capture) -> bytes | None:
    """The packed record of a capture, from a folder or over HTTP; None where it is not there whole, or another server answers.

    Raises:
        CrawlError: the server does not answer, or does not give parts of files.
    """
    end = capture.offset + capture.length
    if urlsplit(storage).scheme not in {"http", "https"}:
        record = _read_part(Path(storage) / capture.file, capture)
    else:
        answer = client.ask(f"{storage.rstrip('/')}/{capture.file}", {"Range": f"bytes={capture.offset}-{end - 1}"})
        _check_status(storage, answer.status)
        record = answer.body if answer.status == 206 else b""
    return record if len(record) == capture.length and _is_record_of(record, capture.url) else None


def _check_status(storage: str, status: int) -> None:
    """Raises CrawlError for an answer that every other record would get as well; redirects are not followed, wherever they lead."""
    if status == 200:
        raise CrawlError(say("The storage {address} sends whole files instead of parts of them: name another one.", address=storage))
    if status not in {206, *ABSENT}:
        raise CrawlError(say("The storage {address} answers with status {status}: check its address.", address=storage, status=status))


def _read_part(path: Path, capture: Capture) -> bytes:
    try:
        with path.open("rb") as stream:
            stream.seek(capture.offset)
            return stream.read(capture.length)
    except OSError:
        return b""


def _is_record_of(record: bytes, url: str) -> bool:
    """Whether the bytes are one whole packed response of this address."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        head = unpacking.decompress(record, BLOCK)
        unpacked = len(head)
        while unpacking.unconsumed_tail and unpacked < MOST_UNPACKED:
            unpacked += len(unpacking.decompress(unpacking.unconsumed_tail, BLOCK))
    except zlib.error:
        return False
    lines = [line.strip() for line in head.partition(b"\r\n\r\n")[0].split(b"\r\n")]
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
    is_whole = unpacking.eof and not unpacking.unused_data and lines[0].startswith(b"WARC/")
    return is_whole and fields.get(b"warc-type") == b"response" and fields.get(b"warc-target-uri", b"").strip(b"<>") == url.encode()


class KeptRecords:
    """The archive of what was fetched, and in `kept` the list of that; what a kill left half written at its end is taken away."""

    def __init__(self, archive: ArchiveFile, kept: SiteList) -> None:
        self._archive, self._kept = archive, kept
        if archive.path.exists():
            cut_after_last_record(archive.path)
            for record in read_archive(archive.path, Damage()):
                if record.response:
                    kept.meet(_name(record.response.url, record.response.fetched_at), is_wanted=True)

    def hold(self, capture: Capture) -> bool:
        """Whether a capture's record was kept before."""
        return self._kept.is_wanted(_name(capture.url, capture.fetched_at)) is not None

    def add(self, record: bytes) -> None:
        """Keeps a record."""
        self._archive.append([record])


def cut_after_last_record(path: Path) -> None:
    """Cuts a packed archive after its last whole record."""
    whole = 0
    with path.open("r+b") as stream:
        unpacking, at = zlib.decompressobj(wbits=31), 0
        while block := stream.read(BLOCK):
            at += len(block)
            while block:
                try:
                    unpacking.decompress(block)
                except zlib.error:
                    break
                block = unpacking.unused_data
                if unpacking.eof:
                    whole, unpacking = at - len(block), zlib.decompressobj(wbits=31)
        stream.truncate(whole)


def _name(url: str, fetched_at: str) -> str:
    return f"{fetched_at} {url}"
