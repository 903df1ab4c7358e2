"""A response as it was sent, and the page that is in it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from scrapers.archives.decoding import decode_body
from scrapers.signals.records import FetchedPage
from store.records import Page

DROPPED = frozenset(
    (
        *("set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization"),
        *("transfer-encoding", "connection", "keep-alive", "content-length", "alt-svc"),
    )
)
"""Headers that are not archived: they name visitors, or speak of the connection and not of the page."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_SPACE = re.compile(r"[ \t\r\n]+")
_CREDENTIALS = re.compile(r"""((?:^|[\s<"',;]|url=)(?:[a-z][a-z0-9+.-]*:)?//)[^/?#\s"'<>,;]+@""", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x20-\x7e]+")
RENDERED_TYPE = "text/html; charset=utf-8"
MOST_HEADERS = 200
LONGEST_VALUE = 16_384


@dataclass(frozen=True, slots=True)
class SentResponse:
    """One response: headers normalised (lower case, in order of name), body still in its content encoding, time in UTC to the second.

    `is_rendered`: the body is the page as a browser's scripts made it, in UTF-8.
    """

    url: str
    http_status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str
    is_rendered: bool = False


def normalise_headers(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Headers as they are archived: names in lower case and sorted, repeated ones joined, line breaks and unwanted ones gone.

    Letters beyond ASCII are percent-encoded, which is how a browser reads them in a Location and how they survive an archive. Of an
    address with name and password only that it has them stays: `//***@`, so that it is refused in a crawl and from an archive alike.
    """
    kept: dict[str, list[str]] = {}
    for name, value in pairs:
        name = name.strip().lower()
        if name not in DROPPED and _NAME.fullmatch(name) and (name in kept or len(kept) < MOST_HEADERS):
            kept.setdefault(name, []).append(_NOT_ASCII.sub(_quote, _SPACE.sub(" ", value).strip(" ")))
    return tuple((name, _CREDENTIALS.sub(r"\1***@", ", ".join(kept[name]))[:LONGEST_VALUE]) for name in sorted(kept))


def _quote(found: re.Match[str]) -> str:
    """Bytes that were read as Latin-1, as what they are: UTF-8 where they can be."""
    text = found[0]
    try:
        return quote(text.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return quote(text)


def open_page(response: SentResponse) -> FetchedPage:
    """The page as the extractors read it: body decoded from its content encoding."""
    headers = dict(response.headers)
    body = decode_body(response.body, headers.get("content-encoding", ""))
    return FetchedPage(response.url, response.http_status, headers, body, response.fetched_at)


def keep_rendered(url: str, markup: bytes, fetched_at: str) -> SentResponse:
    """A page as a browser's scripts made it: what is read in place of the response that it was made from."""
    return SentResponse(url, 200, (("content-type", RENDERED_TYPE),), markup, fetched_at, is_rendered=True)


def describe_page(response: SentResponse, *, title: str | None = None, language: str | None = None) -> Page:
    """The row of `pages` for a response, without its place in an archive."""
    digest = "sha256:" + hashlib.sha256(response.body).hexdigest()
    return Page(
        response.url,
        response.http_status,
        response.fetched_at,
        digest,
        language,
        title,
        len(response.body),
        is_rendered=response.is_rendered,
    )
