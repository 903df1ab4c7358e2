"""An invented enterprise whose website is archived, with a task about it."""

from collections.abc import Mapping
from pathlib import Path

from scrapers.archives.places import archive_folder, name_file
from scrapers.archives.responses import SentResponse, describe_page
from scrapers.archives.writing import ArchiveFile, build_response_record, place_pages
from store.opening import Store
from store.records import SiteVisit, Website
from store.reviewing import NewQueue, NewTask, claim_tasks, open_queue
from store.reviewing.acts import current_moment
from store.websites import write_visits

SITE = "hidden0.co.xd"
HOME = f"http://{SITE}/"
WELCOME = b"<!DOCTYPE html><html lang=sw dir=ltr><title>Duka</title><h1>Karibu dukani</h1><a href=/bei>Bei</a>"


def archive_pages(store: Store, pages: Mapping[str, bytes], kind: str = "text/html; charset=utf-8") -> Path:
    """Archives these pages of the site, of which E0 has the address; returns the archive."""
    at = "2026-11-22T10:00:00Z"
    responses = [SentResponse(url, 200, (("content-type", kind),), body, at) for url, body in pages.items()]
    path = archive_folder(store.path) / "XD-2026-test.warc.gz"
    offsets = ArchiveFile(path, {"software": "ecomstat/tests"}).append([build_response_record(response) for response in responses])
    website = Website("XD", "2026", SITE, SITE, status="ok", is_final=True, attempts=1, start_url=HOME, final_url=HOME)
    visit = SiteVisit(website, tuple(describe_page(response) for response in responses), ())
    placed = place_pages(visit, name_file(store.path, path), dict(zip(pages, offsets, strict=True)))
    write_visits(store, [placed])
    return path


def hand_out_task(store: Store, reviewer: str) -> int:
    """A task about E0 that this reviewer holds."""
    queue = NewQueue("XD", "2026", "audit", "audit-1", ("online_ordering",), 0.2, 1, "tests")
    opened = open_queue(store, queue, [NewTask("E0", "first", "pages", "S0T9", 0)])
    return claim_tasks(store, opened.queue, reviewer, current_moment())[0].task
