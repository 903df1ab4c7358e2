"""One crawl of the town: what every host ended as, and what was asked of it."""

from itertools import pairwise

import pytest

from scrapers.archives.places import find_file
from scrapers.archives.reading import read_record
from store.opening import open_store
from store.runs import read_runs
from store.websites import read_pages, read_signals
from tests.scrapers.crawling.conftest import CONTACT, Crawled
from tests.scrapers.crawling.streets import HOSTS, SELLING

ENDS = {
    "chairs-of-nyeri.co.ke": "ok",
    "sells-chairs.co.ke": "ok",
    "closed-door.co.ke": "robots",
    "broken-rules.co.ke": "http_error",
    "to-loopback.co.ke": "redirected_away",
    "to-metadata.co.ke": "redirected_away",
    "to-odd-number.co.ke": "redirected_away",
    "in-circles.co.ke": "http_error",
    "sold-to-others.co.ke": "redirected_away",
    "renamed-firm.co.ke": "ok",
    "only-social.co.ke": "redirected_away",
    "drips.co.ke": "timeout",
    "hangs.co.ke": "timeout",
    "out-of-order.co.ke": "http_error",
    "forbidding.co.ke": "blocked",
    "busy-bakery.co.ke": "ok",
    "very-busy.co.ke": "blocked",
    "huge-page.co.ke": "http_error",
    "packed-goods.co.ke": "ok",
    "wrong-letters.co.ke": "ok",
    "asked-out.co.ke": "opted_out",
    "leads-to-silence.co.ke": "opted_out",
    "packed-rules.co.ke": "robots",
    "accented.co.ke": "ok",
    "no-content.co.ke": "http_error",
    "odd-wait.co.ke": "http_error",
    "just-a-file.co.ke": "empty",
    "old-address.co.ke": "ok",
    "facebook.com/invented.page": "not_attempted",
}


@pytest.mark.parametrize(("site", "status"), ENDS.items())
def test_every_site_ends_with_its_status(crawled: Crawled, site: str, status: str) -> None:
    website = crawled.websites[site]
    assert (website.status, website.is_final) == (status, True), website.reason


def test_every_end_that_is_not_ok_has_a_reason(crawled: Crawled) -> None:
    assert [w.site for w in crawled.websites.values() if w.status != "ok" and not w.reason] == []


def test_an_error_names_its_code(crawled: Crawled) -> None:
    assert "500" in (crawled.websites["out-of-order.co.ke"].reason or "")
    assert "503" in (crawled.websites["broken-rules.co.ke"].reason or "")


def test_links_that_change_state_and_files_are_never_asked_for(crawled: Crawled) -> None:
    assert set(crawled.town.paths("chairs-of-nyeri.co.ke")) == {"/", "/shop", "/contact", "/shop/chair"}


def test_the_order_path_is_walked_by_reading_and_its_steps_are_kept(crawled: Crawled) -> None:
    asked = crawled.town.paths("sells-chairs.co.ke")
    assert {"/shop", "/products/oak", "/cart", "/contact"} <= set(asked) <= {*SELLING, "/products/pine", "/products/cedar"}
    with open_store(crawled.store_path) as store:
        path = [signal for signal in read_signals(store, "KE", "2026", "sells-chairs.co.ke") if signal.kind == "order_path"]
    assert {signal.value: signal.page_url.rpartition("sells-chairs.co.ke")[2] for signal in path} == {
        "catalogue": "/shop",
        "product": "/products/oak",
        "basket_step": "/shop",
        "basket": "/cart",
    }


def test_pages_deeper_than_two_links_are_not_asked_for(crawled: Crawled) -> None:
    assert "/shop/chair/legs" not in crawled.town.paths("chairs-of-nyeri.co.ke")


def test_the_page_budget_is_kept_to_the_page(crawled: Crawled) -> None:
    assert len(crawled.town.paths("many-pages.co.ke")) == 10
    assert crawled.websites["many-pages.co.ke"].page_count == 10


def test_no_page_is_asked_for_twice(crawled: Crawled) -> None:
    for host in HOSTS:
        paths = crawled.town.paths(host)
        assert len(paths) == len(set(paths)) or host == "busy-bakery.co.ke"


def test_robots_rules_are_obeyed_page_by_page(crawled: Crawled) -> None:
    assert crawled.town.paths("rules.co.ke") == ["/", "/contact"]
    assert crawled.town.paths("closed-door.co.ke") == []


def test_nothing_is_asked_for_where_robots_txt_fails(crawled: Crawled) -> None:
    assert crawled.town.paths("broken-rules.co.ke") == []


def test_the_crawl_delay_is_kept(crawled: Crawled) -> None:
    times = [a.at for a in crawled.town.asked if a.host == "slow-walker.co.ke"]
    assert len(times) == 4
    assert min(later - earlier for earlier, later in pairwise(times[1:])) > 0.9


def test_a_delay_longer_than_we_wait_means_one_page_only(crawled: Crawled) -> None:
    assert crawled.town.paths("far-too-slow.co.ke") == ["/"]


def test_nobody_is_asked_on_behalf_of_another_business_or_a_private_address(crawled: Crawled) -> None:
    asked = {a.host for a in crawled.town.asked}
    assert asked.isdisjoint({"other-firm.co.ke", "127.0.0.1", "169.254.169.254", "2130706433", "www.facebook.com", "facebook.com"})


def test_who_asked_not_to_be_visited_is_not(crawled: Crawled) -> None:
    assert {"asked-out.co.ke", "leads-to-silence.com"}.isdisjoint(a.host for a in crawled.town.asked)


def test_every_request_says_who_is_asking(crawled: Crawled) -> None:
    assert {a.agent.partition("/")[0] for a in crawled.town.asked} == {"ecomstat"}
    assert all(f"(+{CONTACT}; Office)" in a.agent for a in crawled.town.asked)


def test_a_busy_host_is_given_the_time_it_asks_for(crawled: Crawled) -> None:
    first, second = (a.at for a in crawled.town.asked if (a.host, a.path) == ("busy-bakery.co.ke", "/"))
    assert second - first > 0.95
    assert len(crawled.town.paths("very-busy.co.ke")) == 1


def test_a_firm_under_another_suffix_is_the_same_firm(crawled: Crawled) -> None:
    assert crawled.websites["renamed-firm.co.ke"].final_url == "http://renamed-firm.com/"


def test_an_old_deep_address_leads_to_the_root(crawled: Crawled) -> None:
    assert crawled.websites["old-address.co.ke"].final_url == "http://old-address.co.ke/"


def test_every_page_can_be_read_back_from_its_archive(crawled: Crawled) -> None:
    with open_store(crawled.store_path) as store:
        for site in ("chairs-of-nyeri.co.ke", "packed-goods.co.ke", "renamed-firm.co.ke"):
            pages = read_pages(store, "KE", "2026", site)
            assert pages
            for page in pages:
                assert page.warc_file is not None
                assert page.warc_offset is not None
                archived = read_record(find_file(crawled.store_path, page.warc_file), page.warc_offset)
                assert (archived.url, archived.http_status, archived.fetched_at) == (page.url, page.http_status, page.fetched_at)
                assert page.http_status != 200 or b"<title>" in archived.body


def test_the_report_counts_what_the_store_holds(crawled: Crawled) -> None:
    assert sum(crawled.report.statuses.values()) == len(crawled.websites)
    assert crawled.report.visited == len(crawled.websites) - 1
    assert (crawled.report.to_try_again, crawled.report.try_again_from) == (0, None)
    assert crawled.report.requests == len(crawled.town.asked)


def test_the_run_is_noted(crawled: Crawled) -> None:
    with open_store(crawled.store_path) as store:
        run = read_runs(store)[0]
    assert (run.command, run.outcome, run.counts["visited"]) == ("crawl", "done", crawled.report.visited)
