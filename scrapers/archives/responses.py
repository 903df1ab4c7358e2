"""A response as it was sent, and the page that is in it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from scrapers.archives.decoding import decode_body
from scrapers.signals.records import FetchedPage
from store.records import Page

DROPPED = frozenset({"set-cookie", "set-cookie2", "transfer-encoding", "connection", "keep-alive", "content-length", "alt-svc"})
"""Headers that are not archived: they name visitors, or speak of the connection and not of the page."""


@dataclass(frozen=True, slots=True)
class SentResponse:
    """One response: headers normalised (lower case, in order of name), body still in its content encoding, time in UTC to the second."""

    url: str
    http_status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str


def normalise_headers(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Headers as they are archived: names in lower case and sorted, repeated ones joined, line breaks and unwanted ones gone."""
    kept: dict[str, list[str]] = {}
    for name, value in pairs:
        name = name.strip().lower()
        if name and name not in DROPPED:
            kept.setdefault(name, []).append(" ".join(value.split()))
    return tuple((name, ", ".join(kept[name])) for name in sorted(kept))


def open_page(response: SentResponse) -> FetchedPage:
    """The page as the extractors read it: body decoded from its content encoding."""
    headers = dict(response.headers)
    body = decode_body(response.body, headers.get("content-encoding", ""))
    return FetchedPage(response.url, response.http_status, headers, body, response.fetched_at)


def describe_page(response: SentResponse, *, title: str | None = None, language: str | None = None) -> Page:
    """The row of `pages` for a response, without its place in an archive."""
    digest = "sha256:" + hashlib.sha256(response.body).hexdigest()
    return Page(response.url, response.http_status, response.fetched_at, digest, language, title, len(response.body))
