"""Finished shards as a computer of a cluster leaves them, made without any crawl."""

from collections.abc import Sequence
from pathlib import Path

from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import ArchiveFile, pack_visit
from scrapers.cluster.manifests import ARCHIVE, put_shard
from scrapers.cluster.rows import write_visits
from scrapers.cluster.storage import Storage
from scrapers.crawling.session import describe_archive
from store.records import Page, Signal, SiteVisit, Website
from store.shards import AskedShard, StoredVisit

AT = "2026-11-23T08:00:00Z"
DIGEST = "sha256:" + "0" * 64


def make_visit(site: str, at: str = AT, *, url: str = "", offset: int = 0, **values: object) -> StoredVisit:
    """A website with one page and one signal."""
    page_url = url or f"http://{site}/"
    website = Website(
        "KE", "2026", site, site, "own", page_url, "ok", attempts=1, is_final=True, first_attempt_at=at, last_attempt_at=at,
        final_url=page_url, languages=("en", "sw"), page_count=1, requests=3, bytes=700, **values,
    )  # type: ignore[arg-type]  # fmt: skip
    page = Page(page_url, 200, at, DIGEST, "en", "Chairs", 700, "here.warc.gz", offset)
    signal = Signal("email", f"owner@{site}", page_url, "body", "write to us", "contacts/1", 2)
    return StoredVisit(SiteVisit(website, (page,), (signal,)), 4.5, None)


def put_visits(storage: Storage, folder: Path, visits: Sequence[StoredVisit], shard: str = "a" * 24, part: str = "1/1") -> AskedShard:
    """A finished shard with these visits, and an archive of ours beside them; what the store would have asked for."""
    folder.mkdir(exist_ok=True)
    write_visits(visits, folder, lambda _: 0)
    sites = [stored.visit.website.site for stored in visits]
    archive = ArchiveFile(folder / ARCHIVE, describe_archive("KE", "2026", {}))
    for site in sites:
        response = SentResponse(f"http://{site}/", 200, (), b"<p>Chairs</p>", AT)
        urls = (response.url,)
        outcome = SiteOutcome("KE", "2026", site, site, "own", response.url, None, urls, 1, "ok", True, 1, AT, AT, 3, 700)
        archive.append(pack_visit((), (response,), outcome))
    put_shard(storage, folder, "KE", "2026", shard, sites=len(sites), made_at=AT)
    return AskedShard("KE", "2026", shard, "crawl", part, storage.url, len(sites))
