"""Archives are read record by record; what is damaged is told, and never stops what is whole."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.archives.decoding import MAX_BODY, join_chunks
from scrapers.archives.outcomes import SiteOutcome, read_outcome
from scrapers.archives.responses import RENDERED_TYPE, SentResponse, keep_rendered, normalise_headers, open_page
from scrapers.signals.records import FetchedPage

MAX_URL = 4000
PAGES = WarcRecordType.response | WarcRecordType.conversion
"""Records that may hold a page."""

FAULTS = (OSError, ValueError, EOFError, RuntimeError)
"""What damaged archives trip the reader into."""


@dataclass(frozen=True, slots=True)
class ArchivedRecord:
    """A record of interest: a response (or what a browser made of one) or a site's outcome, and the byte where it begins."""

    offset: int
    response: SentResponse | None = None
    outcome: SiteOutcome | None = None


@dataclass(slots=True)
class Damage:
    """What could not be read of an archive; `truncated` where it ends in the middle of a record."""

    skipped: int = 0
    truncated: str | None = None


def read_archive(path: Path, damage: Damage) -> Iterator[ArchivedRecord]:
    """The responses and outcomes of an archive in their order.

    Raises:
        CrawlError: the file cannot be opened, or does not begin as a WARC.
    """
    seen = last = 0
    with open_archive(path) as stream:
        records = ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False, strict_mode=False)
        while True:
            try:
                record = next(records, None)
            except FAULTS as error:
                _note_break(path, damage, seen, error)
                return
            if record is None:
                break
            last = record.stream_pos
            found = _read_whole(record)
            seen += 1
            if found is not None:
                yield found
            elif record.record_type & WarcRecordType.response:
                damage.skipped += 1
    if not seen:
        raise CrawlError(say("{path} is not a web archive (WARC): give a .warc or .warc.gz file.", path=path))
    if is_cut_off(path, last):
        damage.truncated = say("its last record has no end")


def read_response(path: Path, offset: int) -> SentResponse:
    """The response whose record begins at this byte.

    Raises:
        CrawlError: the file is gone, or no response begins there.
    """
    with open_archive(path) as stream:
        stream.seek(offset)
        try:
            record = next(iter(ArchiveIterator(stream, record_types=PAGES, parse_http=False, strict_mode=False)), None)
            found = _read_whole(record) if record is not None else None
        except FAULTS:
            found = None
    if found is None or found.response is None:
        raise CrawlError(say("No archived page begins at byte {offset} of {path}.", offset=offset, path=path))
    return found.response


def read_record(warc_path: Path, offset: int) -> FetchedPage:
    """The archived page whose record begins at this byte, as the extractors read it. Raises CrawlError where there is none."""
    return open_page(read_response(warc_path, offset))


def open_archive(path: Path) -> BinaryIO:
    """The file, opened. Raises CrawlError where it cannot be."""
    try:
        return path.open("rb")
    except OSError as error:
        raise CrawlError(say("The archive {path} cannot be read: {reason}.", path=path, reason=error.strerror or error)) from error


def is_cut_off(path: Path, offset: int) -> bool:
    """Whether the packed record at this byte, an archive's last, has no end; the reader itself passes over that in silence."""
    unpacking = zlib.decompressobj(wbits=31)
    with open_archive(path) as stream:
        stream.seek(offset)
        block = stream.read(1 << 16)
        if not block.startswith(b"\x1f\x8b"):
            return False
        try:
            while block and not unpacking.eof:
                unpacking.decompress(block)
                block = stream.read(1 << 16)
        except zlib.error:
            return True
    return not unpacking.eof


def _note_break(path: Path, damage: Damage, seen: int, error: Exception) -> None:
    if not seen:
        raise CrawlError(say("{path} is not a web archive (WARC): give a .warc or .warc.gz file.", path=path)) from error
    damage.truncated = str(error) or type(error).__name__


def _read_whole(record: WarcRecord) -> ArchivedRecord | None:
    """What is in a record; None where it is of no interest or cannot be made sense of."""
    try:
        return _read(record)
    except FAULTS:
        return None


def _read(record: WarcRecord) -> ArchivedRecord | None:
    if record.record_type & WarcRecordType.response:
        response = _read_response(record)
        return ArchivedRecord(record.stream_pos, response=response) if response else None
    if record.record_type & WarcRecordType.conversion:
        rendered = _read_rendered(record)
        return ArchivedRecord(record.stream_pos, response=rendered) if rendered else None
    if record.record_type & WarcRecordType.metadata and record.content_length < MAX_BODY:
        outcome = read_outcome(record.reader.read())
        return ArchivedRecord(record.stream_pos, outcome=outcome) if outcome else None
    return None


def _is_address(url: str) -> bool:
    """Whether a record's address is one that a page can have."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    return is_web and len(url) <= MAX_URL and url.isprintable()


def _read_response(record: WarcRecord) -> SentResponse | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not _is_address(url) or not record.is_http or record.content_length > 4 * MAX_BODY:
        return None
    record.parse_http(auto_decode="none", strict_mode=False)
    status = record.http_headers.status_code
    if status is None or not 100 <= status <= 999:
        return None
    body = bytes(record.reader.read(MAX_BODY))
    if "chunked" in (record.http_headers.get("Transfer-Encoding") or "").lower():
        body = join_chunks(body)
    headers = normalise_headers(record.http_headers.items())
    at = _read_date(record)
    return SentResponse(url, status, headers, body, at) if at else None


def _read_rendered(record: WarcRecord) -> SentResponse | None:
    """A page of ours as a browser made it; None for other conversions, such as texts of pages."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    at, kind = _read_date(record), record.headers.get("Content-Type") or ""
    if kind != RENDERED_TYPE or not at or not _is_address(url) or record.content_length > MAX_BODY:
        return None
    return keep_rendered(url, bytes(record.reader.read(MAX_BODY)), at)


def _read_date(record: WarcRecord) -> str:
    """When what the record holds was fetched, in UTC to the second; "" where it does not say."""
    at: datetime | None = record.record_date
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else ""
