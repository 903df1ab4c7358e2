"""Anybody's archives become the rows of a crawl."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.archives import ingesting
from scrapers.archives.foreign import ForeignSite
from scrapers.archives.ingesting import ingest_archives, replaces
from scrapers.archives.reading import read_record
from scrapers.archives.reports import IngestReport
from scrapers.crawling.locking import is_locked, lock_country
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import Beginning, ReadPage, Task
from store.opening import Store
from store.records import SiteVisit, Website
from store.settings import add_opt_outs
from store.websites import add_websites, find_website, read_pages, write_visits
from tests.scrapers.archives.warcs import html, record, write_warc

KNOWN = [
    Website("KE", "2026", f"{name}.co.ke", f"{name}.co.ke", "own", f"http://{name}.co.ke/")
    for name in ("bikes", "gone", "moved", "quiet", "loop")
]


@pytest.fixture(scope="module", autouse=True)
def pool() -> Iterator[ReaderPool]:
    """One reading process for all tests, since it takes longer to start than a test."""
    with ReaderPool(Beginning("KE"), 1) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingesting, "ReaderPool", lambda *_: nullcontext(pool))
        yield pool


@pytest.fixture
def known(store: Store) -> Store:
    """A store whose register names a few sites."""
    add_websites(store, KNOWN)
    return store


def ingest(store: Store, *paths: Path) -> IngestReport:
    return ingest_archives(store, paths, country="KE", wave="2026", progress=Quiet())


def website(store: Store, site: str) -> Website:
    found = find_website(store, "KE", "2026", site)
    assert found is not None
    return found


def test_sites_are_gathered_from_all_over_the_archives(known: Store, tmp_path: Path) -> None:
    one = write_warc(
        tmp_path / "one.warc.gz",
        record("https://www.bikes.co.ke/contact", html("Contact"), at="2026-03-02T10:00:00Z"),
        record("http://gone.co.ke/", "nothing", status="404 Not Found"),
        record("http://stranger.co.ke/", html("Stranger")),
    )
    two = write_warc(
        tmp_path / "two.warc",
        record("http://moved.co.ke/", "", status="301 Moved", headers=("Location: http://elsewhere.co.ke/",)),
        record("http://bikes.co.ke/", html("Bikes", "/contact")),
        record("http://loop.co.ke/", "", status="301 Moved", headers=("Location: https://loop.co.ke/",)),
        record("http://bikes.co.ke/robots.txt", "User-agent: *"),
    )
    report = ingest(known, one, two)
    assert {w.site: website(known, w.site).status for w in KNOWN} == {
        "bikes.co.ke": "ok", "gone.co.ke": "http_error", "moved.co.ke": "redirected_away",
        "quiet.co.ke": "not_attempted", "loop.co.ke": "not_attempted",
    }  # fmt: skip
    assert (report.sites, report.not_registered, report.unusable) == (3, 1, 1)


def test_pages_point_into_the_archives_that_were_given(known: Store, tmp_path: Path) -> None:
    path = write_warc(tmp_path / "x.warc.gz", record("http://bikes.co.ke/a", html("A")), record("http://bikes.co.ke/", html("Bikes")))
    ingest(known, path)
    pages = read_pages(known, "KE", "2026", "bikes.co.ke")
    assert [p.url for p in pages] == ["http://bikes.co.ke/", "http://bikes.co.ke/a"]
    for page in pages:
        assert page.warc_file == str(path)
        assert page.warc_offset is not None
        assert read_record(Path(page.warc_file), page.warc_offset).url == page.url


def test_a_candidate_stays_one_when_it_was_read(store: Store, tmp_path: Path) -> None:
    add_websites(store, [replace(KNOWN[0], is_candidate=True)])
    ingest(store, write_warc(tmp_path / "x.warc", record("http://bikes.co.ke/", html("Bikes"))))
    assert (website(store, "bikes.co.ke").status, website(store, "bikes.co.ke").is_candidate) == ("ok", True)


def test_the_home_page_is_the_most_home_like(known: Store, tmp_path: Path) -> None:
    deep, index = record("http://bikes.co.ke/shop/a", html("Deep")), record("http://bikes.co.ke/index.html", html("Index"))
    ingest(known, write_warc(tmp_path / "x.warc", deep, index))
    assert website(known, "bikes.co.ke").final_url == "http://bikes.co.ke/index.html"


def test_of_two_captures_the_newer_counts(known: Store, tmp_path: Path) -> None:
    old = record("http://bikes.co.ke/", "gone", status="404 Not Found", at="2026-01-01T00:00:00Z")
    new = record("http://bikes.co.ke/", html("Bikes"), at="2026-02-01T00:00:00Z")
    ingest(known, write_warc(tmp_path / "x.warc", new, old))
    assert website(known, "bikes.co.ke").status == "ok"


def test_one_page_under_http_and_https_counts_once(known: Store, tmp_path: Path) -> None:
    pages = [record(f"{start}bikes.co.ke/", html("Bikes"), at=f"2026-02-0{day}T00:00:00Z") for day, start in
             enumerate(("http://", "https://", "https://www."), 1)]  # fmt: skip
    ingest(known, write_warc(tmp_path / "x.warc", *pages))
    assert [p.url for p in read_pages(known, "KE", "2026", "bikes.co.ke")] == ["https://www.bikes.co.ke/"]


@pytest.mark.parametrize("code", ["204 No Content", "304 Not Modified", "999 What"])
def test_an_answer_that_holds_no_page_is_no_read_website(known: Store, tmp_path: Path, code: str) -> None:
    ingest(known, write_warc(tmp_path / "x.warc", record("http://bikes.co.ke/", "", status=code)))
    assert website(known, "bikes.co.ke").status == "http_error"


def test_an_error_in_an_archive_leaves_the_site_open_for_a_crawl(known: Store, tmp_path: Path) -> None:
    ingest(known, write_warc(tmp_path / "x.warc", record("http://gone.co.ke/", "oops", status="500 Oops")))
    assert not website(known, "gone.co.ke").is_final


def test_reading_an_archive_twice_changes_nothing(known: Store, tmp_path: Path) -> None:
    path = write_warc(tmp_path / "x.warc", record("http://bikes.co.ke/", html("Bikes")))
    ingest(known, path)
    before = website(known, "bikes.co.ke"), read_pages(known, "KE", "2026", "bikes.co.ke")
    ingest(known, path)
    assert (website(known, "bikes.co.ke"), read_pages(known, "KE", "2026", "bikes.co.ke")) == before


def test_a_newer_visit_that_was_read_is_kept(known: Store, tmp_path: Path) -> None:
    newer = replace(KNOWN[0], status="ok", is_final=True, attempts=1, last_attempt_at="2026-06-01T00:00:00Z")
    write_visits(known, [SiteVisit(newer)])
    report = ingest(known, write_warc(tmp_path / "x.warc", record("http://bikes.co.ke/", html("Bikes"))))
    assert (report.kept, website(known, "bikes.co.ke")) == (1, newer)


@pytest.mark.parametrize(
    ("status", "at", "old_status", "old_at", "takes"),
    [("ok", "2026-03", "ok", "2026-02", True), ("ok", "2026-03", "ok", "2026-03", True),
     ("ok", "2026-03", "ok", "2026-04", False),
     ("ok", "2026-03", "timeout", "2026-04", True), ("timeout", "2026-03", "timeout", "2026-04", False),
     ("timeout", "2026-03", "ok", "2026-04", False), ("ok", "2026-03", "opted_out", "2026-04", False),
     ("ok", "2026-05", "opted_out", "2026-04", False)],
)  # fmt: skip
def test_what_says_more_takes_the_place(status: str, at: str, old_status: str, old_at: str, takes: bool) -> None:
    new, old = replace(KNOWN[0], status=status, last_attempt_at=at), replace(KNOWN[0], status=old_status, last_attempt_at=old_at)
    assert replaces(new, old) is takes


def test_hostile_records_do_not_stop_the_others(known: Store, tmp_path: Path) -> None:
    hostile = [
        record("http://[bikes.co.ke/", html("x")),
        record("http://bikes.co.ke:99999/", html("x")),
        record("http://bikes.co.ke/\x00\x7f", html("x")),
        record("http://bikes.co.ke/deep", "<div>" * 20_000),
        record("http://bikes.co.ke/bytes", bytes(range(256)) * 50),
        record("http://quiet.co.ke/", html("x"), headers=("Content-Type: text/html; charset=no-such",)),
        record("http://moved.co.ke/", "", status="302 Found", headers=("Location: http://[::1",)),
    ]
    report = ingest(known, write_warc(tmp_path / "x.warc", *hostile, record("http://bikes.co.ke/", html("Bikes"))))
    assert website(known, "bikes.co.ke").status == "ok"
    assert report.sites >= 2


def test_a_missing_file_and_no_file_are_errors(known: Store, tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match="cannot be read"):
        ingest(known, tmp_path / "none.warc.gz")
    with pytest.raises(CrawlError, match="which archives"):
        ingest(known)


def test_a_damaged_file_is_read_as_far_as_it_goes_and_said_to_be(known: Store, tmp_path: Path) -> None:
    path = write_warc(tmp_path / "x.warc.gz", record("http://bikes.co.ke/", html("Bikes")))
    path.write_bytes(path.read_bytes() + b"rubbish" * 50)
    report = ingest(known, path)
    assert report.sites == 1
    assert "x.warc.gz" in report.notes[0]


def test_a_site_over_which_a_process_dies_loses_that_page_only(known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies of the site as a whole, and then of one of its pages read alone."""
    path = write_warc(
        tmp_path / "x.warc", record("http://bikes.co.ke/", html("Bikes")), record("http://bikes.co.ke/die", html("Die")),
        record("http://quiet.co.ke/", html("Quiet")),
    )  # fmt: skip
    ask = ReaderPool._ask

    def die(self: ReaderPool, task: Task) -> bytes | None:
        fatal = isinstance(task, ForeignSite) and task.website.site == "bikes.co.ke"
        return None if fatal or (isinstance(task, ReadPage) and task.response.url.endswith("/die")) else ask(self, task)

    monkeypatch.setattr(ReaderPool, "_ask", die)
    report = ingest(known, path)
    assert (report.sites, report.pages) == (2, 3)
    assert [page.title for page in read_pages(known, "KE", "2026", "bikes.co.ke")] == ["Bikes", ""]
    assert read_pages(known, "KE", "2026", "quiet.co.ke")[0].title == "Quiet"


def test_sites_are_committed_in_their_order_whichever_is_read_first(known: Store, tmp_path: Path) -> None:
    """Two processes, the first site the longest."""
    long = record("http://bikes.co.ke/", html("Bikes") + "<p>chairs and tables</p>" * 20_000)
    others = [record(f"http://{w.site}/", html(w.site)) for w in KNOWN[1:]]
    with ReaderPool(Beginning("KE"), 2) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingesting, "ReaderPool", lambda *_: nullcontext(pool))
        ingest(known, write_warc(tmp_path / "x.warc", long, *others))
    order = [site for (site,) in known.db.execute("SELECT site FROM pages ORDER BY page")]
    assert order == sorted(w.site for w in KNOWN)


def test_websites_whose_owners_asked_not_to_be_visited_do_not_come_back_from_archives(known: Store, tmp_path: Path) -> None:
    add_opt_outs(known, ["bikes.co.ke"], "asked")
    path = write_warc(tmp_path / "x.warc.gz", record("http://bikes.co.ke/", html("Bikes")), record("http://quiet.co.ke/", html("Quiet")))
    report = ingest(known, path)
    assert (report.sites, report.opted_out, report.not_registered) == (1, 1, 0)
    assert read_pages(known, "KE", "2026", "bikes.co.ke") == []


def test_nothing_is_ingested_while_a_crawl_of_the_country_runs(known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "LOCK_SECONDS", 0.0)
    path = write_warc(tmp_path / "x.warc.gz", record("http://bikes.co.ke/", html("Bikes")))
    with lock_country(known.path, "KE", 0), pytest.raises(CrawlError, match="already running"):
        ingest(known, path)
    with lock_country(known.path, "UG", 0):
        assert ingest(known, path).sites == 1


def test_while_archives_are_ingested_no_crawl_of_the_country_begins(known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    monkeypatch.setattr(ingesting, "write_visits", lambda store, _: held.append(is_locked(store.path, "KE")))
    ingest(known, write_warc(tmp_path / "x.warc.gz", record("http://bikes.co.ke/", html("Bikes"))))
    assert held == [True]
    assert not is_locked(known.path, "KE")
