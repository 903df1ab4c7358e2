"""Names become addresses: where every connection goes to one place, and a name server says which names there are."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from twisted.internet.address import IPv4Address
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.names import dns
from twisted.names.error import DNSNameError

from scrapers.crawling.known_names import SECONDS, KnownNames
from scrapers.crawling.resolver import CheckedResolver


class _Receiver:
    """Notes what it is given."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.is_done = False

    def resolutionBegan(self, _: object) -> None:
        self.is_done = False

    def addressResolved(self, address: object) -> None:
        self.given.append(getattr(address, "host", ""))

    def resolutionComplete(self) -> None:
        self.is_done = True


class _Names:
    """A name server that knows one name."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def lookupAddress(self, name: str) -> object:
        from twisted.internet.defer import fail, succeed

        self.asked.append(name)
        return succeed(([dns.RRHeader(name)], [], [])) if name == "shop.xd" else fail(DNSNameError(name))


@pytest.fixture
def reactor() -> Iterator[AsyncioSelectorReactor]:
    loop = asyncio.new_event_loop()
    yield AsyncioSelectorReactor(loop)
    loop.close()


class _Lookups:
    """The system's own look-ups: counts them, and gives another address every time."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    def resolveHostName(self, receiver: Any, host: str, port: int, *_: object) -> object:
        self.asked += 1
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", address, port))
        receiver.resolutionComplete()
        return receiver


def resolve(resolver: CheckedResolver, name: str) -> list[str]:
    receiver = _Receiver()
    resolver.resolveHostName(receiver, name)
    assert receiver.is_done
    return receiver.given


def test_every_name_leads_to_the_one_place(reactor: AsyncioSelectorReactor) -> None:
    resolver = CheckedResolver(reactor, allow_private=True, connect_to="127.0.0.1:80")
    assert resolve(resolver, "anything.xd") == ["127.0.0.1"]


def test_only_names_that_the_name_server_knows_lead_there_and_each_is_asked_once(reactor: AsyncioSelectorReactor) -> None:
    resolver = CheckedResolver(reactor, allow_private=True, connect_to="127.0.0.1:80", name_server="127.0.0.1:53")
    names = _Names()
    resolver._names = names
    assert [resolve(resolver, name) for name in ("shop.xd", "gone.xd", "shop.xd", "gone.xd")] == [["127.0.0.1"], [], ["127.0.0.1"], []]
    assert names.asked == ["shop.xd", "gone.xd"]


def test_a_private_place_is_refused_unless_it_was_allowed(reactor: AsyncioSelectorReactor) -> None:
    resolver = CheckedResolver(reactor, allow_private=False, connect_to="127.0.0.1:80")
    assert resolve(resolver, "anything.xd") == []


def looking_up(reactor: AsyncioSelectorReactor, *answers: list[str]) -> tuple[CheckedResolver, _Lookups]:
    resolver = CheckedResolver(reactor, allow_private=False, connect_to=None)
    resolver._inner = lookups = _Lookups(*answers)
    return resolver, lookups


def test_a_name_is_looked_up_once_a_minute_so_that_a_connection_goes_where_it_was_counted(reactor: AsyncioSelectorReactor) -> None:
    resolver, lookups = looking_up(reactor, ["9.9.9.9"], ["8.8.8.8"])
    now = [100.0]
    resolver._addresses = KnownNames(lambda: now[0])
    assert [resolve(resolver, "shop.co.ke"), resolve(resolver, "shop.co.ke")] == [["9.9.9.9"], ["9.9.9.9"]]
    now[0] += SECONDS + 1
    assert (resolve(resolver, "shop.co.ke"), lookups.asked) == (["8.8.8.8"], 2)


def test_what_is_remembered_of_a_name_is_public(reactor: AsyncioSelectorReactor) -> None:
    resolver, lookups = looking_up(reactor, ["10.0.0.1", "9.9.9.9"], ["127.0.0.1"], ["127.0.0.1"])
    assert [resolve(resolver, "shop.co.ke") for _ in range(2)] == [["9.9.9.9"], ["9.9.9.9"]]
    assert [resolve(resolver, "inside.co.ke") for _ in range(2)] == [[], []]
    assert lookups.asked == 3, "a name that leads nowhere is looked up again"


def test_remembered_addresses_have_the_port_that_is_asked_for_and_their_number_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.crawling.known_names.MOST", 3)
    names = KnownNames(lambda: 0.0)
    for number in range(5):
        names.keep(f"{number}.co.ke", [IPv4Address("TCP", "9.9.9.9", 80)])
    assert [bool(names.find(f"{number}.co.ke", 443)) for number in range(5)] == [False, False, True, True, True]
    assert names.find("4.co.ke", 443)[0].port == 443
