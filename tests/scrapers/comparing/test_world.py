"""Firms of many countries, languages and scripts are known on their own pages, and no other firm is."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scrapers.comparing.site_texts import SiteText
from tests.scrapers.comparing.invented import build_enterprise, build_site, levels_of

CASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("world.toml").read_text(encoding="utf-8"))


def site_of(case: dict[str, Any]) -> SiteText:
    return build_site(case["host"], case["pages"], case["country"])


@pytest.mark.parametrize("key", CASES)
def test_a_firm_is_known_on_its_own_site(key: str) -> None:
    case = CASES[key]
    found = levels_of(build_enterprise(case["country"], **case["enterprise"]), site_of(case))
    assert {kind: found.get(kind) for kind in case["levels"]} == case["levels"]


@pytest.mark.parametrize("key", CASES)
def test_no_other_firm_is_known_there(key: str) -> None:
    site = site_of(CASES[key])
    for other, case in CASES.items():
        if other != key:
            found = levels_of(build_enterprise(case["country"], **case["enterprise"]), site)
            assert found.get("name") in {"none", "part"}, other
            assert found.get("identifier", "none") != "equal", other
            assert found.get("phone", "none") in {"none", "other"}, other
            assert found.get("street", "none") == "none", other
            assert found["owner"] != "same", other
            assert found["host_name"] == "none", other
