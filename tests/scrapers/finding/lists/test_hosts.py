"""Which domain somebody registered, and which site a listed host stands for."""

import pytest

from catalogue.suffixes import find_registered_domain
from scrapers.finding.lists.hosts import clean_host, find_listed_site, split_host


@pytest.mark.parametrize(
    ("host", "split"),
    [
        ("shop.mara.co.ke", ("mara", "co.ke")),
        ("mara.com", ("mara", "com")),
        ("a.b.kobe.jp", ("a", "b.kobe.jp")),
        ("www.city.kobe.jp", ("city", "kobe.jp")),
        ("mara.myshopify.com", ("mara", "myshopify.com")),
        ("co.ke", None),
        ("mara.nosuchsuffix", None),
    ],
)
def test_the_public_suffix_list_parts_hosts(host: str, split: tuple[str, str] | None) -> None:
    assert split_host(host) == split


@pytest.mark.parametrize("host", ["shop.mara.co.ke", "mara.com", "www.city.kobe.jp", "a.b.c.gov.uk", "x.y.er", "mara.xn--p1ai"])
def test_the_fast_way_agrees_with_the_libraries(host: str) -> None:
    split = split_host(host)
    assert split is not None
    assert ".".join(split) == find_registered_domain(host)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        (" WWW.Mara.co.ke. ", "mara.co.ke"),
        ("https://mara.co.ke:8080/x", "mara.co.ke"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("192.0.2.1", None),
        ("localhost", None),
        ("-mara.com", None),
        ("ma ra.com", None),
        ("a" * 64 + ".com", None),
    ],
)
def test_hosts_are_cleaned_or_refused(text: str, host: str | None) -> None:
    assert clean_host(text) == host


def test_search_engines_and_bare_social_networks_are_nobodys_site() -> None:
    assert find_listed_site("www.google.com") is None
    assert find_listed_site("facebook.com") is None
    assert find_listed_site("booking.mara.co.ke") == "mara.co.ke"
