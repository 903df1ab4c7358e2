import tomllib
from functools import cache
from pathlib import Path

import pytest

import catalogue
from catalogue.fingerprints import load_fingerprints
from catalogue.profiles import list_countries, load_profile
from catalogue.sites import load_known_hosts

BRANDS = tomllib.loads((Path(catalogue.__file__).parent / "brands.toml").read_text(encoding="utf-8"))


@cache
def readable_keys(kind: str) -> set[str]:
    """Keys that a signal can carry: fingerprints of payment means, or known hosts."""
    if kind == "payments":
        return {found.subject for found in load_fingerprints() if found.category == "payment"}
    categories = ("marketplaces",) if kind == "marketplaces" else ("social", "messengers")
    return {host.key for category in categories for host in load_known_hosts(category)}


@pytest.mark.parametrize("kind", ["payments", "marketplaces", "social"])
def test_every_key_of_a_profile_names_something_known(kind: str) -> None:
    known = readable_keys(kind) | set(BRANDS[kind])
    unknown = {f"{code}: {key}" for code in list_countries() for key in getattr(load_profile(code), kind) if key not in known}
    assert not unknown


@pytest.mark.parametrize("kind", ["payments", "marketplaces", "social"])
def test_brands_without_traces_are_named_by_a_profile(kind: str) -> None:
    assert set(BRANDS[kind]) <= {key for code in list_countries() for key in getattr(load_profile(code), kind)}


def test_most_of_what_a_curated_profile_names_can_be_read() -> None:
    for kind in ("payments", "marketplaces", "social"):
        named = [key for code in list_countries() for key in getattr(load_profile(code), kind)]
        assert len([key for key in named if key in readable_keys(kind)]) > 0.6 * len(named), kind
