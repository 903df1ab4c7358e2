"""What is concluded of a site from the readings of its pages."""

from dataclasses import replace

import pytest

from scrapers.signals import PageReading, conclude_site
from scrapers.signals.sites import MAX_PER_KIND
from store.records import Signal

HOME = PageReading("https://invented.com/", 200, "Invented", "en", 1000)


def note(kind: str, value: str, *, place: str = "text", times: int = 1, page: str = "https://invented.com/") -> Signal:
    return Signal(kind, value, page, place, "words", "rule@1", times)


@pytest.mark.parametrize(
    ("http_status", "states", "status"),
    [
        (200, (), "ok"),
        (404, (), "http_error"),
        (500, (), "http_error"),
        (403, (), "blocked"),
        (429, (), "blocked"),
        (503, (), "http_error"),
        (503, ("captcha",), "captcha"),
        (403, ("captcha",), "captcha"),
        (200, ("captcha",), "captcha"),
        (200, ("closed_shop",), "ok"),
        (200, ("template",), "ok"),
        (200, ("login", "for_sale"), "for_sale"),
    ],
)
def test_the_home_page_decides_the_status(http_status: int, states: tuple[str, ...], status: str) -> None:
    home = replace(HOME, http_status=http_status, signals=tuple(note("page_state", state) for state in states))
    assert conclude_site("https://invented.com/", [home]).status == status


def test_a_state_of_another_page_is_not_the_sites() -> None:
    other = replace(HOME, url="https://invented.com/x", signals=(note("page_state", "soft_404"),))
    assert conclude_site("https://invented.com/", [HOME, other]).status == "ok"


def test_a_failure_is_passed_on_with_its_reason() -> None:
    site = conclude_site("https://invented.com/", [], ("dns", "unknown host"))
    assert (site.status, site.reason, site.signals, site.final_url) == ("dns", "unknown host", (), None)


@pytest.mark.parametrize(
    ("start", "final", "status"),
    [
        ("https://kettles-nairobi.com/", "https://www.kettles-nairobi.com/home", "ok"),
        ("https://kettles-nairobi.com/", "https://kettlesnairobi.co.ke/", "ok"),
        ("https://kettles-nairobi.com/", "https://domainpark-invented.net/", "redirected_away"),
    ],
)
def test_a_home_page_on_a_strangers_domain_is_elsewhere(start: str, final: str, status: str) -> None:
    assert conclude_site(start, [replace(HOME, url=final)]).status == status


def test_signals_of_all_pages_are_joined_counted_and_ordered() -> None:
    one = replace(HOME, signals=(note("word", "shop"), note("platform", "wix"), note("platform", "ecwid")))
    two = replace(HOME, url="https://invented.com/2", signals=(note("word", "shop", times=2), note("platform", "ecwid")))
    site = conclude_site("https://invented.com/", [one, two])
    assert [(s.kind, s.value, s.times) for s in site.signals] == [("platform", "ecwid", 2), ("platform", "wix", 1), ("word", "shop", 3)]
    assert site.platform == "ecwid"


def test_no_more_than_the_stated_number_of_a_kind_is_kept_the_most_frequent_first() -> None:
    many = tuple(note("phone", f"+2547000000{n:02}", times=1 + (n == 77)) for n in range(90))
    kept = conclude_site("https://invented.com/", [replace(HOME, signals=many)]).signals
    assert len(kept) == MAX_PER_KIND
    assert "+254700000077" in {signal.value for signal in kept}


def test_languages_are_ordered_by_their_share_of_text() -> None:
    pages = [
        HOME,
        replace(HOME, url="https://invented.com/sw", language="sw", text_length=5000),
        replace(HOME, http_status=404, language="fr", text_length=9000),
    ]
    assert conclude_site("https://invented.com/", pages).languages == ("sw", "en")


def test_signals_of_error_pages_are_left_out() -> None:
    error = replace(HOME, url="https://invented.com/x", http_status=404, signals=(note("word", "not_found"),))
    assert conclude_site("https://invented.com/", [HOME, error]).signals == ()


def test_a_page_that_only_sends_on_is_not_the_home_page() -> None:
    stub = replace(HOME, text_length=0, redirect="https://invented.com/start", signals=(note("page_state", "empty"),))
    start = replace(HOME, url="https://invented.com/start")
    assert conclude_site("https://invented.com/", [stub, start]).final_url == "https://invented.com/start"
