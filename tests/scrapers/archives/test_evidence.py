"""Only pages that decided are archived where that is asked for, and the others are noted."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from catalogue.progress import Quiet
from scrapers.archives.evidence import choose_evidence, list_left_out
from scrapers.archives.ingesting import ingest_archives
from scrapers.archives.outcomes import SiteOutcome, read_outcome, write_outcome
from scrapers.archives.own import add_pages
from scrapers.archives.responses import SentResponse, describe_page
from scrapers.signals.records import PageReading
from store.opening import Store, open_store
from store.records import Page, Signal, SiteVisit, Website
from store.websites import read_pages, read_signals, read_websites
from tests.scrapers.crawling.conftest import crawl, register_sites
from tests.scrapers.crawling.streets import HOSTS
from tests.scrapers.crawling.town import open_town

AT = "2026-11-23T00:00:00Z"
HOME, SHOP, NEWS, OLD = (f"http://a.ke/{path}" for path in ("", "shop", "news", "old"))
TEXT = 2000


def response(url: str, status: int = 200) -> SentResponse:
    return SentResponse(url, status, (), f"page {url}".encode(), AT)


def reading(url: str, *signals: Signal, length: int = TEXT) -> PageReading:
    return PageReading(url, 200, "A shop", "en", length, signals=signals, steps=())


def visit(status: str, *signals: Signal) -> SiteVisit:
    website = Website("KE", "2026", "a.ke", "a.ke", start_url=HOME, status=status, final_url=HOME, page_count=4)
    return SiteVisit(website, tuple(describe_page(one) for one in RESPONSES), signals)


BASKET = Signal("basket", "add", SHOP, "button", "Add to basket", "basket@1")
RESPONSES = [response(OLD, 301), response(HOME), response(SHOP), response(NEWS)]
READINGS = [reading(HOME), reading(SHOP, BASKET), reading(NEWS)]


def test_the_home_page_and_pages_that_bear_a_signal_are_kept() -> None:
    kept = choose_evidence(visit("ok", BASKET), RESPONSES, READINGS)
    assert [one.url for one in kept] == [HOME, SHOP]
    assert [page.url for page in list_left_out(visit("ok", BASKET), kept)] == [OLD, NEWS]


def test_of_a_website_that_was_not_read_everything_is_kept() -> None:
    assert choose_evidence(visit("http_error"), RESPONSES, READINGS) == RESPONSES


def test_everything_is_kept_where_the_website_would_end_otherwise_without_the_rest() -> None:
    assert choose_evidence(visit("login"), RESPONSES, READINGS) == RESPONSES


OUTCOME = SiteOutcome("KE", "2026", "a.ke", "a.ke", "own", HOME, None, (HOME, SHOP), 1, "ok", True, 1, AT, AT, 3, 900)
LEFT = Page(NEWS, 200, AT, "sha256:00", "en", "News", 21)


def test_what_was_left_out_is_noted_and_read_again() -> None:
    outcome = replace(OUTCOME, left_out=(LEFT,))
    assert read_outcome(write_outcome(outcome)) == outcome


def test_records_of_archives_that_keep_everything_stay_as_they_were() -> None:
    assert "left_out" not in json.loads(write_outcome(OUTCOME))
    assert read_outcome(write_outcome(OUTCOME)) == OUTCOME


@pytest.mark.parametrize(
    "page",
    [
        *("x", [], {}, {"url": 1}),
        {**dict.fromkeys(("http_status", "fetched_at", "digest", "language", "title", "bytes", "warc_file")), "url": "u"},
        *({**{f: getattr(LEFT, f) for f in LEFT.__slots__}, **wrong} for wrong in ({"bytes": -1}, {"http_status": True}, {"title": 7})),
        *({**{f: getattr(LEFT, f) for f in LEFT.__slots__}, **wrong} for wrong in ({"url": "javascript:alert(1)"}, {"http_status": 2**60})),
        {**{f: getattr(LEFT, f) for f in LEFT.__slots__}, "fetched_at": "2026-99-99T00:00:00Z"},
        {**{f: getattr(LEFT, f) for f in LEFT.__slots__}, "warc_file": "../other.warc.gz", "warc_offset": 0},
    ],
)
def test_what_cannot_be_a_page_makes_the_record_none_of_ours(page: object) -> None:
    values = {**json.loads(write_outcome(replace(OUTCOME, left_out=(LEFT,)))), "left_out": [page]}
    assert read_outcome(json.dumps(values).encode()) is None


def test_a_page_is_left_out_once_and_at_a_time_that_there_is() -> None:
    assert read_outcome(write_outcome(replace(OUTCOME, left_out=(LEFT, LEFT)))) is None
    assert read_outcome(write_outcome(replace(OUTCOME, first_attempt_at="2026-13-01T00:00:00Z"))) is None


def test_pages_that_are_not_there_count_and_their_languages_come_last() -> None:
    whole = add_pages(SiteVisit(Website("KE", "2026", "a.ke", "a.ke", languages=("sw",), page_count=1), (Page(HOME),)), (LEFT,))
    assert (whole.website.page_count, whole.website.languages, [page.url for page in whole.pages]) == (2, ("sw", "en"), [HOME, NEWS])


SITES = ("sells-chairs.co.ke", "many-pages.co.ke", "renamed-firm.com", "out-of-order.co.ke")


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store, Store]]:
    """Stores after a crawl that archives everything, one that archives evidence, and the archive of the latter read into a third."""
    folder = tmp_path_factory.mktemp("evidence")
    paths = [folder / name / "e.db" for name in ("all", "evidence", "again")]
    with open_town(HOSTS) as town:
        for path in paths:
            path.parent.mkdir()
            register_sites(path, SITES)
        crawl(paths[0], town)
        report = crawl(paths[1], town, is_evidence=True)
    with open_store(paths[0]) as whole, open_store(paths[1]) as evidence, open_store(paths[2]) as again:
        assert report.archive is not None
        told = ingest_archives(again, [report.archive], country="KE", wave="2026", progress=Quiet())
        assert any("not archived" in note for note in told.notes)
        yield whole, evidence, again


def found(store: Store) -> dict[str, object]:
    """{site: what was found on it}, whatever the time."""
    signals = {w.site: [replace(s, times=1) for s in read_signals(store, "KE", "2026", w.site)] for w in read_websites(store, "KE", "2026")}
    return {
        w.site: (w.status, w.page_count, w.requests, set(w.languages), w.platform, signals[w.site])
        for w in read_websites(store, "KE", "2026")
    }


def pages(store: Store) -> list[tuple[str, str | None]]:
    return sorted((page.url, page.digest) for w in read_websites(store, "KE", "2026") for page in read_pages(store, "KE", "2026", w.site))


def archived(store: Store) -> set[str]:
    every = [page for w in read_websites(store, "KE", "2026") for page in read_pages(store, "KE", "2026", w.site)]
    assert all((page.warc_file is None) == (page.warc_offset is None) for page in every)
    return {page.url for page in every if page.warc_file is not None}


def test_what_is_found_and_counted_does_not_depend_on_what_is_archived(crawls: tuple[Store, Store, Store]) -> None:
    whole, evidence, _ = crawls
    assert found(evidence) == found(whole)
    assert pages(evidence) == pages(whole)


def test_every_signal_s_page_is_archived_and_some_page_is_not(crawls: tuple[Store, Store, Store]) -> None:
    whole, evidence, _ = crawls
    bearing = {s.page_url for w in read_websites(evidence, "KE", "2026") for s in read_signals(evidence, "KE", "2026", w.site)}
    assert bearing <= archived(evidence) < archived(whole)


def test_an_archive_of_evidence_gives_the_same_rows(crawls: tuple[Store, Store, Store]) -> None:
    _, evidence, again = crawls
    assert found(again) == found(evidence)
    assert pages(again) == pages(evidence)
    assert archived(again) == archived(evidence)
