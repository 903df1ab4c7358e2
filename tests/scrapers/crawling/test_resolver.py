"""Names become addresses: where every connection goes to one place, and a name server says which names there are."""

import asyncio
from collections.abc import Iterator

import pytest
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.names import dns
from twisted.names.error import DNSNameError

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
