"""Whole pages that we wrote, each with what it says as judged by hand."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from catalogue.profiles import load_profile
from scrapers.signals import FetchedPage, PageReading, conclude_site, read_page
from store.records import Signal

PAGES = Path(__file__).parent / "pages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))


@cache
def read_file(name: str) -> PageReading:
    case = EXPECTED.get(name, {})
    url = case.get("url", f"https://{name.replace('.html', '').replace('_', '-')}.com/")
    page = FetchedPage(url, 200, {"content-type": "text/html"}, (PAGES / name).read_bytes(), "2026-11-22T00:00:00Z")
    return read_page(page, load_profile(case["profile"]) if "profile" in case else None)


def is_meant(signal: Signal, words: str) -> bool:
    """Whether a signal is the one that `kind value @place` describes; `*` is any value."""
    told, _, place = words.partition(" @")
    kind, _, value = told.partition(" ")
    return signal.kind == kind and value in {signal.value, "*"} and (not place or place == signal.place)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_page_says_what_a_reader_sees_and_nothing_else(name: str) -> None:
    reading, case = read_file(name), EXPECTED[name]
    seen = [f"{s.kind} {s.value} @{s.place}" for s in reading.signals]
    assert [w for w in case.get("has", ()) if not any(is_meant(s, w) for s in reading.signals)] == [], seen
    assert [w for w in case.get("lacks", ()) if any(is_meant(s, w) for s in reading.signals)] == [], seen
    assert reading.language == case.get("language", reading.language)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_site_with_this_page_as_its_home_ends_as_it_should(name: str) -> None:
    reading = read_file(name)
    site = conclude_site(reading.url, [reading])
    assert (site.status, site.reason) == (EXPECTED[name].get("status", "ok"), site.reason)


def test_every_page_is_judged() -> None:
    redirects = {"meta_refresh.html", "script_redirect.html"}
    assert {path.name for path in PAGES.glob("*.html")} == set(EXPECTED) | redirects


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("meta_refresh.html", "https://meta-refresh.com/shop/index.php"),
        ("script_redirect.html", "https://neu.beispielmann-dach.de/start"),
        ("small_brochure.html", None),
    ],
)
def test_a_page_that_sends_its_visitors_on_says_where(name: str, target: str | None) -> None:
    assert read_file(name).redirect == target


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_evidence_is_short_and_every_rule_has_a_version(name: str) -> None:
    for signal in read_file(name).signals:
        assert len(signal.words) <= 160
        assert "@" in signal.rule
