"""Hosts on one address share what it may be asked for."""

import asyncio
from pathlib import Path
from threading import Lock
from types import SimpleNamespace

import pytest
from scrapy.settings import Settings

from scrapers.crawling import neighbours
from scrapers.crawling.neighbours import Neighbours, find_address, find_neighbours, name_machine
from tests.scrapers.crawling.conftest import QUICK, crawl, register_sites
from tests.scrapers.crawling.town import Answer, Host, open_town, page


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


def visit(addresses: list[str], at_once: int, pause: float) -> tuple[int, list[tuple[str, float]]]:
    """The most requests under way to one address, and when each began."""
    clock, begun, under_way, most = Clock(), list[tuple[str, float]](), dict.fromkeys(addresses, 0), [0]
    shared = Neighbours(at_once, pause, clock=clock, sleep=clock.sleep)

    async def ask(address: str) -> None:
        async with shared.turn(address):
            begun.append((address, clock.now))
            under_way[address] += 1
            most[0] = max(most[0], under_way[address])
            for _ in range(3):
                await asyncio.sleep(0)
            under_way[address] -= 1

    async def run() -> None:
        await asyncio.gather(*map(ask, addresses))

    asyncio.run(run())
    return most[0], begun


def test_no_more_than_so_many_requests_go_to_one_address_at_once() -> None:
    assert visit(["9.9.9.9"] * 10, 3, 0.0)[0] == 3


def test_requests_to_one_address_begin_with_a_pause_between_them_and_others_do_not_wait() -> None:
    _, begun = visit(["9.9.9.9", "9.9.9.9", "8.8.8.8", "9.9.9.9"], 4, 0.5)
    assert sorted(at for address, at in begun if address == "9.9.9.9") == [100.0, 100.5, 101.0]
    assert [at for address, at in begun if address == "8.8.8.8"] == [100.0]


def test_a_request_that_fails_or_is_stopped_frees_its_place() -> None:
    async def run() -> float:
        shared = Neighbours(1, 0.0)
        with pytest.raises(ValueError, match="broken"):
            async with shared.turn("9.9.9.9"):
                raise ValueError("broken")
        async with shared.turn("9.9.9.9") as waited:
            return waited

    assert asyncio.run(run()) < 5


def test_addresses_where_nobody_waits_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "KEPT", 10)
    clock = Clock()
    shared = Neighbours(1, 0.0, clock=clock, sleep=clock.sleep)

    async def run() -> None:
        for number in range(50):
            async with shared.turn(f"9.9.9.{number}"):
                pass

    asyncio.run(run())
    assert len(shared._doors) <= 11


@pytest.mark.parametrize(
    ("addresses", "machine"),
    [
        (["9.9.9.9", "10.0.0.1"], "9.9.9.9"),
        (["10.0.0.1", "9.9.9.9"], "9.9.9.9"),
        (["2a00::5", "9.9.9.9"], "9.9.9.9"),
        (["2a00:1:2:3::5"], "2a00:1:2:3::/64"),
        (["2a00:1:2:3:ffff::6%eth0"], "2a00:1:2:3::/64"),
        ([], None),
    ],
)
def test_a_host_is_known_by_its_machine_whatever_order_its_addresses_come_in(addresses: list[str], machine: str | None) -> None:
    assert name_machine(tuple(addresses)) == machine


@pytest.mark.parametrize(
    ("settings", "at_once", "pause"),
    [
        ({}, 4, 0.5),
        ({"ECOMSTAT_CONNECT_TO": "127.0.0.1:8899"}, 0, 0.5),
        ({"ECOMSTAT_CONNECT_TO": "127.0.0.1:8899", "ECOMSTAT_PER_ADDRESS": 2}, 2, 0.5),
        ({"ECOMSTAT_SHARD": "1/2"}, 2, 1.0),
        ({"ECOMSTAT_SHARD": "8/8"}, 1, 4.0),
    ],
)
def test_shards_divide_what_an_address_may_be_asked_for(settings: dict[str, object], at_once: int, pause: float) -> None:
    class Crawler(SimpleNamespace):
        __hash__ = object.__hash__

    crawler = Crawler(settings=Settings({"ECOMSTAT_ADDRESS_PAUSE": 0.5, **settings}))
    found = find_neighbours(crawler)  # type: ignore[arg-type]
    assert (found.at_once, found.pause) == (at_once, pause)
    assert find_neighbours(crawler) is found  # type: ignore[arg-type]


def test_the_address_is_that_of_the_resolver_which_is_not_waited_for_for_ever() -> None:
    class Resolver:
        def resolveHostName(self, receiver: object, host: str) -> None:
            if host == "silent.xd":
                return
            receiver.resolutionBegan(None)  # type: ignore[attr-defined]
            for address in {"shop.xd": ["9.9.9.9"], "gone.xd": []}[host]:
                receiver.addressResolved(SimpleNamespace(host=address))  # type: ignore[attr-defined]
            receiver.resolutionComplete()  # type: ignore[attr-defined]

    async def run() -> list[str | None]:
        return [await find_address(Resolver(), host, 0.01) for host in ("shop.xd", "gone.xd", "silent.xd")]

    assert asyncio.run(run()) == ["9.9.9.9", None, None]


@pytest.mark.parametrize(("per_address", "most"), [("1", 1), ("2", 2)])
def test_shops_on_one_server_are_not_visited_all_at_once(store_path: Path, per_address: str, most: int) -> None:
    lock, under_way, seen = Lock(), [0], [0]

    def answer(path: str, before: int) -> Answer:
        def act(handler: object) -> None:
            import time

            with lock:
                under_way[0] += 1
                seen[0] = max(seen[0], under_way[0])
            time.sleep(0.05)
            with lock:  # before the answer is whole, so that the next request cannot be here yet
                under_way[0] -= 1
            body = page("Chairs").encode()
            handler.send_response(200)  # type: ignore[attr-defined]
            handler.send_header("Content-Type", "text/html")  # type: ignore[attr-defined]
            handler.send_header("Content-Length", str(len(body)))  # type: ignore[attr-defined]
            handler.end_headers()  # type: ignore[attr-defined]
            handler.wfile.write(body)  # type: ignore[attr-defined]

        return Answer("", 404) if path == "/robots.txt" else Answer(act=act)

    hosts: dict[str, Host] = {f"shop-{n}.co.ke": answer for n in range(6)}
    register_sites(store_path, hosts)
    with open_town(hosts) as town:
        report = crawl(store_path, town, settings={**QUICK, "ECOMSTAT_PER_ADDRESS": per_address, "ECOMSTAT_ADDRESS_PAUSE": "0"})
    assert report.statuses == {"ok": 6}
    assert seen[0] == most
