"""What a page in the browser asks for, and whether it gets it: only what it takes to see its text."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from catalogue.suffixes import find_registered_domain

Answer = Literal["page", "fetch", "blank", "refuse"]

FETCHED = frozenset({"script", "xhr", "fetch"})
"""Kinds of requests, in Playwright's words, that can bring text into a page. Pictures, films, sounds, letters and frames cannot."""

FORWARDED = frozenset({"accept", "origin", "referer"})
"""Headers of the page's own request that go with it: no cookies, and nothing that tells one visitor from another."""

TRACKERS = Path(__file__).with_name("trackers.toml")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One request of a page: `kind` in Playwright's words, whether it would put another page into the window, headers in lower case."""

    url: str
    kind: str
    method: str = "GET"
    is_navigation: bool = False
    headers: dict[str, str] = field(default_factory=dict)


def judge_request(asked: PageRequest, page_url: str, *, is_open: bool) -> Answer:
    """What a request of the page at this address gets: the page itself (once: `is_open` says it is there), a fetched or a blank answer.

    Only GET: nothing is sent to anybody. Style sheets are blank, since scripts wait for them.
    """
    if asked.is_navigation or asked.kind == "document":
        return "page" if asked.is_navigation and not is_open and _is_same(asked.url, page_url) and asked.method == "GET" else "refuse"
    if asked.kind == "stylesheet":
        return "blank"
    return "fetch" if asked.method == "GET" and asked.kind in FETCHED and may_fetch(asked.url) else "refuse"


def may_fetch(url: str) -> bool:
    """Whether a part of a page may come from an address: a public name's, and that of nobody who counts visitors.

    Where the name leads, robots.txt and opt-outs are the crawl's own checks.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_named = parts.scheme in {"http", "https"} and find_registered_domain((parts.hostname or "").lower()) is not None
    return is_named and not is_tracker(url)


def choose_headers(asked: PageRequest) -> dict[str, str]:
    """The headers that go with a request of the page."""
    return {"accept": "*/*", **{name: value for name, value in asked.headers.items() if name in FORWARDED and value.isprintable()}}


def is_tracker(url: str) -> bool:
    """Whether an address belongs to those who count visitors: a crawl is none, and should not stand in their figures."""
    labels = (urlsplit(url).hostname or "").split(".")
    return any(".".join(labels[i:]) in load_trackers() for i in range(len(labels) - 1))


@cache
def load_trackers() -> frozenset[str]:
    """The domains of those who count visitors."""
    return frozenset(tomllib.loads(TRACKERS.read_text(encoding="utf-8")))


def _is_same(url: str, page_url: str) -> bool:
    """Whether both are one page; browsers write `http://a.example` as `http://a.example/` and leave out the fragment."""
    return url.partition("#")[0].rstrip("/") == page_url.partition("#")[0].rstrip("/")
