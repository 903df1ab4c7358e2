"""What is true of the invented country's websites, as finding is judged by it."""

import pytest

from cli.demo.country import invent_country
from cli.demo.finding import count_kinds, list_true_sites
from cli.demo.records import DemoCountry


@pytest.fixture(scope="module")
def country() -> DemoCountry:
    return invent_country(1, 800)


def test_both_sites_of_an_enterprise_are_true_and_so_is_an_old_host_that_leads_there(country: DemoCountry) -> None:
    truth = list_true_sites(country)
    for unit in country.enterprises:
        assert set(unit.hosts) <= truth[unit.enterprise_id]
    old, new = next(iter(country.moves.items()))
    owners = [unit for unit in country.enterprises if unit.host == new]
    assert owners
    assert all(old in truth[unit.enterprise_id] for unit in owners)


def test_who_has_no_website_has_none_whatever_the_register_says(country: DemoCountry) -> None:
    truth = list_true_sites(country)
    without = [unit for unit in country.enterprises if not unit.truth["own_website"]]
    assert any(unit.register_url for unit in without)
    assert all(truth[unit.enterprise_id] == frozenset() for unit in without)


def test_all_members_of_a_group_have_its_site(country: DemoCountry) -> None:
    hosts = [unit.host for unit in country.enterprises if unit.host]
    shared = {host for host in hosts if hosts.count(host) > 1}
    truth = list_true_sites(country)
    assert shared
    assert all(unit.host in truth[unit.enterprise_id] for unit in country.enterprises if unit.host in shared)


def test_a_shared_site_counts_where_it_is_given_as_shared_and_a_profile_where_no_website_is_given_beside_it(country: DemoCountry) -> None:
    hosts = [unit.host for unit in country.enterprises if unit.host]
    first, second = [(unit.enterprise_id, str(unit.host)) for unit in country.enterprises if unit.host and hosts.count(unit.host) > 1][:2]
    on_network = [unit.enterprise_id for unit in country.enterprises if unit.social_url and unit.social_url == unit.register_url]
    assert len(on_network) >= 3
    given = {first: "shared", second: "own"} | {(key, "facebook.com/x"): "social" for key in on_network[:3]}
    given |= {(on_network[0], "wrong.xd"): "own", (on_network[1], "no.xd"): "rejected"}
    kinds = count_kinds(country, given)
    assert (kinds.shared, kinds.social, kinds.on_network) == (1, 2, len(on_network))
    assert kinds.members > 10
