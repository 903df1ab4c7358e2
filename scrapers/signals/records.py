"""What is read from a page and from a site: frozen records without any engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from store.records import Signal


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One response as received: header names in lower case, body decoded from its content encoding, time in ISO 8601."""

    url: str
    http_status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: str


class PageLink(NamedTuple):
    """A link: absolute address without fragment, its words, the part of the page it stands in (header, nav, main, aside, footer).

    A named tuple, since a page has hundreds and a frozen dataclass takes four times as long to make.
    """

    url: str
    text: str
    place: str
    rel: str = ""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page says.

    `text_length` counts characters of visible text, `redirect` is where its markup sends visitors, `steps` are the steps of an order that
    it shows by itself (None: not looked for yet).
    """

    url: str
    http_status: int
    title: str
    language: str | None
    text_length: int
    links: tuple[PageLink, ...] = ()
    signals: tuple[Signal, ...] = ()
    redirect: str | None = None
    steps: tuple[Signal, ...] | None = None


@dataclass(frozen=True, slots=True)
class SiteReading:
    """What a whole site says; `languages` by share of text, largest first; `status` is a key of catalogue/data/statuses.toml."""

    status: str
    reason: str | None
    final_url: str | None
    languages: tuple[str, ...]
    platform: str | None
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class RankedLink:
    """An internal link worth a visit: higher scores first; `concept` says why."""

    url: str
    score: float
    concept: str
