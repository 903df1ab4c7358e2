from store.decisions import replace_links
from store.frame import write_enterprises
from store.linked_sites import read_unit_sites
from store.opening import Store
from store.records import Enterprise, Link, Website
from store.websites import add_websites


def test_the_most_probable_link_counts_and_not_what_the_register_names(store: Store) -> None:
    write_enterprises(store, [Enterprise("XD", "2026", "E1", site="old.co.xd"), Enterprise("XD", "2026", "E2")])
    add_websites(store, [Website("XD", "2026", s, s, status="ok", languages=(s[-2:],)) for s in ("old.co.xd", "new.co.xd", "less.co.xd")])
    chosen = [("E1", "new.co.xd", "own", 0.9), ("E1", "less.co.xd", "own", 0.6), ("E2", "old.co.xd", "rejected", 0.1)]
    replace_links(store, "XD", "2026", [Link("XD", "2026", *link, "rules") for link in chosen])
    everybody = read_unit_sites(store, "XD", "2026")
    assert everybody["site"] == ["new.co.xd"]
    assert read_unit_sites(store, "XD", "2026", everybody["unit"]) == everybody
    assert read_unit_sites(store, "XD", "2026", [])["site"] == []
