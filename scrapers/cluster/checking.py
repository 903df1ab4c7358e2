"""What comes back from a storage is checked value by value: a storage may be anybody's, and its rows stand beside our own."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.statuses import load_statuses
from store.records import Page, Signal, SiteVisit, Website
from store.times import is_time

Row = Mapping[str, Any]
LONGEST = 100_000
LONGEST_URL = 8000
MOST = 2**53
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def build_visit(stored: Website, row: Row, pages: Sequence[Row], signals: Sequence[Row], archives: Sequence[tuple[str, int]]) -> SiteVisit:
    """The visit of a website that the store knows: which it is, and whose, stays as it is there. `archives`: names and bytes, by number.

    Raises:
        CrawlError: a value is none that a visit can leave.
    """
    fits = _fits_visit(row) and all(_fits_page(page, archives) for page in pages) and all(map(_fits_signal, signals))
    if not fits or not row["attempts"] >= 1 or len({page["url"] for page in pages}) < len(pages):
        raise CrawlError(say("The rows of a shard are damaged ({reason}): nothing of it was taken.", reason=stored.site))
    website = Website(
        stored.country, stored.wave, stored.site, stored.host, stored.kind, stored.start_url, status=row["status"], reason=row["reason"],
        is_final=row["is_final"], attempts=row["attempts"], first_attempt_at=row["first_attempt_at"],
        last_attempt_at=row["last_attempt_at"], final_url=row["final_url"], languages=tuple(row["languages"].split()),
        platform=row["platform"], page_count=row["page_count"], requests=row["requests"], bytes=row["bytes"],
        is_candidate=stored.is_candidate, is_rendered=row["is_rendered"],
    )  # fmt: skip
    return SiteVisit(website, tuple(_build_page(page, archives) for page in pages), tuple(map(_build_signal, signals)))


def _build_page(row: Row, archives: Sequence[tuple[str, int]]) -> Page:
    file = None if row["archive"] is None else archives[row["archive"]][0]
    values = {name: value for name, value in row.items() if name not in {"site", "archive"}}
    return Page(**values, warc_file=file)


def _build_signal(row: Row) -> Signal:
    return Signal(**{name: value for name, value in row.items() if name != "site"})


def _fits_visit(row: Row) -> bool:
    return (
        row["status"] in load_statuses()
        and all(isinstance(row[name], bool) for name in ("is_final", "is_rendered"))
        and all(_is_count(row[name]) for name in ("attempts", "page_count", "requests", "bytes"))
        and all(_is_text(row[name], is_time) for name in ("first_attempt_at", "last_attempt_at"))
        and _is_text(row["languages"])
        and all(_is_or_none(row[name]) for name in ("reason", "platform"))
        and _is_or_none(row["final_url"], is_web_address)
        and _is_or_none(row["not_before"], is_time)
        and isinstance(row["seconds"], float)
        and 0 <= row["seconds"] < MOST
    )


def _fits_page(row: Row, archives: Sequence[tuple[str, int]]) -> bool:
    archive, offset = row["archive"], row["warc_offset"]
    is_placed = archive is not None and offset is not None and 0 <= archive < len(archives) and 0 <= offset < archives[archive][1]
    return (
        _is_text(row["url"], is_web_address)
        and (row["http_status"] is None or 0 <= row["http_status"] <= 999)
        and (row["bytes"] is None or _is_count(row["bytes"]))
        and isinstance(row["is_rendered"], bool)
        and _is_or_none(row["fetched_at"], is_time)
        and _is_or_none(row["digest"], _DIGEST.fullmatch)
        and _is_or_none(row["language"])
        and _is_or_none(row["title"])
        and (is_placed or (archive is None and offset is None))
    )


def _fits_signal(row: Row) -> bool:
    named = all(_is_text(row[name]) for name in ("kind", "value", "place", "words", "rule"))
    return named and _is_or_none(row["page_url"], is_web_address) and _is_count(row["times"])


def is_web_address(text: str) -> bool:
    """Whether a text is an address of a page, and no script or file."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return len(text) <= LONGEST_URL and parts.scheme in {"http", "https"} and bool(parts.netloc)


def _is_text(value: object, fits: Callable[[str], object] = bool) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and (fits is bool or bool(fits(value)))


def _is_or_none(value: object, fits: Callable[[str], object] = bool) -> bool:
    return value is None or _is_text(value, fits)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < MOST
