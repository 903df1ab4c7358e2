"""Which addresses a request may go to."""

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from scrapers.crawling.addresses import is_public, refuse_url
from scrapers.crawling.resolver import CheckedResolver


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "no address",
     "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "::127.0.0.1", "::ffff:0:127.0.0.1", "2001:0:7f00:1::1", "2620:0:1::5efe:7f00:1", "fec0::1",
     # where clouds tell their machines secrets: AWS, Google, Azure, Alibaba, Oracle, Amazon's containers
     "fd00:ec2::254", "fd20:ce::254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "169.254.170.2", "::ffff:169.254.169.254",
     "::ffff:168.63.129.16", "::ffff:100.100.100.200", "64:ff9b::a83f:8110",
     # carriers' own addresses, multicast
     "100.127.255.255", "::ffff:100.64.0.1", "239.255.255.250", "ff0e::1", "ff05::2",
     "5f00::1", "3fff::1", "2001:db8::1", "192.0.0.8", "198.18.0.1", "240.0.0.1"],
)  # fmt: skip
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "41.90.0.1", "2a00:1450:4001:80e::200e", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["ftp://a.co.ke/", "file:///etc/passwd", "http://me:secret@a.co.ke/", "http://@a.co.ke/", "http://a.co.ke:22/", "https://a.co.ke:8443/",
     "http://a.co.ke:port/", "http:///x", "gopher://a.co.ke/", "javascript:alert(1)", "data:text/html,x", "ws://a.co.ke/", "http://a.co.ke:0/",
     "https://a.co.ke@b.co.ke/", "//a.co.ke/"],
)  # fmt: skip
def test_odd_urls_are_refused(url: str) -> None:
    assert refuse_url(url)


@pytest.mark.parametrize("url", ["http://a.co.ke/", "https://a.co.ke/x?y=1", "http://a.co.ke:80/", "https://a.co.ke:443/"])
def test_the_webs_own_urls_are_not(url: str) -> None:
    assert refuse_url(url) is None


def test_allowing_private_addresses_allows_other_ports_but_no_passwords() -> None:
    assert refuse_url("http://a.co.ke:8080/", allow_private=True) is None
    assert refuse_url("http://me:secret@a.co.ke/", allow_private=True)


class _Names:
    """A resolver and reactor in one: every name has these addresses."""

    def __init__(self, *addresses: Any) -> None:
        self.addresses = addresses
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, name: str, port: int, types: Any, transport: str) -> Any:
        receiver.resolutionBegan(None)
        for address in self.addresses:
            receiver.addressResolved(address)
        receiver.resolutionComplete()


class _Listener:
    def __init__(self) -> None:
        self.got: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, _: Any) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self.got.append(f"{address.host} {address.port}")

    def resolutionComplete(self) -> None:
        self.is_complete = True


def resolve(*addresses: Any, **options: Any) -> list[str]:
    listener = _Listener()
    CheckedResolver(_Names(*addresses), **{"allow_private": False, "connect_to": None, **options}).resolveHostName(
        listener, "localhost", 80
    )
    assert listener.is_complete
    return listener.got


def test_only_a_names_public_addresses_are_connected_to() -> None:
    loopback, mapped = IPv4Address("TCP", "127.0.0.1", 80), IPv6Address("TCP", "::ffff:127.0.0.1", 80)
    assert resolve(loopback, IPv4Address("TCP", "8.8.8.8", 80), mapped) == ["8.8.8.8 80"]
    assert resolve(loopback, mapped) == []


def test_private_addresses_can_be_allowed() -> None:
    assert resolve(IPv4Address("TCP", "127.0.0.1", 80), allow_private=True) == ["127.0.0.1 80"]


def test_one_place_for_all_connections_is_still_checked() -> None:
    assert resolve(IPv4Address("TCP", "8.8.8.8", 80), connect_to="127.0.0.1:8899", allow_private=True) == ["127.0.0.1 8899"]
    assert resolve(IPv4Address("TCP", "8.8.8.8", 80), connect_to="127.0.0.1:8899") == []
