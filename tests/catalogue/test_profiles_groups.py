from collections import Counter

import pycountry
import pytest

from catalogue.groups import load_memberships, load_un_regions
from catalogue.profiles import load_profile

CODES = {country.alpha_2 for country in pycountry.countries}


def group_of(code: str, group: str):  # type: ignore[no-untyped-def]
    return next((m for m in load_profile(code).groups if m.group == group), None)


def test_every_country_lies_in_one_region() -> None:
    assert set(load_un_regions()) == CODES


def test_the_groups_have_as_many_members_as_the_united_nations_count() -> None:
    members = Counter(m.group for groups in load_memberships().values() for m in groups if m.holds_on("2025-06-30"))
    assert members == {"LDC": 44, "LLDC": 32, "SIDS": 57}
    assert set(load_memberships()) <= CODES


@pytest.mark.parametrize(
    ("code", "until"),
    [
        ("BW", "1994"), ("CV", "2007"), ("MV", "2011"), ("WS", "2014"),
        ("GQ", "2017"), ("VU", "2020"), ("BT", "2023"), ("ST", "2024"),
    ],
)  # fmt: skip
def test_graduated_countries_were_least_developed_until_they_graduated(code: str, until: str) -> None:
    membership = group_of(code, "LDC")
    assert membership.until.startswith(until)
    assert membership.holds_on(str(int(until) - 1))
    assert not membership.holds_on(str(int(until) + 1))


def test_a_scheduled_graduation_does_not_end_membership() -> None:
    nepal = group_of("NP", "LDC")
    assert nepal.scheduled == "2026-11-24"
    assert nepal.until is None
    assert nepal.holds_on("2027-01-01")


def test_a_country_is_not_in_a_group_before_it_entered() -> None:
    assert not group_of("SN", "LDC").holds_on("1999")
    assert group_of("SN", "LDC").holds_on("2000")
    assert not group_of("SS", "LLDC").holds_on("2010-12-31")


def test_countries_can_be_in_several_groups_and_most_are_in_none() -> None:
    assert {m.group for m in load_profile("BT").groups} == {"LDC", "LLDC"}
    assert {m.group for m in load_profile("KI").groups} == {"LDC", "SIDS"}
    assert load_profile("KE").groups == ()
