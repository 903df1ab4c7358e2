"""What became of links since an earlier wave, in one question to the store."""

from functools import partial

from store.decisions import replace_links
from store.frame import write_enterprises
from store.link_changes import count_link_changes
from store.opening import Store
from store.phases import write_phase
from store.records import Enterprise, Link, PhaseDesign, PhaseUnit, Website
from store.websites import add_websites

BEFORE, NOW = "2026", "2027"


def put_waves(store: Store, links: dict[str, tuple[str, ...]], earlier_links: dict[str, tuple[str, ...]]) -> None:
    """Enterprises with own sites in two waves, {enterprise: its sites}."""
    for wave, of_wave in ((BEFORE, earlier_links), (NOW, links)):
        sites = {site for found in of_wave.values() for site in found}
        write_enterprises(store, [Enterprise("XD", wave, key, key) for key in of_wave])
        add_websites(store, [Website("XD", wave, site, site) for site in sites])
        pairs = [(key, site, 0.9 - 0.1 * place) for key, found in of_wave.items() for place, site in enumerate(found)]
        replace_links(store, "XD", wave, [Link("XD", wave, key, site, "own", p, "find@x", "{}") for key, site, p in pairs])


def count(store: Store) -> dict[tuple[bool, bool, bool], int]:
    return {(had, has, kept): n for had, has, kept, _, n in count_link_changes(store, "XD", BEFORE, NOW)}


def test_a_second_site_that_stays_is_kept_although_the_surest_went(store: Store) -> None:
    put_waves(store, {"E1": ("shop.xd",), "E2": ("else.xd",)}, {"E1": ("main.xd", "shop.xd"), "E2": ("gone.xd",)})
    assert count(store) == {(True, True, True): 1, (True, True, False): 1}


def test_only_enterprises_that_both_waves_looked_for_are_counted(store: Store) -> None:
    put_waves(store, {"E1": ("a.xd",), "E2": (), "new": ("n.xd",)}, {"E1": ("a.xd",), "E2": ("b.xd",), "closed": ("c.xd",)})
    assert count(store) == {(True, True, True): 1, (True, False, False): 1}
    write_phase(store, PhaseDesign("XD", NOW, 1, 1, {"_T": (3, 1)}, {}), [PhaseUnit("E1", "_T", 1 / 3)])
    assert count(store) == {(True, True, True): 1}  # nobody looked for E2's website, so that none was lost


def test_counting_goes_through_each_enterprise_once(store: Store) -> None:
    steps = []
    for number in (100, 400):
        sites = {f"E{i}": (f"{i}.xd",) for i in range(number)}
        put_waves(store, sites, sites)
        done = list[int]()
        store.db.conn.set_progress_handler(partial(done.append, 1), 100)
        assert count(store) == {(True, True, True): number}
        store.db.conn.set_progress_handler(None, 0)
        steps.append(len(done))
    assert steps[1] < 6 * steps[0]  # as the register; comparing all with all would take 16 times as many
