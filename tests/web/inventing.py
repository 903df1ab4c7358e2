"""Invented contents of a store."""

from typing import Any

from store.decisions import replace_capabilities
from store.estimates import replace_estimates
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Label, Website
from store.reviews import append_labels
from store.runs import recording
from store.websites import add_websites

SUPPRESSED = 0.471147
SHOWN = 0.312508


def estimate(size_class: str, suppressed: str = "none", **more: Any) -> dict[str, Any]:
    """An invented estimate; its figures are recognisable where they must not be seen."""
    figure = SHOWN if suppressed == "none" else SUPPRESSED
    keys = {"country": "XD", "wave": "2026", "indicator": "online_ordering", "population": "all", "size_class": size_class}
    figures = {
        "value": figure,
        "standard_error": figure / 10,
        "ci_low": figure - 0.05,
        "ci_high": figure + 0.05,
        "n_frame": 47114,
        "n_labelled": 4711,
    }
    shown = {**figures, "n_frame": 900, "n_labelled": 90} if suppressed == "none" else figures
    return {**keys, **shown, "measure": "share", "method": "post_stratified", "quality": "B", "suppressed": suppressed, **more}


def fill_store(store: Store) -> None:
    """A wave from the register to estimates."""
    write_enterprises(store, [Enterprise("XD", "2026", f"E{n}", name=f"Hidden Name {n}", site=f"hidden{n}.co.xd") for n in range(3)])
    statuses = ("ok", "dns", "parked")
    hosts = [f"hidden{n}.co.xd" for n in range(3)]
    add_websites(store, [Website("XD", "2026", h, h, status=s, is_final=True, attempts=1) for h, s in zip(hosts, statuses, strict=True)])
    answers = [("E0", "yes"), ("E1", "unknown"), ("E2", "no")]
    replace_capabilities(store, "XD", "2026", [Capability(e, "online_ordering", a, None, "rules-1") for e, a in answers])
    append_labels(store, [Label("XD", "2026", "E0", "online_ordering", "yes", "hidden_reviewer", "audit", "2026-11-22T10:00:00Z")])
    rows = [
        estimate("_T"),
        estimate("S_GE250"),
        estimate("S0T9", "primary"),
        estimate("S10T49", "secondary"),
        estimate("S50T249", "quality"),
    ]
    replace_estimates(store, "XD", "2026", rows)
    with recording(store, "aggregate", {"file": "/home/office/hidden.csv"}, "XD", "2026") as counts:
        counts.update(estimates=5)
