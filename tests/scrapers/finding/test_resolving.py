"""Guessed names are looked up in bulk, once, and only those that are really there count."""

import socket

import pytest

from catalogue.errors import CrawlError
from scrapers.finding.name_servers import GivenServer, open_name_server
from scrapers.finding.resolving import NameBook
from store.opening import Store
from tests.scrapers.finding.name_server import open_names

PUBLIC, OTHER = "93.184.216.34", "151.101.1.69"


def open_book(store: Store, address: str, wave: str = "2026", **options: bool) -> NameBook:
    host, _, port = address.rpartition(":")
    return NameBook(store, "KE", wave, GivenServer(host, int(port), address, tries=2, seconds=0.2), **options)


def test_names_with_an_address_exist_and_others_do_not(store: Store) -> None:
    with open_names({"chairs.co.ke": (PUBLIC,), "six.co.ke": ("2606:2800:220:1:248:1893:25c8:1946",), "bare.co.ke": ()}) as names:
        found = open_book(store, names.address).find_existing(["chairs.co.ke", "six.co.ke", "bare.co.ke", "nobody.co.ke"])
    assert found == {"chairs.co.ke", "six.co.ke"}


def test_a_domain_whose_www_alone_has_an_address_exists(store: Store) -> None:
    with open_names({"bare.co.ke": (), "www.bare.co.ke": (PUBLIC,)}) as names:
        assert open_book(store, names.address).find_existing(["bare.co.ke"]) == {"bare.co.ke"}


def test_a_name_that_is_not_there_is_asked_for_once_only(store: Store) -> None:
    with open_names({}) as names:
        open_book(store, names.address).find_existing(["nobody.co.ke"])
        assert names.asked.count("nobody.co.ke") == 1
        assert "www.nobody.co.ke" not in names.asked


def test_a_second_run_asks_nothing_and_finds_the_same(store: Store) -> None:
    with open_names({"chairs.co.ke": (PUBLIC,)}) as names:
        first = open_book(store, names.address).find_existing(["chairs.co.ke", "nobody.co.ke"])
        before = len(names.asked)
        assert open_book(store, names.address).find_existing(["nobody.co.ke", "chairs.co.ke"]) == first == {"chairs.co.ke"}
        assert len(names.asked) == before


def test_a_new_wave_asks_again(store: Store) -> None:
    with open_names({}) as names:
        open_book(store, names.address).find_existing(["later.co.ke"])
        names.known = {"later.co.ke": (PUBLIC,)}
        assert open_book(store, names.address).find_existing(["later.co.ke"]) == set()
        assert open_book(store, names.address, wave="2027").find_existing(["later.co.ke"]) == {"later.co.ke"}


def test_what_a_zone_answers_for_everything_is_not_found(store: Store) -> None:
    with open_names({"*.co.ke": (PUBLIC,), "chairs.co.ke": (OTHER,), "tables.com": (PUBLIC,)}) as names:
        found = open_book(store, names.address).find_existing(["nobody.co.ke", "chairs.co.ke", "tables.com"])
    assert found == {"chairs.co.ke", "tables.com"}


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254"])
def test_names_that_lead_to_private_addresses_are_not_found(store: Store, address: str) -> None:
    with open_names({"inside.co.ke": (address,)}) as names:
        assert open_book(store, names.address).find_existing(["inside.co.ke"]) == set()
        assert open_book(store, names.address, allow_private=True).find_existing(["inside.co.ke"]) == {"inside.co.ke"}


def test_a_name_without_an_answer_is_asked_for_again_in_the_next_run(store: Store) -> None:
    with open_names({"slow.co.ke": (PUBLIC,)}, silent=frozenset({"slow.co.ke"})) as names:
        book = open_book(store, names.address)
        assert book.find_existing(["slow.co.ke", "nobody.co.ke"]) == set()
        assert (book.asked, book.failed) == (2, 1)
        names.silent = frozenset()
        assert open_book(store, names.address).find_existing(["slow.co.ke"]) == {"slow.co.ke"}


def test_a_name_server_that_says_nothing_ends_in_a_sentence(store: Store) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        with pytest.raises(CrawlError, match="Nothing answers at the name server"):
            open_book(store, f"127.0.0.1:{deaf.getsockname()[1]}").find_existing(["chairs.co.ke"])


def test_many_names_are_under_way_at_once_and_each_gets_its_own_answer(store: Store) -> None:
    known = {f"firm-{n}.co.ke": (f"93.184.{n // 250}.{n % 250 + 1}",) for n in range(0, 600, 2)}
    with open_names(known) as names:
        assert open_book(store, names.address).find_existing(f"firm-{n}.co.ke" for n in range(600)) == set(known)


@pytest.mark.parametrize("text", ["127.0.0.1", "127.0.0.1:", ":53", "127.0.0.1:99999", "here:there"])
def test_a_name_server_is_given_by_host_and_port(text: str) -> None:
    with pytest.raises(CrawlError, match="HOST:PORT"):
        open_name_server(text)


def test_a_label_too_long_to_be_asked_for_is_no_name(store: Store) -> None:
    with open_names({}) as names:
        assert open_book(store, names.address).find_existing(["a" * 64 + ".co.ke"]) == set()
