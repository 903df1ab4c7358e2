"""Profiles and shop pages that an enterprise's own site links to."""

from pathlib import Path

from catalogue.profiles import load_profile
from scrapers.finding.found_links.profiles import SAYS, propose_stated_profiles
from store.candidates import add_candidates
from store.decisions import replace_links
from store.frame import write_enterprises
from store.opening import Store
from store.records import Link, Signal
from tests.scrapers.finding.found_links.archived import archive_site, enterprise

KE = load_profile("KE")


def signal(kind: str, key: str, address: str, page: str, place: str = "link") -> Signal:
    return Signal(kind, key, page, place, address, "profile/test@1")


def test_a_profile_that_bears_the_name_is_surer_than_one_that_does_not(store: Store, tmp_path: Path) -> None:
    write_enterprises(store, [enterprise("1", "Zuleka Bakery Ltd", site="zuleka.co.ke")])
    page = "http://zuleka.co.ke/"
    archive_site(
        store, tmp_path, "zuleka.co.ke", "<p>bread",
        signals=(
            signal("social_profile", "facebook", "https://www.facebook.com/ZulekaBakery/", page),
            signal("marketplace", "jumia", "https://www.jumia.co.ke/mazuko-foods/", page),
            signal("marketplace", "amazon", "https://www.amazon.com/dp/B000000000", page, place="text"),
        ),
    )  # fmt: skip
    found = list(propose_stated_profiles(store, "KE", "2026", KE))
    assert [(c.site, c.origin) for c in found] == [("facebook.com/zulekabakery", page), ("jumia.co.ke/mazuko-foods", page)]
    assert (found[0].score or 0) > (found[1].score or 0) >= 0.5
    add_candidates(store, "KE", "2026", found)


def test_the_profile_of_who_made_many_sites_is_hardly_anyones(store: Store, tmp_path: Path) -> None:
    names = {"1": "Zuleka Bakery", "2": "Pombazi Tyres", "3": "Ndovini Lodge", "4": "Webnyota Studio"}
    sites = {number: f"site{number}.co.ke" for number in names}
    write_enterprises(store, [enterprise(number, name, site=sites[number]) for number, name in names.items()])
    for site in sites.values():
        archive_site(store, tmp_path, site, "<p>x", signals=(signal("social_profile", "x", "https://x.com/webnyota", f"http://{site}/"),))
    scores = {c.enterprise_id: c.score for c in propose_stated_profiles(store, "KE", "2026", KE)}
    assert scores["4"] == 0.9
    assert all((scores[number] or 0) < 0.2 for number in "123")


def test_two_websites_of_one_enterprise_do_not_make_its_profile_everybodys(store: Store, tmp_path: Path) -> None:
    write_enterprises(store, [enterprise("1", "Ndovini Lodge", site="one.co.ke")])
    for site in ("one.co.ke", "two.co.ke"):
        archive_site(store, tmp_path, site, "<p>x", signals=(signal("social_profile", "x", "https://x.com/safari", f"http://{site}/"),))
    replace_links(store, "KE", "2026", [Link("KE", "2026", "1", site, "own", 0.9, "find@1") for site in ("one.co.ke", "two.co.ke")])
    found = list(propose_stated_profiles(store, "KE", "2026", KE))
    assert [(c.site, c.score, c.origin) for c in found] == [("x.com/safari", SAYS["none"], "http://one.co.ke/")]
