"""Invented archives, short ones as crawls leave them and long ones that are quickly written, and stores that know their websites."""

import random
from base64 import b64encode
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from benchmarks.invented_sites import invent_pages
from catalogue.sites import find_site
from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import ArchiveFile, pack_visit
from store.opening import open_store
from store.records import Website
from store.websites import add_websites

COUNTRY, WAVE, AT = "KE", "2026", "2026-03-01T10:00:00Z"
HTML = (("content-type", "text/html; charset=utf-8"),)
PAGES_OF_LONG = 10
BULK = 18_000
"""Random bytes in each page of a long archive, so that it is as long packed as pages of real websites are."""


def write_archive(path: Path, sites: int, pages: int, *, foreign: bool, seed: int = 1) -> Path:
    """An archive of invented websites, with the outcomes of a crawl unless it is to be a foreign one."""
    archive = ArchiveFile(path, {} if foreign else {"software": "ecomstat/benchmark"})
    for name, group in groupby(invent_pages(sites, pages, seed), key=lambda page: page.url.split("/")[2]):
        host = name.replace(".example", ".co.ke")
        responses = [SentResponse(p.url.replace(name, host), 200, HTML, p.body, AT) for p in group]
        _append(archive, host, responses, foreign=foreign)
    return path


def write_long_archive(path: Path, size: int, *, foreign: bool) -> int:
    """Writes an archive of so many bytes, a website at a time; gives the number of its websites."""
    archive, sites = ArchiveFile(path, {} if foreign else {"software": "ecomstat/benchmark"}), 0
    bodies = list(_write_bulky_pages())
    while not path.exists() or path.stat().st_size < size:
        host = name_long_host(sites)
        responses = [
            SentResponse(f"https://{host}/page-{n}/", 200, HTML, bodies[(sites + n) % len(bodies)], AT) for n in range(PAGES_OF_LONG)
        ]
        _append(archive, host, responses, foreign=foreign)
        sites += 1
    return sites


def name_long_host(number: int) -> str:
    """A host of a long archive."""
    return f"long-{number}.co.ke"


def register(store_path: Path, hosts: Iterator[str]) -> None:
    """Makes a store that knows these websites."""
    with open_store(store_path) as store:
        found = (site for host in hosts if (site := find_site(f"https://{host}/")))
        add_websites(store, [Website(COUNTRY, WAVE, site.site, site.host, site.kind, site.url) for site in found])


def _append(archive: ArchiveFile, host: str, responses: list[SentResponse], *, foreign: bool) -> None:
    """Adds a website; its first page stands at its home address."""
    home = f"https://{host}/"
    responses[0] = SentResponse(home, 200, HTML, responses[0].body, AT)
    urls = tuple(r.url for r in responses)
    outcome = SiteOutcome(COUNTRY, WAVE, host, host, "own", home, None, urls, len(urls), "ok", True, 1, AT, AT, len(urls), 0)
    records = pack_visit((), responses, outcome)
    archive.append(records[:-1] if foreign else records)


def _write_bulky_pages(count: int = 50, seed: int = 1) -> Iterator[bytes]:
    """Pages of few words, which are soon read, and a picture written into the markup."""
    rng = random.Random(seed)
    for number in range(count):
        picture = b64encode(rng.randbytes(BULK)).decode()
        words = " ".join(rng.choices("our new garden chair bread coffee service family workshop made with care every day".split(), k=80))  # noqa: SIM905
        yield (
            f'<!DOCTYPE html><html lang="en"><title>Invented {number}</title><h1>Invented {number}</h1><p>{words}</p>'
            f'<a href="/page-1/">More</a><img alt="" src="data:image/png;base64,{picture}"></html>'
        ).encode()
