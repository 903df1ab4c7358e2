"""Small frames for tests of drawing, in a store."""

from collections.abc import Iterable
from dataclasses import replace

from store.decisions import replace_capabilities, replace_links
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Link, Website
from store.websites import add_websites

WAVE = ("XD", "2026")
SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250")


def write_frame(store: Store, units: int = 400, wave: str = "2026", **others: object) -> None:
    """Enterprises of four sizes; every second one names a website; of those read, every third is predicted yes with probability .9."""
    base = Enterprise("XD", wave, "", **others)  # type: ignore[arg-type]
    rows = [
        replace(
            base,
            enterprise_id=f"e{i:04d}",
            size_class=SIZES[min(i % 10 // 6 + i % 40 // 39, 3)],
            site=f"s{i:04d}.example" if i % 2 else None,
        )
        for i in range(units)
    ]
    write_enterprises(store, rows)
    sites = [row.site for row in rows if row.site]
    add_websites(store, (Website("XD", wave, site, site) for site in sites))
    replace_links(store, "XD", wave, [Link("XD", wave, f"e{site[1:5]}", site, "own", 1, "register") for site in sites])


def decide(store: Store, units: Iterable[int], wave: str = "2026", model: str = "m1") -> None:
    """Answers of a classifier: unknown, no (probability .05) or yes (.9) in turn; another model answers otherwise."""
    shift = len(model)
    answers = [("unknown", None), ("no", 0.05), ("no", 0.05), ("yes", 0.9)]
    rows = ((f"e{i:04d}", *answers[(i // 2 * shift) % 4]) for i in units if i % 2)
    replace_capabilities(store, "XD", wave, (Capability(key, "online_ordering", a, p, model) for key, a, p in rows))
