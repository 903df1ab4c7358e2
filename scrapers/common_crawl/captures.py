"""Captures: what an index of Common Crawl says of an archived response."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.sites import find_site
from scrapers.archives.homes import ArchivedPage, keep_newest, order_pages

MOST_BYTES = 32 * 2**20
"""Of a record as it lies packed in its archive; Common Crawl cuts pages off far below."""

CRAWL = re.compile(r"CC-MAIN-\d{4}-\d\d(?:-[A-Za-z0-9]+)?")
MARKUP = frozenset({"text/html", "application/xhtml+xml", "unk", "-", ""})
_FILE = re.compile(r"(?!/)(?:(?!\.\.?/)[\w.=+-]+/)*[\w.=+-]+\.warc\.gz", re.ASCII)
_TIME = re.compile(r"\d{14}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Capture:
    """An archived response: address, HTTP status and time (ISO 8601 in UTC), and which bytes of which file its record is."""

    url: str
    http_status: int
    fetched_at: str
    file: str
    offset: int
    length: int


def check_crawl(name: str) -> str:
    """The name of a crawl. Raises CrawlError for what is none."""
    if not CRAWL.fullmatch(name):
        raise CrawlError(say("{name} is no crawl of Common Crawl: their names are such as CC-MAIN-2026-04.", name=repr(name)))
    return name


def build_capture(values: Mapping[str, Any]) -> Capture | None:
    """The capture that the fields of an index describe (named as in cdxj); None for what is no page or makes no sense."""
    url, file, mime = (str(values.get(name) or "") for name in ("url", "filename", "mime"))
    try:
        status, offset, length = (int(values[name]) for name in ("status", "offset", "length"))
    except (KeyError, TypeError, ValueError):
        return None
    at = _read_time(str(values.get("timestamp") or ""))
    fits = 100 <= status <= 999 and 0 <= offset < 2**53 and 0 < length <= MOST_BYTES and _FILE.fullmatch(file)
    if at is None or not fits or (status == 200 and mime not in MARKUP) or mime == "warc/revisit":
        return None
    return Capture(url, status, at, file, offset, length)


def group_by_site(captures: Iterable[Capture], most: int) -> dict[str, list[Capture]]:
    """{site: its captures}, at most so many of each; those of robots.txt are left out."""
    groups: dict[str, list[Capture]] = {}
    for capture in captures:
        found = find_site(capture.url)
        if found is not None and not capture.url.endswith("/robots.txt"):
            of_site = groups.setdefault(found.site, [])
            if len(of_site) < most:
                of_site.append(capture)
    return groups


def choose_captures(captures: Sequence[Capture], start_url: str | None, most: int) -> tuple[Capture, ...]:
    """The captures of a site that are worth reading: each address once, the most home-like first."""
    pages = [ArchivedPage(c.url, c.http_status, 0, number, c.fetched_at) for number, c in enumerate(captures)]
    return tuple(captures[page.offset] for page in order_pages(keep_newest(pages), start_url)[:most])


def _read_time(digits: str) -> str | None:
    """14 digits, as in an index, as ISO 8601."""
    if not _TIME.fullmatch(digits):
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    except ValueError:
        return None
