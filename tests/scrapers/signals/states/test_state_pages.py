"""Pages without a business behind them, in many languages, and pages of businesses that look a little like them."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from scrapers.signals import FetchedPage, PageReading, conclude_site, read_page

HERE = Path(__file__).parent
VACANT = tomllib.loads((HERE / "vacant_pages.toml").read_text(encoding="utf-8"))
REAL = tomllib.loads((HERE / "real_pages.toml").read_text(encoding="utf-8"))


@cache
def read_case(name: str) -> PageReading:
    case = VACANT.get(name) or REAL[name]
    head = f"<title>{case['title']}</title>{case.get('head', '')}"
    markup = f"<!doctype html><html lang='{case['lang']}'><head><meta charset='utf-8'>{head}</head><body>{case['body']}</body></html>"
    url = case.get("url", f"https://{name.replace('_', '-')}.com/")
    return read_page(FetchedPage(url, 200, {"content-type": "text/html"}, markup.encode(), "2026-11-22T00:00:00Z"))


def told(name: str) -> str:
    reading = read_case(name)
    return str([(s.kind, s.value, s.rule) for s in reading.signals if s.kind in {"page_state", "state_trace", "hijack_hint", "word"}])


@pytest.mark.parametrize("name", VACANT)
def test_a_page_without_a_business_behind_it_is_recognised(name: str) -> None:
    reading = read_case(name)
    assert conclude_site(reading.url, [reading]).status == VACANT[name]["status"], told(name)


@pytest.mark.parametrize("name", REAL)
def test_a_page_of_a_business_stays_readable_whatever_it_says_in_passing(name: str) -> None:
    reading = read_case(name)
    assert conclude_site(reading.url, [reading]).status == "ok", told(name)


@pytest.mark.parametrize("name", VACANT)
def test_a_state_has_words_or_a_trace_as_its_evidence(name: str) -> None:
    states = [signal for signal in read_case(name).signals if signal.kind == "page_state"]
    assert states
    assert all(signal.words and signal.rule for signal in states)


def test_a_real_business_with_hidden_links_of_touts_is_hinted_at() -> None:
    assert "spam" in {signal.value for signal in read_case("hacked_but_real").signals if signal.kind == "hijack_hint"}


def test_a_licensed_bookmaker_is_hinted_at_and_read() -> None:
    assert {s.value for s in read_case("licensed_bookmaker_ke").signals if s.kind == "hijack_hint"} == {"gambling"}


def test_there_are_pages_enough_in_languages_enough() -> None:
    assert len(VACANT) >= 60
    assert len({case["lang"] for case in VACANT.values()} - {""}) >= 15
    assert len(REAL) >= 40
