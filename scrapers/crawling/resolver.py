"""Names become addresses here, and only public addresses are given to who connects: no redirect or odd spelling gets around it."""

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from twisted.names.client import Resolver
from zope.interface import implementer  # type: ignore[import-untyped]

from scrapers.crawling.addresses import is_public
from scrapers.crawling.known_names import KnownNames, Remembering
from scrapers.crawling.resolver_target import find_target

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

NAME_SECONDS = (1, 3)
"""How long a name server is waited for, at each attempt."""


@implementer(IHostnameResolver)
class CheckedResolver:
    """Set in the settings as TWISTED_DNS_RESOLVER (a spider's own settings come too late for it).

    `allow_private` lifts the rule; with `connect_to` (HOST:PORT) every name leads there, or, with a `name_server` (HOST:PORT), every one
    that this server knows.
    """

    def __init__(self, reactor: Any, *, allow_private: bool, connect_to: str | None, name_server: str | None = None) -> None:
        self._reactor = reactor
        self._inner = reactor.nameResolver
        self._allow_private = allow_private
        self._target = _address(connect_to) if connect_to else None
        self._names: Any = None
        if name_server:
            self._names = Resolver(servers=[find_target(name_server)], timeout=NAME_SECONDS, reactor=reactor)  # type: ignore[no-untyped-call]
        self._known: dict[str, bool] = {}
        self._addresses = KnownNames()

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: Any) -> "CheckedResolver":
        """The resolver as the crawl's settings want it."""
        settings = crawler.settings
        return cls(
            reactor,
            allow_private=settings.getbool("ECOMSTAT_ALLOW_PRIVATE"),
            connect_to=settings.get("ECOMSTAT_CONNECT_TO") or None,
            name_server=settings.get("ECOMSTAT_NAME_SERVER") or None,
        )

    def install_on_reactor(self) -> None:
        """Takes the place of the reactor's own resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self, receiver: Any, hostName: str, portNumber: int = 0, addressTypes: Any = None, transportSemantics: str = "TCP"
    ) -> Any:
        """Gives the receiver the public addresses of a name; none where it has no other."""
        if self._target is None:
            if known := self._addresses.find(hostName, portNumber):
                return self._tell(receiver, known)
            remembering = Remembering(receiver, self._addresses, hostName)
            checked = remembering if self._allow_private else _PublicOnly(remembering)
            return self._inner.resolveHostName(checked, hostName, portNumber, addressTypes, transportSemantics)
        checked = receiver if self._allow_private else _PublicOnly(receiver)
        checked.resolutionBegan(None)
        if self._names is None or hostName in self._known:
            self._end(checked, is_known=self._known.get(hostName, True))
        else:
            asked = self._names.lookupAddress(hostName)
            asked.addCallbacks(lambda found: bool(found[0]), lambda _: False)
            asked.addCallback(lambda is_known: self._end(checked, is_known=self._known.setdefault(hostName, is_known)))
        return checked

    def _tell(self, receiver: Any, addresses: tuple[Any, ...]) -> Any:
        receiver.resolutionBegan(None)
        for address in addresses:
            receiver.addressResolved(address)
        receiver.resolutionComplete()
        return receiver

    def _end(self, receiver: Any, *, is_known: bool) -> None:
        if is_known:
            receiver.addressResolved(self._target)
        receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes public addresses on and keeps the others back."""

    def __init__(self, receiver: Any) -> None:
        self._receiver = receiver

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_public(address.host):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


def _address(connect_to: str) -> IPv4Address | IPv6Address:
    host, port = find_target(connect_to)
    kind = IPv4Address if ip_address(host).version == 4 else IPv6Address
    return kind("TCP", host, port)
