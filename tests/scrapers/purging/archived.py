"""A small store with archives as our crawler writes them: two websites, and what visits of one brought from the other."""

from pathlib import Path

from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.places import archive_folder
from scrapers.archives.responses import SentResponse, describe_page
from scrapers.archives.writing import ArchiveFile, pack_visit, place_pages
from scrapers.crawling.session import describe_archive
from store.opening import Store
from store.records import Page, Signal, SiteVisit, Website
from store.websites import write_visits

AT = "2024-05-01T10:00:00Z"
NAME = "KE-2024-20240501T100000000Z.warc.gz"


def answer(url: str, words: str) -> SentResponse:
    return SentResponse(url, 200, (("content-type", "text/html; charset=utf-8"),), f"<p>{words}</p>".encode(), AT)


def archive_site(store: Store, site: str, *urls: str, wave: str = "2024", name: str = NAME, known: bool = True, left_out: str = "") -> None:
    """A finished visit of a website with these pages, and one not archived; unless `known`, killed before the store had it."""
    responses = [answer(url, f"words of {url}") for url in urls]
    website = Website("KE", wave, site, site.partition("/")[0], start_url=urls[0], status="ok", is_final=True, attempts=1,
                      first_attempt_at=AT, last_attempt_at=AT, final_url=urls[0], page_count=len(urls))  # fmt: skip
    outcome = SiteOutcome("KE", wave, site, website.host, "own", urls[0], None, urls, len(urls), "ok", True, 1, AT, AT, len(urls), 100,
                          (Page(left_out),) if left_out else ())  # fmt: skip
    robots = SentResponse(f"http://{website.host}/robots.txt", 200, (), b"User-agent: *\n", AT)
    archive = ArchiveFile(archive_folder(store.path) / name, describe_archive("KE", wave, {"user-agent": "test"}))
    offsets = archive.append(pack_visit([robots], responses, outcome))
    if not known:
        return
    signals = (
        Signal("phone", "+254700000001", urls[-1], "text", "Call Jane: 0700 000 001", "phone@1"),
        Signal("email", f"jane@{website.host}", urls[-1], "link", f"jane@{website.host}", "email@1"),
        Signal("word", "basket", urls[0], "link", "Add to basket", "word@1"),
    )
    visit = SiteVisit(website, tuple(describe_page(r, title="Jane's") for r in responses), signals)
    write_visits(store, [place_pages(visit, name, dict(zip(urls, offsets[1:-1], strict=True)))])


def archived_words(folder: Path) -> str:
    """All that the archives of a folder hold, unpacked."""
    import gzip

    return "\n".join(gzip.decompress(path.read_bytes()).decode() for path in sorted(folder.glob("*.warc.gz*")))
