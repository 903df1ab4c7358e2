"""Besides the enterprises' sites there are those that are easily taken for them."""

from collections import Counter

import pytest

from cli.demo.addresses import ENTRIES, map_pages
from cli.demo.country import invent_country
from cli.demo.records import DemoCountry
from cli.demo.writing import write_page


@pytest.fixture(scope="module")
def country() -> DemoCountry:
    return invent_country(4)


def _strangers(country: DemoCountry) -> set[str]:
    return set(country.sites) - {host for unit in country.enterprises for host in unit.hosts}


def test_several_hundred_sites_are_nobodys_of_the_register(country: DemoCountry) -> None:
    manners = Counter(country.sites[host].manner for host in _strangers(country))
    assert 220 <= sum(manners.values()) <= 450
    assert {"parked", "for_sale", "dead", "answers"} <= set(manners)


def test_some_strangers_bear_the_name_of_an_enterprise_of_another_town(country: DemoCountry) -> None:
    places: dict[str, set[str]] = {}
    for unit in country.enterprises:
        places.setdefault(unit.brand.lower(), set()).add(unit.place)
    sites = [country.sites[host] for host in _strangers(country) if country.sites[host].manner == "answers"]
    namesakes = [site for site in sites if site.name.lower() in places]
    assert len(namesakes) >= 30
    assert all(site.contact is not None and site.contact.tax_id != "" for site in namesakes)


def test_directories_name_many_enterprises_with_towns_and_phones_and_link_to_some(country: DemoCountry) -> None:
    directory = next(site for site in country.sites.values() if site.genre == "directory")
    assert len(directory.mentions) > 150
    text = " ".join(write_page(directory, ref) for ref in map_pages(directory).values())
    assert all(mention.phone is not None and mention.phone in text for mention in directory.mentions)
    assert 0.1 < sum(mention.url is not None for mention in directory.mentions) / len(directory.mentions) < 0.6


def test_there_is_a_directory_a_marketplace_and_a_newspaper_and_none_belongs_to_an_enterprise(country: DemoCountry) -> None:
    genres = Counter(country.sites[host].genre for host in _strangers(country))
    assert set(ENTRIES) <= set(genres)
    own = {country.sites[host].genre for host in set(country.sites) - _strangers(country)}
    assert not own & set(ENTRIES)


def test_for_some_enterprises_the_register_names_a_directory_in_place_of_a_site(country: DemoCountry) -> None:
    directories = {f"http://{site.host}/" for site in country.sites.values() if site.genre == "directory"}
    assert sum(unit.register_url in directories for unit in country.enterprises) >= 5


def test_dead_domains_are_not_in_the_name_service(country: DemoCountry) -> None:
    dead = {host for host, site in country.sites.items() if site.manner == "dead"}
    assert dead == country.gone
    assert len(dead) >= 10
