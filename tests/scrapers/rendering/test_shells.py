"""One crawl of shells with a real browser: what comes of websites that only scripts can fill, and of scripts that mean no good."""

from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.progress import Quiet
from scrapers.archives.ingesting import ingest_archives
from scrapers.archives.places import find_file
from scrapers.archives.reading import read_record
from store.opening import open_store
from store.records import Page, Signal, Website
from store.runs import read_runs
from store.shells import count_shells
from store.websites import add_websites, read_pages, read_signals, read_websites
from tests.scrapers.crawling.conftest import CONTACT, Crawled, crawl
from tests.scrapers.crawling.town import open_town
from tests.scrapers.rendering.conftest import BUDGETS, CHROMIUM, CLOSED
from tests.scrapers.rendering.shells import HOSTS, WORDS

pytestmark = pytest.mark.long

UNREAD = {
    *("rules-for-parts.co.ke", "empty-for-ever.co.ke", "loops.co.ke", "alerts.co.ke", "grows.co.ke", "many-elements.co.ke"),
    *("long-text.co.ke", "lies-about-length.co.ke", "fills-memory.co.ke"),
}
RESTLESS = "wanders-off.co.ke"
READ = [site for site in HOSTS if site not in {*UNREAD, *CLOSED, RESTLESS, "no-shell.co.ke"}]


@pytest.mark.parametrize("site", READ)
def test_what_scripts_fill_is_read(rendered: Crawled, site: str) -> None:
    website = rendered.websites[site]
    assert (website.status, website.is_rendered, website.is_final) == ("ok", True, True), website.reason


@pytest.mark.parametrize("site", sorted(UNREAD))
def test_what_stays_empty_or_cannot_be_read_stays_a_shell(rendered: Crawled, site: str) -> None:
    website = rendered.websites[site]
    assert (website.status, website.is_rendered, website.is_final) == ("script_shell", True, True), website.reason
    assert website.reason


def test_only_shells_are_opened(rendered: Crawled) -> None:
    website = rendered.websites["no-shell.co.ke"]
    assert (website.status, website.is_rendered, website.attempts) == ("ok", False, 1)
    assert rendered.town.paths("no-shell.co.ke") == []
    assert rendered.report.visited == len([*READ, *UNREAD, RESTLESS])


def test_links_that_scripts_write_are_followed_and_each_page_is_rendered(rendered: Crawled) -> None:
    with open_store(rendered.store_path) as store:
        pages = read_pages(store, "KE", "2026", "app-of-nyeri.co.ke")
        prices = [s for s in read_signals(store, "KE", "2026", "app-of-nyeri.co.ke") if s.kind == "price"]
    assert len(pages) == 5
    assert {page.title for page in pages} >= {"Chairs /", "Chairs /contact"}
    assert all(page.is_rendered for page in pages)
    assert prices


def test_the_archive_shows_the_page_as_the_scripts_made_it(rendered: Crawled) -> None:
    with open_store(rendered.store_path) as store:
        page = read_pages(store, "KE", "2026", "app-of-nyeri.co.ke")[0]
    assert page.warc_file is not None
    assert page.warc_offset is not None
    assert WORDS[:40].encode() in read_record(find_file(rendered.store_path, page.warc_file), page.warc_offset).body


def rows(store_path: Path, site: str) -> tuple[list[Page], list[Signal]]:
    with open_store(store_path) as store:
        pages = [replace(p, warc_file=Path(p.warc_file or "").name) for p in read_pages(store, "KE", "2026", site)]
        return pages, read_signals(store, "KE", "2026", site)


def test_ingest_gives_the_same_rows(rendered: Crawled, tmp_path: Path) -> None:
    path, archive = tmp_path / "other.db", rendered.report.archive
    assert archive is not None
    with open_store(path) as store:
        add_websites(store, (Website(w.country, w.wave, w.site, w.host, w.kind, w.start_url) for w in rendered.websites.values()))
        ingest_archives(store, sorted(archive.parent.glob("*.warc.gz")), country="KE", wave="2026", progress=Quiet())
        other = {w.site: w for w in read_websites(store, "KE", "2026")}
    for site in (*READ, *UNREAD):
        # Requests and bytes of the first pass stand in another archive, and each archive speaks of its own.
        counted = replace(other[site], requests=0, bytes=0)
        assert counted == replace(rendered.websites[site], requests=0, bytes=0)
        assert rows(path, site) == rows(rendered.store_path, site)


def test_parts_are_asked_for_once_under_the_crawls_own_name(rendered: Crawled) -> None:
    asked = [a for a in rendered.town.asked if a.host == "app-of-nyeri.co.ke"]
    assert [a.path for a in asked].count("/app.js") == 1
    assert [a.path for a in asked].count("/robots.txt") == 1
    assert {CONTACT in a.agent for a in rendered.town.asked} == {True}
    assert not any("Chrome" in a.agent for a in rendered.town.asked)


def test_robots_rules_hold_for_parts(rendered: Crawled) -> None:
    assert rendered.town.paths("rules-for-parts.co.ke") == ["/", "/app.js"]


def test_nobody_else_is_visited_for_a_page(rendered: Crawled) -> None:
    asked = {a.host for a in rendered.town.asked}
    assert asked <= set(HOSTS)
    assert "opted-out-shop.co.ke" not in asked
    assert rendered.town.paths("sends-home.co.ke").count("/inside") == 1


def test_a_page_that_goes_on_and_on_ends_read_or_given_up(rendered: Crawled) -> None:
    """Which of both depends on whether what it was filled with is seen before it has gone too often."""
    website = rendered.websites[RESTLESS]
    assert (website.status in {"ok", "script_shell"}, website.is_rendered, website.is_final) == (True, True, True), website.reason


def test_windows_and_other_pages_that_scripts_open_are_not_asked_for(rendered: Crawled) -> None:
    for site in ("opens-windows.co.ke", RESTLESS):
        assert not any(path.startswith(("/window", "/away")) for path in rendered.town.paths(site)), site


def test_a_page_has_a_budget_of_requests(rendered: Crawled) -> None:
    assert 1 < sum(path.startswith("/many/") for path in rendered.town.paths("asks-a-lot.co.ke")) <= 60


def test_nothing_is_sent_to_anybody(rendered: Crawled) -> None:
    assert not {"/orders", "/beacon"} & set(rendered.town.paths("posts.co.ke"))


def test_what_was_opened_is_not_opened_again(rendered: Crawled) -> None:
    with open_store(rendered.store_path) as store:
        assert count_shells(store, "KE", "2026") == 0
        runs = [run for run in read_runs(store) if run.command == "render"]
    assert [run.outcome for run in runs] == ["done"]
    with open_town(HOSTS) as town:
        again = crawl(rendered.store_path, town, settings=BUDGETS, spider="shells", browser=CHROMIUM, same_day=True)
    assert (again.visited, town.asked) == (0, [])
