"""The invented country is what its README says it is."""

from collections import Counter

import pytest

from catalogue.activities import find_activity
from catalogue.capabilities import load_capabilities
from catalogue.profiles import load_profile
from catalogue.sites import find_site
from catalogue.sizes import size_class_of
from cli.demo.addresses import ENTRIES
from cli.demo.country import invent_country
from cli.demo.genres import is_seller
from cli.demo.records import Contact, DemoCountry, DemoEnterprise
from cli.demo.sites import FAILURES_OF_LARGE, FAILURES_OF_SMALL, STALE
from scrapers.signals.contacts import read_phone


@pytest.fixture(scope="module")
def country() -> DemoCountry:
    return invent_country(1)


def test_the_same_seed_gives_the_same_country_and_another_seed_another() -> None:
    assert invent_country(5, 60) == invent_country(5, 60)
    assert invent_country(5, 60) != invent_country(6, 60)


def test_it_has_two_thousand_enterprises_and_about_seven_hundred_websites_in_at_least_six_languages(country: DemoCountry) -> None:
    assert len(country.enterprises) == len({unit.enterprise_id for unit in country.enterprises}) == 2000
    own = {host for unit in country.enterprises for host in unit.hosts}
    assert 620 <= len(own) <= 780
    assert own <= set(country.sites)
    languages = Counter(country.sites[host].language for host in own)
    assert sum(count >= 10 for count in languages.values()) >= 6


def test_sizes_are_skewed_as_in_real_registers(country: DemoCountry) -> None:
    counts = Counter(unit.size_class for unit in country.enterprises)
    shares = {size: count / 2000 for size, count in counts.items()}
    assert shares["S0T9"] == pytest.approx(0.75, abs=0.04)
    assert shares["S10T49"] == pytest.approx(0.17, abs=0.035)
    assert shares["S50T249"] == pytest.approx(0.06, abs=0.025)
    assert shares["S_GE250"] == pytest.approx(0.02, abs=0.012)
    assert all(size_class_of(unit.persons_employed) == unit.size_class for unit in country.enterprises)


def test_activities_are_classes_of_isic(country: DemoCountry) -> None:
    codes = {unit.activity for unit in country.enterprises}
    assert {code for code in codes if find_activity(code, "ISIC4").outcome != "exact"} == set()


def test_every_enterprise_has_a_truth_for_every_capability(country: DemoCountry) -> None:
    assert all(set(unit.truth) == set(load_capabilities()) for unit in country.enterprises)


def test_the_truth_does_not_contradict_itself(country: DemoCountry) -> None:
    for unit in country.enterprises:
        truth = unit.truth
        assert truth["own_website"] == (unit.host is not None)
        assert truth["web_presence"] == (truth["own_website"] or truth["social_or_marketplace_only"])
        assert not (truth["own_website"] and truth["social_or_marketplace_only"])
        assert truth["own_website"] or not truth["online_ordering"]
        assert truth["online_ordering"] or not truth["online_payment"]


def test_who_can_order_on_a_site_follows_from_what_the_site_is(country: DemoCountry) -> None:
    for unit in country.enterprises:
        if unit.truth["online_ordering"]:
            assert is_seller(country.sites[str(unit.host)].genre)


def test_larger_enterprises_have_websites_and_sell_more_often(country: DemoCountry) -> None:
    for capability in ("own_website", "online_ordering"):
        small, large = _share(country, capability, {"S0T9"}), _share(country, capability, {"S50T249", "S_GE250"})
        assert small < large


def test_some_sites_are_named_by_three_to_eight_enterprises(country: DemoCountry) -> None:
    shared = [count for count in Counter(unit.host for unit in country.enterprises if unit.host).values() if count > 1]
    assert len(shared) >= 8
    assert all(3 <= count <= 8 for count in shared)


def test_the_register_lacks_half_of_the_addresses_that_it_could_have_and_keeps_some_that_are_gone(country: DemoCountry) -> None:
    owners = [unit for unit in country.enterprises if unit.host]
    unknown = sum(unit.register_url is None for unit in owners) / len(owners)
    assert 0.5 <= unknown <= 0.6  # half, and those of which no register ever heard
    stale = [unit for unit in country.enterprises if not unit.host and unit.register_url and "facebook" not in unit.register_url]
    assert len(stale) >= 20


def test_hosts_lie_under_the_invented_suffixes_only_and_the_frame_accepts_them(country: DemoCountry) -> None:
    for host in country.sites:
        site = find_site(f"http://www.{host}/")
        assert site is not None
        assert site.site == host
        assert host.endswith(".xd")


def test_every_kind_of_site_that_statistics_stumble_over_is_there(country: DemoCountry) -> None:
    manners = {site.manner for site in country.sites.values()}
    genres = {site.genre for site in country.sites.values()}
    assert {*FAILURES_OF_SMALL, *FAILURES_OF_LARGE, *STALE} - {"denied", "login", "away"} <= manners
    hidden = {"shell_shop", "odd_shop", "picture_shop", "round_form"}
    decoys = {"dormant_plugin", "phone_order", "quote_basket", "webshop_maker"}
    assert hidden | decoys <= genres
    assert country.moves


def _share(country: DemoCountry, capability: str, sizes: set[str]) -> float:
    units: list[DemoEnterprise] = [unit for unit in country.enterprises if unit.size_class in sizes]
    return sum(unit.truth[capability] for unit in units) / len(units)


def test_some_enterprises_in_different_towns_bear_the_same_name_and_both_have_sites(country: DemoCountry) -> None:
    bearers: dict[str, list[DemoEnterprise]] = {}
    for unit in country.enterprises:
        bearers.setdefault(unit.brand, []).append(unit)
    namesakes = [units for units in bearers.values() if len({unit.place for unit in units}) > 1]
    assert 50 <= len(namesakes) <= 150
    with_sites = [{unit.host for unit in units if unit.host} for units in namesakes]
    assert sum(len(hosts) > 1 for hosts in with_sites) >= 5


def test_hosts_are_made_as_firms_make_them_and_some_have_nothing_to_do_with_the_name(country: DemoCountry) -> None:
    owners = [unit for unit in country.enterprises if unit.host and unit.brand in country.sites[unit.host].name]
    with_word = sum(unit.root in str(unit.host).replace("-", "") for unit in owners) / len(owners)
    assert 0.7 <= with_word <= 0.9


def test_numbers_are_valid_and_each_enterprise_has_its_own(country: DemoCountry) -> None:
    (scheme,) = load_profile("XD").tax_ids
    numbers = [str(unit.contact.tax_id) for unit in country.enterprises]
    assert len(set(numbers)) == len(numbers)
    assert all(scheme.compact(number) == number for number in numbers)
    assert all(read_phone(str(unit.contact.phone), "XD") for unit in country.enterprises)


def test_about_half_of_the_sites_tell_the_number_of_their_owner_and_it_is_the_registers(country: DemoCountry) -> None:
    alone = [unit for unit in country.enterprises if unit.host and sum(unit.host == other.host for other in country.enterprises) == 1]
    (scheme,) = load_profile("XD").tax_ids
    told = [(unit, found) for unit in alone if (found := _contact(country, unit).tax_id)]
    assert len(told) / len(alone) == pytest.approx(0.5, abs=0.07)
    assert all(scheme.compact(found) == unit.contact.tax_id for unit, found in told)


def test_sites_tell_contact_facts_with_the_noise_of_real_ones(country: DemoCountry) -> None:
    alone = [unit for unit in country.enterprises if unit.host and unit.brand.lower() in _contact(country, unit).name.lower()]
    shown = [(unit.contact, _contact(country, unit)) for unit in alone]
    elsewhere = sum(true.place != told.place for true, told in shown) / len(shown)
    assert 0.02 <= elsewhere <= 0.12
    assert 0.1 <= sum(told.street is None for _, told in shown) / len(shown) <= 0.25
    assert 0.1 <= sum((told.phone or "").startswith("0") for _, told in shown) / len(shown) <= 0.35


def test_groups_name_their_members_and_some_parents_their_subsidiaries(country: DemoCountry) -> None:
    naming = [site for site in country.sites.values() if site.mentions and site.genre not in ENTRIES]
    with_links = [site for site in naming if any(mention.url for mention in site.mentions)]
    assert len(naming) - len(with_links) >= 8
    assert len(with_links) >= 5


def test_some_enterprises_have_two_sites_of_their_own(country: DemoCountry) -> None:
    assert 20 <= sum(unit.second_host is not None for unit in country.enterprises) <= 60


def _contact(country: DemoCountry, unit: DemoEnterprise) -> Contact:
    found = country.sites[str(unit.host)].contact
    assert found is not None
    return found
