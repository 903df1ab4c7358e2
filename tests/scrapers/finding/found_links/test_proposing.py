"""Sites proposed because a page links to them beside an enterprise's name."""

from pathlib import Path

from catalogue.profiles import load_profile
from scrapers.finding.found_links.proposing import propose_found_links
from store.candidates import add_candidates, propose_websites
from store.frame import write_enterprises
from store.opening import Store
from store.records import Candidate, Enterprise, Website
from tests.scrapers.finding.found_links.archived import archive_site, enterprise
from tests.scrapers.finding.quest import Noting

KE = load_profile("KE")


def propose(store: Store, *enterprises: Enterprise) -> dict[tuple[str, str], Candidate]:
    write_enterprises(store, enterprises)
    found = propose_found_links(store, "KE", "2026", ["2026"], lambda: enterprises, KE)
    return {(candidate.enterprise_id, candidate.site): candidate for candidate in found}


def test_a_group_names_its_companies(store: Store, tmp_path: Path) -> None:
    page, *_ = archive_site(
        store, tmp_path, "tandala-group.co.ke",
        "<h2>Our companies</h2><ul><li><a href='https://zuleka.co.ke/'>Zuleka Bakery Limited</a>"
        "<li><h3>Pombazi Tyres</h3><a href='http://pt-kisumu.co.ke'>Visit</a><li><a href='http://other.co.ke'>Somebody else</a></ul>",
    )  # fmt: skip
    found = propose(store, enterprise("1", "ZULEKA BAKERY LTD"), enterprise("2", "Ndovini Ltd", trade_name="Pombazi Tyres"))
    assert {key: candidate.origin for key, candidate in found.items()} == {("1", "zuleka.co.ke"): page, ("2", "pt-kisumu.co.ke"): page}
    assert found["2", "pt-kisumu.co.ke"].words == "Visit · Pombazi Tyres"


def test_words_host_and_place_together_say_more(store: Store, tmp_path: Path) -> None:
    archive_site(
        store, tmp_path, "chamber.co.ke", "<p>Our member Zuleka Bakery has a <a href='http://nice.co.ke'>page</a></p>",
        "<p>Zuleka Bakery, Nakuru: <a href='http://zulekabakery.co.ke'>Zuleka Bakery</a></p>",
    )  # fmt: skip
    found = propose(store, enterprise("1", "Zuleka Bakery Ltd", place="Nakuru"))
    assert (found["1", "zulekabakery.co.ke"].score or 0) > 0.9 > 0.5 > (found["1", "nice.co.ke"].score or 0)


def test_a_footer_that_names_its_own_site_and_who_made_it_is_no_evidence(store: Store, tmp_path: Path) -> None:
    archive_site(
        store, tmp_path, "zuleka.co.ke", "<footer>© 2026 Zuleka Bakery Ltd. Made by <a href='http://webnyota.co.ke'>Webnyota</a></footer>"
    )
    owner = enterprise("1", "Zuleka Bakery Ltd", url="http://zuleka.co.ke", site="zuleka.co.ke")
    assert propose(store, owner, enterprise("2", "Webnyota Studio Ltd")) == {}


def test_namesakes_are_told_apart_by_the_place(store: Store, tmp_path: Path) -> None:
    archive_site(
        store,
        tmp_path,
        "hotels.co.ke",
        "<ul><li>Voi: <a href='http://chv.co.ke'>Central Hotel</a><li><a href='http://ch.co.ke'>Central Hotel</a></ul>",
    )
    places = ["Voi", "Nakuru", "Kisumu", "Nairobi", "Thika", "Embu"]
    found = propose(store, *(enterprise(str(number), "Central Hotel", place=place) for number, place in enumerate(places)))
    assert set(found) == {("0", "chv.co.ke")}


def test_a_directory_counts_only_where_a_name_stands_alone(store: Store, tmp_path: Path) -> None:
    rows = "".join(f"<li>Firm {number} <a href='http://firm{number}.co.ke'>site</a>" for number in range(60))
    archive_site(
        store, tmp_path, "thousands.co.ke",
        f"<ul>{rows}<li>Best bread by Zuleka Bakery of Nakuru <a href='http://bread.co.ke'>more</a>"
        "<li><a href='http://zb.co.ke'>Zuleka Bakery</a></ul>",
    )  # fmt: skip
    assert set(propose(store, enterprise("1", "Zuleka Bakery"))) == {("1", "zb.co.ke")}


def test_sites_that_only_a_link_led_to_lead_no_further(store: Store, tmp_path: Path) -> None:
    body = "<a href='http://zuleka.co.ke'>Zuleka Bakery</a>"
    zuleka, other = enterprise("1", "Zuleka Bakery"), enterprise("2", "Pombazi Tyres")
    write_enterprises(store, [zuleka, other])
    propose_websites(store, [Website("KE", "2026", "found.co.ke", "found.co.ke", is_candidate=True)])
    add_candidates(store, "KE", "2026", [Candidate("2", "found.co.ke", "link", 0.5, "http://a.co.ke/")])
    archive_site(store, tmp_path, "found.co.ke", body, is_candidate=True)
    assert propose(store, zuleka, other) == {}
    add_candidates(store, "KE", "2026", [Candidate("2", "found.co.ke", "email", 0.9)])
    assert set(propose(store, zuleka, other)) == {("1", "zuleka.co.ke")}


def test_an_archive_that_is_gone_is_told_once(store: Store, tmp_path: Path) -> None:
    archive_site(store, tmp_path, "gone.co.ke", "<p>one", "<p>two")
    (tmp_path / "gone.co.ke.warc").unlink()
    progress = Noting()
    assert list(propose_found_links(store, "KE", "2026", ["2026"], lambda: [enterprise("1", "Zuleka Bakery")], KE, progress)) == []
    assert len(progress.notes) == 1


def test_whoever_is_linked_beside_everybodys_name_made_the_sites(store: Store, tmp_path: Path) -> None:
    names = [
        f"{first}{second} Traders" for first in ("Zule", "Pomba", "Ndovi", "Kedavo", "Mazu") for second in ("ka", "zi", "ni", "ro", "tu")
    ]
    entries = "".join(f"<li>{name} <a href='http://webnyota.co.ke'>by</a>" for name in names)
    archive_site(store, tmp_path, "show.co.ke", f"<ul>{entries}<li><a href='http://zt.co.ke'>{names[0]}</a></ul>")
    assert set(propose(store, *(enterprise(str(number), name) for number, name in enumerate(names)))) == {("0", "zt.co.ke")}


LINK = "<a href='http://zuleka.co.ke'>Zuleka Bakery</a> <a href='http://pombazi.co.ke'>Pombazi Tyres</a>"


def test_pages_that_were_read_are_not_read_again(store: Store, tmp_path: Path) -> None:
    zuleka = enterprise("1", "Zuleka Bakery")
    archive_site(store, tmp_path, "group.co.ke", LINK)
    first = propose(store, zuleka)
    (tmp_path / "group.co.ke.warc").unlink()
    assert propose(store, zuleka) == first != {}


def test_a_site_visited_anew_is_read_anew(store: Store, tmp_path: Path) -> None:
    zuleka = enterprise("1", "Zuleka Bakery")
    archive_site(store, tmp_path, "group.co.ke", LINK)
    propose(store, zuleka)
    archive_site(store, tmp_path, "group.co.ke", "<p>Nothing", "<a href='http://new.co.ke'>Zuleka Bakery</a>")
    assert set(propose(store, zuleka)) == {("1", "new.co.ke")}


def test_a_register_with_another_name_is_looked_for_in_all_pages(store: Store, tmp_path: Path) -> None:
    archive_site(store, tmp_path, "group.co.ke", LINK)
    assert set(propose(store, enterprise("1", "Zuleka Bakery"))) == {("1", "zuleka.co.ke")}
    assert set(propose(store, enterprise("1", "Zuleka Bakery"), enterprise("2", "Pombazi Tyres"))) == {
        ("1", "zuleka.co.ke"), ("2", "pombazi.co.ke"),
    }  # fmt: skip


def test_what_stood_on_pages_that_are_no_longer_there_does_not_count(store: Store, tmp_path: Path) -> None:
    zuleka = enterprise("1", "Zuleka Bakery")
    archive_site(store, tmp_path, "group.co.ke", LINK)
    propose(store, zuleka)
    archive_site(store, tmp_path, "group.co.ke")
    assert propose(store, zuleka) == {}


def test_a_broken_archive_is_tried_again(store: Store, tmp_path: Path) -> None:
    zuleka, warc = enterprise("1", "Zuleka Bakery"), tmp_path / "group.co.ke.warc"
    archive_site(store, tmp_path, "group.co.ke", LINK)
    warc.rename(tmp_path / "away")
    assert propose(store, zuleka) == {}
    (tmp_path / "away").rename(warc)
    assert set(propose(store, zuleka)) == {("1", "zuleka.co.ke")}
