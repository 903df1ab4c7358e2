"""Addresses that were looked up a moment ago: a request is counted for the machine that its connection then goes to."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import attr
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

SECONDS = 60.0
MOST = 10_000


class KnownNames:
    """{host: its addresses} for a minute, at most MOST of them; a name that leads nowhere is not among them."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, tuple[Any, ...]]] = OrderedDict()

    def find(self, host: str, port: int) -> tuple[Any, ...]:
        """The addresses with this port; none where they are not known."""
        known_at, addresses = self._known.get(host.lower(), (0.0, ()))
        if not addresses or self._clock() - known_at > SECONDS:
            return ()
        return tuple(attr.evolve(address, port=port) for address in addresses)

    def keep(self, host: str, addresses: Sequence[Any]) -> None:
        """Remembers what a host's name leads to."""
        if addresses:
            self._known[host.lower()] = (self._clock(), tuple(addresses))
            self._known.move_to_end(host.lower())
            if len(self._known) > MOST:
                self._known.popitem(last=False)


@implementer(IResolutionReceiver)
class Remembering:
    """Passes on what is found out about a host, and keeps it."""

    def __init__(self, receiver: Any, names: KnownNames, host: str) -> None:
        self._receiver, self._names, self._host = receiver, names, host
        self._found: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:
        """A name is looked up."""
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        """An address was found."""
        self._found.append(address)
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        """There are no more."""
        self._names.keep(self._host, self._found)
        self._receiver.resolutionComplete()
