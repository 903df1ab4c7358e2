"""A year later one domain in ten is gone or somebody else's, and the register does not know."""

import pytest

from cli.demo.answering import answer
from cli.demo.changes import change_hands
from cli.demo.country import invent_country
from cli.demo.records import DemoCountry, DemoEnterprise


@pytest.fixture(scope="module")
def years() -> tuple[DemoCountry, DemoCountry]:
    country = invent_country(2, 600)
    return country, change_hands(country)


def _changed(years: tuple[DemoCountry, DemoCountry]) -> list[tuple[DemoEnterprise, DemoEnterprise]]:
    before, after = years
    return [(a, b) for a, b in zip(before.enterprises, after.enterprises, strict=True) if a.host != b.host]


def test_a_tenth_of_the_readable_domains_with_one_owner_changes(years: tuple[DemoCountry, DemoCountry]) -> None:
    before, _ = years
    hosts = [unit.host for unit in before.enterprises]
    alone = [u for u in before.enterprises if u.host and not u.second_host and hosts.count(u.host) == 1]
    open_ones = [u for u in alone if before.sites[str(u.host)].manner == "answers"]
    assert len(_changed(years)) == round(0.1 * len(open_ones))


def test_the_register_has_not_heard_of_it(years: tuple[DemoCountry, DemoCountry]) -> None:
    before, after = years
    assert [unit.register_url for unit in before.enterprises] == [unit.register_url for unit in after.enterprises]
    assert [unit.contact for unit in before.enterprises] == [unit.contact for unit in after.enterprises]


def test_an_old_domain_is_silent_parked_or_speaks_of_somebody_else(years: tuple[DemoCountry, DemoCountry]) -> None:
    _, after = years
    for old, _ in _changed(years):
        host = str(old.host)
        reply = answer(after, f"www.{host}" if after.sites[host].www else host, "/")
        assert host in after.gone or old.brand.encode() not in reply.body
        assert reply.drops == (host in after.gone or after.sites[host].manner == "closes")


def test_who_lost_a_domain_has_no_website_and_who_moved_has_the_same_one_elsewhere(years: tuple[DemoCountry, DemoCountry]) -> None:
    before, after = years
    for old, new in _changed(years):
        assert new.truth["own_website"] == (new.host is not None)
        if new.host is not None:
            assert after.sites[new.host].contact == before.sites[str(old.host)].contact
            assert old.host in after.gone


def test_the_same_country_always_has_the_same_next_year(years: tuple[DemoCountry, DemoCountry]) -> None:
    assert change_hands(years[0]) == years[1]
