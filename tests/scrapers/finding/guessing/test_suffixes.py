"""Suffixes by country: what businesses take, and what none does."""

import pytest

from catalogue.profiles import load_profile
from scrapers.finding.guessing.model import load_model
from scrapers.finding.guessing.suffixes import list_kinds, list_suffixes, shape_of


@pytest.mark.parametrize("country", ["KE", "DE", "US", "BR", "SN", "RU", "FJ", "XD", "XX"])
def test_shares_are_ranked_and_add_up_to_no_more_than_all(country: str) -> None:
    shares = [share for _, share in list_suffixes(load_profile(country), load_model())]
    assert shares == sorted(shares, reverse=True)
    assert 0.9 < sum(shares) < 1.1 or country == "XX"


def test_second_levels_come_first_where_companies_have_them_and_the_domain_itself_where_few_do() -> None:
    ranked = {code: [suffix for suffix, _ in list_suffixes(load_profile(code), load_model())] for code in ("KE", "SN", "BR")}
    assert ranked["KE"].index("co.ke") < ranked["KE"].index("ke")
    assert ranked["BR"].index("com.br") < ranked["BR"].index("com")
    assert ranked["SN"].index("sn") < ranked["SN"].index("com.sn")


def test_suffixes_of_authorities_are_of_no_kind() -> None:
    kinds = list_kinds(("ke", "co.ke", "or.ke", "go.ke", "ac.ke", "xn--p1ai"))
    assert kinds == {"ke": "own", "co.ke": "own company", "or.ke": "own organisation", "xn--p1ai": "own letters"}


def test_shapes_follow_the_second_levels_of_companies() -> None:
    assert shape_of("DE", ("de",)) == "direct"
    assert shape_of("KE", ("ke", "co.ke")) == "second level"
    assert shape_of("SN", ("sn", "com.sn")) == "direct"
