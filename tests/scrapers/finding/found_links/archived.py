"""A small archived web: sites whose pages link to others."""

from pathlib import Path

from store.opening import Store
from store.records import Enterprise, Page, Signal, SiteVisit, Website
from store.websites import write_visits
from tests.scrapers.archives.warcs import record, write_warc


def enterprise(number: str, name: str, **others: str) -> Enterprise:
    """An enterprise of a Kenyan register."""
    return Enterprise("KE", "2026", number, name, **others)  # type: ignore[arg-type]


def archive_site(
    store: Store,
    folder: Path,
    site: str,
    *bodies: str,
    signals: tuple[Signal, ...] = (),
    is_candidate: bool = False,
    wave: str = "2026",
) -> list[str]:
    """Archives a site of these pages and gives their addresses."""
    urls = [f"http://{site}/{number or ''}" for number in range(len(bodies))]
    records = [record(url, f"<!doctype html><html><title>x</title><body>{body}") for url, body in zip(urls, bodies, strict=True)]
    path = write_warc(folder / f"{site}.warc", *records)
    offsets = [sum(map(len, records[:number])) for number in range(len(records))]
    pages = tuple(Page(url, 200, warc_file=str(path), warc_offset=at) for url, at in zip(urls, offsets, strict=True))
    website = Website("KE", wave, site, site, status="ok", is_final=True, attempts=1, is_candidate=is_candidate)
    write_visits(store, [SiteVisit(website, pages, signals)])
    return urls
