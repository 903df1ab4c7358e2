"""What a crawl is asked to do, and what it reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.memory import DEFAULT, read_memory

CANARIES = ("unstats.un.org", "unctad.org", "www.itu.int", "www.worldbank.org")
"""Hosts that answer whenever the office's own line works."""


ONE_SERVER = 8
"""Sites visited at the same time where one server, perhaps a plain one, answers for all of them."""


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How to crawl.

    `spider` is the one that visits, with `browser` (None: the first that is installed) if it opens pages in one; `delay` is in seconds
    between two requests to a host; `retries` counts the attempts after which a failure is final, the last of them on a later day unless
    `same_day`; `pages` is the budget per site; `connect_to` HOST:PORT sends every connection there; visits begin in the `hours` only (such
    as `20-6`, with `night` these; None: always), by the clocks of the country or of `time_zone`; each of `workers` processes visits
    `concurrency` sites at the same time (None: 64, or 8 where `connect_to` lets one server answer for all); `memory` in bytes is for all
    processes together; with `is_evidence` only pages that decided are archived.
    """

    country: str
    wave: str
    contact_name: str = ""
    contact_url: str = ""
    connect_to: str | None = None
    allow_private: bool = False
    delay: float | None = None
    retries: int = 3
    same_day: bool = False
    pages: int = 10
    depth: int = 2
    concurrency: int | None = None
    workers: int = 1
    opt_out_file: Path | None = None
    archive_dir: Path | None = None
    canaries: tuple[str, ...] | None = None
    night: bool = False
    hours: str | None = None
    time_zone: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    spider: str = "enterprises"
    memory: int = read_memory(DEFAULT)
    is_evidence: bool = False
    browser: Path | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one visit may cost: pages, links deep, seconds; `longest_wait` is what a host may ask us to wait between requests."""

    pages: int = 10
    depth: int = 2
    delay: float = 2.0
    page_seconds: float = 30.0
    site_seconds: float = 600.0
    longest_wait: float = 60.0
    plain_http: bool = False


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl did: visits made, sites by status after it, how many are open and from which day they are tried again.

    `resting` of these asked to be left alone for longer, the last of them until `resting_until`.
    """

    country: str
    wave: str
    visited: int
    statuses: Mapping[str, int]
    to_try_again: int
    try_again_from: str | None
    requests: int
    bytes: int
    archive: Path | None
    interrupted: bool = False
    resting: int = 0
    resting_until: str | None = None
