"""Candidates: proposed, visited, and candidates no longer."""

from dataclasses import replace

import pytest

from store import candidates
from store.candidates import (
    add_candidates,
    count_proposed_sites,
    count_sources,
    doubt_candidates,
    forget_candidates,
    forget_doubted,
    propose_websites,
    read_candidates,
    read_open_candidates,
    read_proposed_sites,
    read_seekers,
    settle_candidates,
)
from store.comparisons import read_comparisons, replace_comparisons
from store.decisions import replace_links
from store.frame import write_enterprises
from store.opening import Store
from store.records import Candidate, Comparison, Enterprise, Link, SiteVisit, Website
from store.websites import count_statuses, find_website, read_open_websites, write_visits

WAVE = ("XD", "2026")
LATER = "2027-01-01"


def enterprise(key: str, site: str | None = None) -> Enterprise:
    return Enterprise(*WAVE, key, name=f"Firm {key}", site=site)


def website(site: str) -> Website:
    return Website(*WAVE, site, site, is_candidate=True)


def open_sites(store: Store) -> list[str]:
    return [w.site for w in read_open_websites(store, *WAVE, before=LATER)]


def test_a_source_proposes_a_site_once_and_can_take_it_back(store: Store) -> None:
    write_enterprises(store, [enterprise("1"), enterprise("2")])
    add_candidates(store, *WAVE, [Candidate("1", "a.xd", "guess", 0.2), Candidate("2", "a.xd", "list", 0.5, "zone")])
    add_candidates(store, *WAVE, [Candidate("1", "a.xd", "guess", 0.4)])
    assert [(c.enterprise_id, c.score) for c in read_candidates(store, *WAVE)] == [("1", 0.4), ("2", 0.5)]
    assert list(read_proposed_sites(store, *WAVE)) == [("a.xd", ["1", "2"])]
    assert count_sources(store, *WAVE) == {("guess", ""): (1, 1), ("list", "zone"): (1, 1)}
    forget_candidates(store, *WAVE, "guess")
    assert list(read_proposed_sites(store, *WAVE)) == [("a.xd", ["2"])]
    assert list(read_seekers(store, *WAVE)) == ["1", "2"]


def test_proposed_sites_come_whole_and_once_in_pieces_between_which_may_be_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "PROPOSED_AT_ONCE", 2)
    write_enterprises(store, [enterprise("1"), enterprise("2")])
    sites = ["a.xd", "b.xd", "c.xd", "d.xd"]
    for source in ("guess", "list"):
        add_candidates(store, *WAVE, [Candidate(key, site, source) for key in ("2", "1") for site in sites])
    found = []
    for site, ids in read_proposed_sites(store, *WAVE):
        replace_comparisons(store, *WAVE, site, [Comparison("1", site, "name", "exact", "test@1")])
        found.append((site, ids))
    assert found == [(site, ["1", "2"]) for site in sites]
    assert count_proposed_sites(store, *WAVE) == 4


def test_what_is_doubted_stays_until_it_is_taken_back_and_goes_unless_it_was_proposed_again(store: Store) -> None:
    write_enterprises(store, [enterprise("1")])
    proposed = [Candidate("1", site, "list", 0.5, origin) for site, origin in (("a.xd", "zone"), ("b.xd", "zone"), ("c.xd", "map"))]
    add_candidates(store, *WAVE, [*proposed, Candidate("1", "a.xd", "email")])
    doubt_candidates(store, *WAVE, "list", ["zone"])
    assert len(list(read_candidates(store, *WAVE))) == 4
    add_candidates(store, *WAVE, [proposed[0]])
    forget_doubted(store, *WAVE, "list")
    assert [(c.site, c.source) for c in read_candidates(store, *WAVE)] == [("a.xd", "email"), ("a.xd", "list"), ("c.xd", "list")]
    doubt_candidates(store, *WAVE, "list")
    forget_doubted(store, *WAVE, "list")
    assert [(c.site, c.source) for c in read_candidates(store, *WAVE)] == [("a.xd", "email")]


def test_candidates_are_neither_crawled_nor_counted_until_they_are_linked(store: Store) -> None:
    write_enterprises(store, [enterprise("1")])
    propose_websites(store, [website("a.xd"), website("b.xd")])
    assert open_sites(store) == []
    assert count_statuses(store, *WAVE) == {}
    write_visits(store, [SiteVisit(replace(website("a.xd"), status="ok", is_final=True, attempts=1))])
    assert [w.site for w in read_open_candidates(store, *WAVE, before=LATER)] == ["b.xd"]
    replace_links(store, *WAVE, [Link(*WAVE, "1", "a.xd", "own", 0.9, "find@1"), Link(*WAVE, "1", "b.xd", "rejected", 0.1, "find@1")])
    assert settle_candidates(store, *WAVE) == 1
    assert open_sites(store) == ["a.xd"]
    assert count_statuses(store, *WAVE) == {"ok": 1}


def test_a_site_of_the_register_is_crawled_though_finding_broke_off(store: Store) -> None:
    write_enterprises(store, [enterprise("1", "a.xd")])
    propose_websites(store, [website("a.xd")])
    settle_candidates(store, *WAVE)
    assert open_sites(store) == ["a.xd"]


def test_a_site_that_the_register_names_wrongly_is_not_crawled(store: Store) -> None:
    write_enterprises(store, [enterprise("1", "a.xd"), enterprise("2", "b.xd")])
    propose_websites(store, [website("a.xd"), website("b.xd")])
    add_candidates(store, *WAVE, [Candidate("1", "a.xd", "register"), Candidate("2", "b.xd", "register")])
    settle_candidates(store, *WAVE)
    replace_links(store, *WAVE, [Link(*WAVE, "1", "a.xd", "rejected", 0.02, "find@1")])
    settle_candidates(store, *WAVE)
    assert open_sites(store) == ["b.xd"]


def test_a_visited_site_stays_as_it_was_visited_when_it_is_proposed_too(store: Store) -> None:
    visited = replace(website("a.xd"), is_candidate=False, status="ok", is_final=True, attempts=1)
    write_visits(store, [SiteVisit(visited)])
    propose_websites(store, [website("a.xd")])
    assert find_website(store, *WAVE, "a.xd") == visited


def test_comparisons_of_a_site_replace_those_before(store: Store) -> None:
    write_enterprises(store, [enterprise("1"), enterprise("2")])
    first = [Comparison(key, "a.xd", "name", "exact", "name@1", words="Firm") for key in ("1", "2")]
    replace_comparisons(store, *WAVE, "a.xd", first)
    replace_comparisons(store, *WAVE, "a.xd", [replace(first[1], level="none")])
    assert list(read_comparisons(store, *WAVE)) == [replace(first[1], level="none")]
    assert list(read_comparisons(store, *WAVE, "1")) == []
