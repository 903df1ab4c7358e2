"""A store with few estimates, written by hand, so that every file made of it can be checked figure by figure."""

from collections.abc import Iterator
from typing import Any

from store.estimates import replace_estimates
from store.frame import write_enterprises, write_register
from store.opening import Store
from store.records import Enterprise, Register
from store.runs import recording

REGISTER_FILE = "secret-office-register.csv"
ALL, READ = "registered enterprises", "registered enterprises whose website was read"
DEFINITION = "d0d0d0d0"


def write_store(store: Store, country: str = "XD", wave: str = "2026", *, add: float = 0.0, definition: str = DEFINITION) -> None:
    """A register of one enterprise and a dozen figures of it; `add` is added to every shown share."""
    scope = f"all enterprises of {country}"
    register = Register(country, wave, REGISTER_FILE, "ab" * 32, "2025-12-31", scope, "ISIC4", "enterprise", False, 1000, 1000, 0)
    write_register(store, register)
    write_enterprises(store, [Enterprise(country, wave, "E-SECRET-1", name="Secret Bakery")])
    with recording(store, "aggregate", {"by": ["activity,size_class"]}, country, wave) as counts:
        replace_estimates(store, country, wave, list_rows(country, wave, counts["run"], add, definition))


def list_rows(country: str, wave: str, run: int, add: float, definition: str) -> Iterator[dict[str, Any]]:
    """By size, by section, by region, one crossing; four figures that are not shown; a share without a margin."""
    cells = [
        ({}, 0.25, 0.02, "none"),
        ({"size_class": "S0T9"}, 0.2, 0.03, "none"),
        ({"size_class": "S10T49"}, 0.4, 0.05, "primary"),
        ({"size_class": "S50T249"}, 0.45, 0.2, "quality"),
        ({"activity": "C"}, 0.31234567, 0.04, "none"),
        ({"activity": "G"}, 0.3, 0.04, "secondary"),
        ({"activity": "C", "size_class": "S0T9"}, 0.28, 0.06, "none"),
        ({"region": "=North"}, 0.22, 0.03, "none"),
    ]
    for keys, value, error, suppressed in cells:
        yield estimate(country, wave, run, keys, value + add, error, suppressed, definition)
        yield estimate(country, wave, run, keys, 1000 * value, 1000 * error, suppressed, definition, measure="count", unit="enterprises")
    margins = {"standard_error": None, "ci_low": None, "ci_high": None, "n_effective": None, "quality": None}
    yield estimate(country, wave, run, {}, 0.35, 0.0, "none", definition, method="share_among_read", population=READ) | margins


def estimate(
    country: str, wave: str, run: int, keys: dict[str, str], value: float, error: float, suppressed: str, definition: str, **others: str
) -> dict[str, Any]:
    known = {"indicator": "online_ordering", "population": ALL, "measure": "share", "method": "post_stratified", "unit": "proportion"}
    figures = {"value": value, "standard_error": error, "ci_low": max(0.0, value - 2 * error), "ci_high": value + 2 * error}
    numbers = {"n_frame": 1000, "n_labelled": 200, "n_effective": 180.55, "share_not_read": 0.125}
    words = {"quality": "F" if suppressed == "quality" else "B", "suppressed": suppressed, "denominator": ALL, "model": "rules-1"}
    return {
        "country": country,
        "wave": wave,
        **known,
        **keys,
        **figures,
        **numbers,
        **words,
        "definition_version": definition,
        "run": run,
    } | others
