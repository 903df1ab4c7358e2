"""The website that decides an enterprise's state."""

from store.deciding_hosts import read_deciding_hosts
from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise, SampleDesign, SampledUnit
from store.reviews import write_sample

WAVE = ("XD", "2026")
LINKED = [("a", "sure.example", "own", 0.9), ("a", "other.example", "own", 0.4), ("b", "wrong.example", "rejected", 0.1)]
LINKED += [("d", "not-mine.example", "rejected", 0.2)]


def test_the_most_probable_site_decides_then_the_registers_and_rejected_ones_never(store: Store):
    sites = {"a": "other.example", "b": "group.example", "c": "group.example", "d": "not-mine.example", "e": "not-drawn.example"}
    write_enterprises(store, (Enterprise(*WAVE, key, site=site) for key, site in sites.items()))
    with store.writing() as db:
        for key, site, relation, probability in LINKED:
            db.execute("INSERT INTO websites (country, wave, site, host) VALUES (?, ?, ?, ?)", [*WAVE, site, site])
            columns = "country, wave, enterprise_id, site, relation, probability, decided_by"
            values = [*WAVE, key, site, relation, probability, "test"]
            db.execute(f"INSERT INTO links ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    drawn = [SampledUnit(key, "h", 0.5, place) for place, key in enumerate("abcd")]
    write_sample(store, SampleDesign(*WAVE, "s", "online_ordering", "test", 1, 4, "test", {"h": (8, 4)}), drawn)
    units = {key: unit for unit, key in store.db.execute("SELECT unit, enterprise_id FROM enterprises")}
    found = read_deciding_hosts(store, *WAVE, "s")
    assert found == {units["a"]: "sure.example", units["b"]: "group.example", units["c"]: "group.example"}
