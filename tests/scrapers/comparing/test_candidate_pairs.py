"""All candidates of a wave: compared whole sites at a time from their archives, and not again while nothing has changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.profiles import CountryProfile, load_profile
from catalogue.progress import Quiet
from scrapers.archives.places import archive_folder, name_file
from scrapers.comparing import candidate_pairs, compare_candidates
from scrapers.comparing.archived_pages import read_site_text
from scrapers.comparing.candidate_pairs import ComparisonCounts, choose_profile, choose_site_profile
from scrapers.comparing.findings import VERSION
from scrapers.comparing.site_texts import SiteText
from store.candidates import add_candidates
from store.comparisons import read_comparisons
from store.frame import write_enterprises
from store.opening import Store
from store.records import Candidate, Enterprise, Page, SiteVisit, Website
from store.websites import add_websites, write_visits
from tests.scrapers.archives.warcs import record, write_warc
from tests.scrapers.finding.quest import Noting

WAVE = ("KE", "2026")
HTML = """<html lang=en><title>Mazuko Traders</title><p>We sell tools to builders and to all households of the valley.</p>
<footer>© 2026 Mazuko Traders Ltd, Nakuru. Tel. 0722 845 113</footer></html>"""


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two enterprises, three candidate sites, one of which was read and one is parked."""
    write_enterprises(store, [
        Enterprise(*WAVE, "1", name="Mazuko Traders Ltd", place="Nakuru", phone="+254722845113"),
        Enterprise(*WAVE, "2", name="Brunnhof Bakery"),
    ])  # fmt: skip
    pairs = (("1", "mazuko.co.ke"), ("2", "mazuko.co.ke"), ("2", "brunnhof.co.ke"), ("2", "brunnhof.com"))
    add_candidates(store, *WAVE, [Candidate(key, site, "guess", 0.5) for key, site in pairs])
    site = Website(*WAVE, "mazuko.co.ke", "mazuko.co.ke", status="ok", attempts=1, is_candidate=True)
    page = Page("http://mazuko.co.ke/", 200, warc_file=name_file(store.path, write_pages(store)), warc_offset=0)
    parked = replace(site, site="brunnhof.co.ke", host="brunnhof.co.ke", status="parked")
    add_websites(store, [Website(*WAVE, "brunnhof.com", "brunnhof.com", is_candidate=True)])
    write_visits(store, [SiteVisit(site, (page,)), SiteVisit(parked)])
    return store


def write_pages(store: Store) -> Path:
    """The archive with the one page."""
    path = archive_folder(store.path) / "a.warc.gz"
    path.parent.mkdir(exist_ok=True)
    return write_warc(path, record("http://mazuko.co.ke/", HTML))


def run(store: Store) -> ComparisonCounts:
    return compare_candidates(store, *WAVE, load_profile("KE"), Quiet())


def test_every_visited_candidate_is_compared_with_all_its_enterprises(filled: Store) -> None:
    assert run(filled) == ComparisonCounts(sites=2, pairs=3, kept=0, waiting=1)
    found = {(row.enterprise_id, row.site, row.kind): row.level for row in read_comparisons(filled, *WAVE)}
    assert found["1", "mazuko.co.ke", "phone"] == "equal"
    assert found["1", "mazuko.co.ke", "owner"] == "same"
    assert found["2", "mazuko.co.ke", "owner"] == "other"
    assert found["2", "brunnhof.co.ke", "site_state"] == "parked"
    assert ("2", "brunnhof.co.ke", "name") not in found
    assert not any(site == "brunnhof.com" for _, site, _ in found)


def test_a_second_run_compares_only_what_has_changed(filled: Store) -> None:
    run(filled)
    assert run(filled) == ComparisonCounts(kept=3, waiting=1)
    write_enterprises(filled, [Enterprise(*WAVE, "1", name="Mazuko Holdings Ltd")])
    assert run(filled) == ComparisonCounts(sites=1, pairs=2, kept=1, waiting=1)


def test_what_older_rules_compared_is_compared_again(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(candidate_pairs, "VERSION", VERSION - 1)
        run(filled)
    assert run(filled) == ComparisonCounts(sites=2, pairs=3, kept=0, waiting=1)
    assert run(filled).kept == 3


def test_an_archive_that_is_gone_leaves_the_pair_without_pages(filled: Store) -> None:
    (archive_folder(filled.path) / "a.warc.gz").unlink()
    run(filled)
    kinds = {row.kind for row in read_comparisons(filled, *WAVE, "1")}
    assert kinds == {"site_state", "host_name", "name_rarity"}


def test_comparing_that_breaks_off_goes_on_with_the_sites_that_are_left(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def read_one(store: Store, website: Website, profile: CountryProfile) -> SiteText:
        read.append(website.site)
        if len(read) == 2:
            raise KeyboardInterrupt
        return read_site_text(store, website, profile)

    monkeypatch.setattr("scrapers.comparing.candidate_pairs.read_site_text", read_one)
    with pytest.raises(KeyboardInterrupt):
        run(filled)
    done, left = read
    assert {row.site for row in read_comparisons(filled, *WAVE)} == {done}
    assert run(filled).sites == 1
    assert read == [done, left, left]
    assert {row.site for row in read_comparisons(filled, *WAVE)} == {done, left}


def test_an_archive_that_is_gone_takes_nothing_from_what_was_found_and_is_told_once(filled: Store) -> None:
    run(filled)
    before = list(read_comparisons(filled, *WAVE, "1"))
    (archive_folder(filled.path) / "a.warc.gz").unlink()
    write_enterprises(filled, [Enterprise(*WAVE, key, name="Mazuko Holdings Ltd") for key in ("1", "2")])
    told = Noting()
    compare_candidates(filled, *WAVE, load_profile("KE"), told)
    assert list(read_comparisons(filled, *WAVE, "1")) == before
    assert [note for note in told.notes if "a.warc.gz is gone" in note] == told.notes
    assert len(told.notes) == 1


@pytest.mark.parametrize(("status", "keeps"), [("timeout", True), ("blocked", True), ("parked", False), ("dns", False)])
def test_a_bad_day_of_a_site_that_was_read_leaves_what_was_found_on_it(filled: Store, status: str, keeps: bool) -> None:
    run(filled)
    write_visits(filled, [SiteVisit(Website(*WAVE, "mazuko.co.ke", "mazuko.co.ke", status=status, attempts=2))])
    counts = run(filled)
    found = {row.kind: row.level for row in read_comparisons(filled, *WAVE, "1")}
    assert (found.get("phone"), counts.sites) == (("equal", 0) if keeps else (None, 1))


def test_in_a_register_of_no_country_the_one_that_it_names_counts() -> None:
    enterprise = Enterprise("XX", "2026", "1", register_country="KE")
    assert choose_profile(enterprise, load_profile("XX")).code == "KE"
    assert choose_profile(enterprise, load_profile("DE")).code == "DE"


def test_in_a_register_of_no_country_a_site_is_read_by_its_domains_country() -> None:
    kenyan, french = Enterprise("XX", "1", "1", register_country="KE"), Enterprise("XX", "1", "2", register_country="FR")
    neutral = load_profile("XX")
    german, anybodys = Website("XX", "1", "mazuko.de", "mazuko.de"), Website("XX", "1", "mazuko.com", "mazuko.com")
    assert choose_site_profile(german, [kenyan], neutral).code == "DE"
    assert choose_site_profile(anybodys, [kenyan], neutral).code == "KE"
    assert choose_site_profile(anybodys, [kenyan, french], neutral).code == "XX"
    assert choose_site_profile(german, [kenyan], load_profile("KE")).code == "KE"
