"""The source `link` as `find` asks it."""

from pathlib import Path

from scrapers.finding.finding import find_candidates
from scrapers.finding.found_links.source import propose_links
from scrapers.finding.quests import Source
from store.candidates import read_candidates
from store.opening import Store
from tests.scrapers.finding.found_links.archived import archive_site, enterprise
from tests.scrapers.finding.found_links.test_profiles import signal
from tests.scrapers.finding.quest import begin_quest

LINK = (Source("link", propose_links),)


def test_sites_and_profiles_are_proposed_once_each(store: Store, tmp_path: Path) -> None:
    firms = (enterprise("1", "Zuleka Bakery Ltd", site="zuleka.co.ke"), enterprise("2", "Pombazi Tyres"))
    address = "https://www.facebook.com/zuleka"
    quest = begin_quest(store, *firms)
    archive_site(
        store, tmp_path, "zuleka.co.ke", f"<a href='{address}'>Zuleka Bakery</a> <a href='http://pombazi.co.ke'>Pombazi Tyres</a>",
        signals=(signal("social_profile", "facebook", address, "http://zuleka.co.ke/"),),
    )  # fmt: skip
    for _ in range(2):
        assert [report.kept for report in find_candidates(quest, LINK)] == [2]
    found = {(c.enterprise_id, c.site): c.score for c in read_candidates(store, "KE", "2026")}
    assert found == {("1", "facebook.com/zuleka"): 0.9, ("2", "pombazi.co.ke"): 0.8}


def test_pages_of_the_wave_before_are_read_too_but_none_older_or_newer(store: Store, tmp_path: Path) -> None:
    for wave in ("2023", "2024", "2026", "2027"):
        archive_site(store, tmp_path, f"group{wave}.co.ke", f"<a href='http://pombazi{wave}.co.ke'>Pombazi Tyres</a>", wave=wave)
    find_candidates(begin_quest(store, enterprise("2", "Pombazi Tyres")), LINK)
    assert [c.site for c in read_candidates(store, "KE", "2026")] == ["pombazi2024.co.ke", "pombazi2026.co.ke"]


def test_what_is_proposed_for_an_enterprise_comes_together(store: Store, tmp_path: Path) -> None:
    firms = [enterprise(key, f"{name} Traders", site=f"{name.lower()}.co.ke") for key, name in (("1", "Zuleka"), ("2", "Pombazi"))]
    quest = begin_quest(store, *firms)
    for name in ("zuleka", "pombazi"):
        address = f"https://www.facebook.com/{name}"
        archive_site(
            store, tmp_path, f"{name}.co.ke", "<a href='http://zt.co.ke'>Zuleka Traders</a> <a href='http://pt.co.ke'>Pombazi Traders</a>",
            signals=(signal("social_profile", "facebook", address, f"http://{name}.co.ke/"),),
        )  # fmt: skip
    found = [(c.enterprise_id, c.site) for c in propose_links(quest)]
    assert [key for key, _ in found] == ["1", "1", "2", "2"]
    assert set(found) == {("1", "zt.co.ke"), ("1", "facebook.com/zuleka"), ("2", "pt.co.ke"), ("2", "facebook.com/pombazi")}
