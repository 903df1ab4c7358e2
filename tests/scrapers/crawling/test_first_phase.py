"""A crawl of a first phase visits its websites and no others, and goes on with the same."""

from pathlib import Path

from store.frame import write_enterprises
from store.opening import open_store
from store.phases import write_phase
from store.records import Enterprise, PhaseDesign, PhaseUnit
from store.websites import read_websites
from tests.scrapers.crawling.conftest import crawl, register_sites
from tests.scrapers.crawling.town import Host, open_town, page, plain

WAVE = ("KE", "2026")
VILLAGE: dict[str, Host] = {f"mill-{n}.co.ke": plain({"/": page(f"Mill {n}")}) for n in range(6)}


def test_only_the_first_phase_is_visited_however_often(store_path: Path) -> None:
    register_sites(store_path, VILLAGE)
    with open_store(store_path) as store:
        write_enterprises(store, (Enterprise(*WAVE, f"e{n}", site=f"mill-{n}.co.ke") for n in range(6)))
        units = [PhaseUnit(f"e{n}", "not_read:_U", 0.5) for n in (0, 2, 5)]
        write_phase(store, PhaseDesign(*WAVE, 3, 1, {"not_read:_U": (6, 3)}), units)
    with open_town(VILLAGE) as town:
        visited = [crawl(store_path, town).visited for _ in range(2)]
    with open_store(store_path) as store:
        statuses = {w.site: w.status for w in read_websites(store, *WAVE)}
    assert visited == [3, 0]
    assert {site for site, status in statuses.items() if status == "not_attempted"} == {"mill-1.co.ke", "mill-3.co.ke", "mill-4.co.ke"}
    assert [statuses[f"mill-{n}.co.ke"] for n in (0, 2, 5)] == ["ok"] * 3
