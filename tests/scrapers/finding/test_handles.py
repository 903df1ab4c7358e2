"""Handles of profiles beside names."""

import pytest

from catalogue.profiles import load_profile
from scrapers.finding.handles import compare_handle, find_handle
from scrapers.finding.names import read_name

KE = load_profile("KE")


@pytest.mark.parametrize(
    ("site", "handle"),
    [
        ("facebook.com/Zuleka.Bakery", "zuleka bakery"),
        ("facebook.com/Zuleka-Bakery-100064512345678", "zuleka bakery"),
        ("instagram.com/zuleka_bakery", "zuleka bakery"),
        ("tiktok.com/@zulekabakery", "zulekabakery"),
        ("zuleka.etsy.com", "zuleka"),
        ("facebook.com/profile.php?id=100064512345678", None),
        ("facebook.com/100064512345678", None),
        ("youtube.com/channel/UCabcdefghijklmnopqrstuv", None),
    ],
)
def test_a_handle_is_the_last_part_of_the_address_without_numbers(site: str, handle: str | None) -> None:
    assert find_handle(site) == handle


@pytest.mark.parametrize(
    ("handle", "name", "level"),
    [
        ("zuleka bakery", "Zuleka Bakery Ltd", "exact"),
        ("zulekabakerykenya", "Zuleka Bakery Ltd", "starts"),
        ("zuleka", "Zuleka Bakery Ltd", "starts"),
        ("zbl house", "Zuleka Bakery Ltd", "none"),
        ("kch", "Kedavo Coffee House", "initials"),
        ("thebakery", "Zuleka Bakery Ltd", "part"),
        ("pombazi", "Zuleka Bakery Ltd", "none"),
    ],
)
def test_how_far_a_handle_is_made_of_a_name(handle: str, name: str, level: str) -> None:
    assert compare_handle(handle, [read_name(name, KE)]) == level
