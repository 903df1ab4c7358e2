"""Archives are written a whole site at a time: its responses, then one metadata record with its outcome."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.archives.outcomes import SiteOutcome, write_outcome
from scrapers.archives.responses import RENDERED_TYPE, SentResponse
from store.records import Page, SiteVisit
from store.troubles import tell_reason


def build_response_record(response: SentResponse, record_id: str = "") -> bytes:
    """A response as a gzipped WARC record, body as sent."""
    headers = [(name.title(), value) for name, value in response.headers]
    headers.append(("Content-Length", str(len(response.body))))
    status = f"{response.http_status} {_phrase(response.http_status)}"
    http_headers = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    return _build("response", response.url, response.body, response.fetched_at, http_headers=http_headers, record_id=record_id)


def build_rendered_record(response: SentResponse, made_from: str) -> bytes:
    """A rendered page as a gzipped conversion record that names the record it was made from (WARC 1.0, 6.7)."""
    refers = {"WARC-Refers-To": made_from} if made_from else {}
    return _build("conversion", response.url, response.body, response.fetched_at, content_type=RENDERED_TYPE, fields=refers)


def build_robots_record(url: str, body: bytes, fetched_at: str) -> bytes:
    """A robots.txt as a gzipped resource record: evidence for where the visit went, but no page of the site."""
    return _build("resource", url, body, fetched_at, content_type="text/plain")


def build_outcome_record(outcome: SiteOutcome) -> bytes:
    """A site's outcome as a gzipped metadata record."""
    body = write_outcome(outcome)
    return _build("metadata", outcome.start_url, body, outcome.last_attempt_at, content_type="application/json")


def pack_visit(robots: Sequence[SentResponse], responses: Sequence[SentResponse], outcome: SiteOutcome) -> list[bytes]:
    """A whole visit: its robots.txt where there are any, then its responses, then its outcome."""
    rules = [build_robots_record(r.url, r.body, r.fetched_at) for r in robots if r.http_status == 200]
    return [*rules, *_build_page_records(responses), build_outcome_record(outcome)]


def _build_page_records(responses: Sequence[SentResponse]) -> Iterator[bytes]:
    """The records of responses, and of rendered pages, which name the last response that came from their address."""
    ids: dict[str, str] = {}
    for response in responses:
        if response.is_rendered:
            yield build_rendered_record(response, ids.get(response.url, ""))
        else:
            ids[response.url] = f"<urn:uuid:{uuid4()}>"
            yield build_response_record(response, ids[response.url])


class ArchiveFile:
    """One run's archive; it appears with its first site and only ever grows by whole sites."""

    def __init__(self, path: Path, description: Mapping[str, str]) -> None:
        self.path = path
        self._description = description

    def append(self, records: Sequence[bytes]) -> list[int]:
        """Writes records one after the other; gives the byte at which each begins.

        Raises:
            OSError: they cannot be written, for want of room as a rule; nothing of them stays.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        before = self.size
        head = [] if before else [_build_description(self.path.name, self._description)]
        sizes = [len(record) for record in (*head, *records)]
        try:
            with self.path.open("ab") as stream:
                stream.write(b"".join((*head, *records)))
        except OSError:
            self.cut(before)
            raise
        return list(accumulate(sizes, initial=before))[len(head) : -1]

    def check_place(self) -> None:
        """Makes the folder and tries to write there, so that nobody is visited in vain.

        Raises:
            CrawlError: nothing can be written there.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.open("ab").close()
        except OSError as error:
            raise CrawlError(
                say(
                    "Archived pages cannot be written into the folder {folder} ({reason}): allow writing there, or name another with"
                    " --archive.",
                    folder=self.path.parent,
                    reason=tell_reason(error),
                )
            ) from error
        if not self.size:
            self.cut(0)

    @property
    def size(self) -> int:
        """How many bytes it has; 0 where it is not there yet."""
        return self.path.stat().st_size if self.path.exists() else 0

    def cut(self, size: int) -> None:
        """Takes away what was written after so many bytes: a record that breaks off would end the archive for its readers."""
        cut_file(self.path, size)


def cut_file(path: Path, size: int) -> None:
    """Takes away what a file holds after so many bytes, or all of it with 0; leaves it where that cannot be done."""
    with suppress(OSError):
        if size:
            os.truncate(path, size)
        else:
            path.unlink(missing_ok=True)


def place_pages(visit: SiteVisit, file_name: str, offsets: Mapping[str, int]) -> SiteVisit:
    """The visit with each page's place in the archive; `offsets` by address."""
    pages = tuple(_place(page, file_name, offsets) for page in visit.pages)
    return replace(visit, pages=pages)


def name_archive(folder: Path, country: str, wave: str, at: datetime, part: int = 0) -> Path:
    """The file of a run that began at this time, such as `KE-2026-20261122T021500123Z.warc.gz`; parts of a crawl end in `-p2`."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    return folder / (f"{country}-{wave}-{stamp}Z" + (f"-p{part}" if part else "") + ".warc.gz")


def _place(page: Page, file_name: str, offsets: Mapping[str, int]) -> Page:
    return replace(page, warc_file=file_name, warc_offset=offsets[page.url]) if page.url in offsets else page


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _build(
    record_type: str,
    url: str,
    body: bytes,
    at: str,
    *,
    content_type: str = "",
    http_headers: StatusAndHeaders | None = None,
    record_id: str = "",
    fields: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    fields_of = {"WARC-Date": at, **({"WARC-Record-ID": record_id} if record_id else {}), **fields}
    record = writer.create_warc_record(
        url, record_type, payload=BytesIO(body), length=len(body), http_headers=http_headers,
        warc_content_type=content_type, warc_headers_dict=fields_of,
    )  # fmt: skip
    writer.write_record(record)
    return buffer.getvalue()


def _build_description(file_name: str, description: Mapping[str, str]) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    writer.write_record(writer.create_warcinfo_record(file_name, description))
    return buffer.getvalue()
