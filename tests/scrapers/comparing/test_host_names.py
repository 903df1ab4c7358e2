"""How far hosts and pages elsewhere are called like an enterprise."""

import pytest

from catalogue.profiles import load_profile
from scrapers.comparing.host_names import compare_host
from scrapers.comparing.register_words import RegisterWords
from scrapers.finding.names import read_name

KE = load_profile("KE")


@pytest.mark.parametrize(
    ("site", "level"),
    [
        ("zulekabakery.co.ke", "exact"),
        ("zuleka-bakery.com", "exact"),
        ("shop.zulekabakery.co.ke", "exact"),
        ("zuleka.co.ke", "starts"),
        ("pombazi.co.ke", "none"),
        ("facebook.com/ZulekaBakery", "exact"),
        ("facebook.com/Zuleka-Bakery-100064512345678", "exact"),
        ("tiktok.com/@zuleka.bakery", "exact"),
        ("facebook.com/pombazi", "none"),
        ("facebook.com/profile.php?id=100064512345678", None),
        ("facebook.com/100064512345678", None),
        ("zuleka-bakery.business.site", "exact"),
        ("zulekabakery.wixsite.com/home", "exact"),
        ("zulekabakery.etsy.com", "exact"),
        ("zuleka-bakery.github.io", "exact"),
        ("zulekabakery.wordpress.com", "exact"),
        ("github.io", "none"),
    ],
)
def test_pages_elsewhere_are_held_against_names_by_what_they_are_called(site: str, level: str | None) -> None:
    found = compare_host([read_name("Zuleka Bakery Ltd", KE)], site, site.partition("/")[0], "Nakuru", KE, RegisterWords())
    assert (found.level if found else None) == level
