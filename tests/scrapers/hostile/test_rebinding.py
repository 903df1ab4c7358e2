"""A name that leads to a public address when it is checked and home when it is connected to gets nowhere."""

from collections.abc import Sequence
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from scrapers.crawling.resolver import CheckedResolver

PUBLIC, LOOPBACK, METADATA = "93.184.215.14", "127.0.0.1", "169.254.169.254"


class _Answers:
    """A name server under a hostile hand: another answer each time."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.nameResolver = self
        self._answers = iter(answers)

    def resolveHostName(self, receiver: Any, *_: object) -> Any:
        receiver.resolutionBegan(None)
        for address in next(self._answers):
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, 80))
        receiver.resolutionComplete()
        return receiver


class _Caller:
    """Notes the addresses that it may connect to."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def resolutionBegan(self, _: object) -> None:
        self.given = []

    def addressResolved(self, address: Any) -> None:
        self.given.append(address.host)

    def resolutionComplete(self) -> None:
        """Nothing more to do."""


def ask(resolver: CheckedResolver, name: str) -> list[str]:
    caller = _Caller()
    resolver.resolveHostName(caller, name, 80)
    return caller.given


def test_every_connection_is_checked_anew_or_made_to_what_was_checked() -> None:
    resolver = CheckedResolver(_Answers([PUBLIC], [LOOPBACK], [METADATA]), allow_private=False, connect_to=None)
    assert {address for _ in range(3) for address in ask(resolver, "rebinding.co.ke")} == {PUBLIC}


@pytest.mark.parametrize(
    "private", [LOOPBACK, METADATA, "10.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1", "224.0.0.1", "0.0.0.0", "100.64.0.1"]
)
def test_of_several_addresses_only_the_public_ones_are_given(private: str) -> None:
    resolver = CheckedResolver(_Answers([private, PUBLIC], [private]), allow_private=False, connect_to=None)
    assert ask(resolver, "mixed.co.ke") == [PUBLIC]
    assert ask(resolver, "private.co.ke") == []
