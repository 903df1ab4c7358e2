"""The source `search` as `find` asks it: against a search service on this machine."""

import pytest

from catalogue.errors import CrawlError
from scrapers.finding.finding import find_candidates
from scrapers.finding.quests import Source
from scrapers.finding.searching.source import is_search_wanted, propose_search
from store.candidates import read_candidates
from store.opening import Store
from store.records import Enterprise
from store.websites import find_website
from tests.scrapers.finding.quest import Noting, begin_quest
from tests.scrapers.finding.searching.service import serving

SEARCH = (Source("search", propose_search, is_search_wanted),)
FIRMS = (
    Enterprise("KE", "2026", "1", "Zuleka Bakery Limited", place="Nakuru"),
    Enterprise("KE", "2026", "2", "Asha Mwende", legal_form="Sole proprietor", place="Voi"),
)


def test_a_search_finds_sites_and_asks_nothing_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMSTAT_SEARCH_KEY", "k3y")
    progress = Noting()
    with serving() as service:
        service.answers = {"Zuleka Bakery Limited Nakuru": ["http://zuleka.co.ke/shop", "http://www.facebook.com/zulekabakery"]}
        for _ in range(2):
            quest = begin_quest(
                store,
                *FIRMS,
                progress=progress,
                search=service.address,
                allowed=frozenset({"search"}),
                allow_private=True,
                search_seconds=0.0,
            )
            assert [report.kept for report in find_candidates(quest, SEARCH)] == [2]
        assert service.asked == ["Zuleka Bakery Limited Nakuru"]
        assert service.keys == ["k3y"]
    assert {c.site for c in read_candidates(store, "KE", "2026")} == {"zuleka.co.ke", "facebook.com/zulekabakery"}
    profile = find_website(store, "KE", "2026", "facebook.com/zulekabakery")
    assert profile is not None
    assert (profile.kind, profile.is_candidate) == ("social", True)
    assert any("trade_name, name, place" in note for note in progress.notes)


def test_without_leave_nothing_is_asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMSTAT_SEARCH_KEY", "k3y")
    with serving() as service:
        reports = find_candidates(begin_quest(store, *FIRMS, search=service.address, allow_private=True), SEARCH)
        assert service.asked == []
    assert [report.is_off for report in reports] == [True]


def test_a_service_without_its_key_is_told(store: Store) -> None:
    quest = begin_quest(store, *FIRMS, search="https://api.example.com/?q={query}&key={key}", allowed=frozenset({"search"}))
    with pytest.raises(CrawlError, match="ECOMSTAT_SEARCH_KEY"):
        find_candidates(quest, SEARCH)
