"""How a site ends whose pages are in different states."""

from dataclasses import replace

import pytest

from scrapers.signals import PageReading, conclude_site
from store.records import Signal

START = "https://invented.com/"
HOME = PageReading(START, 200, "Invented", "en", 1000)


def page(path: str, *states: str, http_status: int = 200, length: int = 1000) -> PageReading:
    url = START + path
    signals = tuple(Signal("page_state", state, url, "text", f"says {state}", "rule@1") for state in states)
    return PageReading(url, http_status, "Invented", "en", length, (), signals)


def status_of(*readings: PageReading) -> str:
    return conclude_site(START, readings).status


@pytest.mark.parametrize("door", ["gate", "soft_404", "script_shell", "empty", "hijacked"])
def test_a_door_before_pages_that_can_be_read_is_passed(door: str) -> None:
    assert status_of(page("", door), page("a"), page("b")) == "ok"


@pytest.mark.parametrize(("door", "status"), [("gate", "blocked"), ("script_shell", "script_shell"), ("hijacked", "hijacked")])
def test_a_door_with_too_little_behind_it_is_the_sites_state(door: str, status: str) -> None:
    assert status_of(page("", door), page("a")) == status
    assert status_of(page("", door), page("a"), page("b"), *(page(f"c{n}", "soft_404") for n in range(3))) == status


@pytest.mark.parametrize("state", ["parked", "for_sale", "placeholder", "captcha", "blocked", "login"])
def test_a_home_page_that_says_so_counts_whatever_else_is_left_of_the_site(state: str) -> None:
    assert status_of(page("", state), page("a"), page("b"), page("c")) == state


@pytest.mark.parametrize("state", ["captcha", "blocked", "hijacked"])
def test_where_only_the_home_page_was_let_through_the_site_was_not_read(state: str) -> None:
    assert status_of(HOME, page("a", state), page("b", state)) == state
    assert status_of(HOME, page("a", state), page("b")) == "ok"
    assert status_of(HOME, page("a", state)) == "ok"


def test_links_that_lead_nowhere_matter_only_where_the_home_page_says_next_to_nothing() -> None:
    lost = [page(f"{n}", "soft_404") for n in range(4)]
    assert status_of(HOME, *lost) == "ok"
    assert status_of(replace(HOME, text_length=80), *lost) == "soft_404"
    assert status_of(replace(HOME, text_length=80), page("shop"), *lost[:2]) == "ok"


@pytest.mark.parametrize(
    ("http_status", "state", "status"),
    [
        (403, "placeholder", "placeholder"),
        (404, "parked", "parked"),
        (402, "placeholder", "placeholder"),
        (410, "for_sale", "for_sale"),
        (404, "soft_404", "http_error"),
        (503, "placeholder", "http_error"),
        (403, "login", "blocked"),
    ],
)
def test_a_default_page_sent_with_an_error_is_a_default_page(http_status: int, state: str, status: str) -> None:
    assert status_of(page("", state, http_status=http_status)) == status


def test_error_pages_beside_the_home_page_are_not_asked() -> None:
    refused = [page(f"{n}", "blocked", http_status=403) for n in range(3)]
    assert status_of(HOME, *refused) == "ok"


def test_the_reason_names_what_was_seen() -> None:
    assert conclude_site(START, [page("", "gate")]).reason == "says gate"
    assert conclude_site(START, [HOME, page("a", "captcha"), page("b", "captcha")]).reason == "says captcha"
