"""Hosts that share an address, as shops on one rented server do: together they are asked for no more than one machine may be."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from scrapers.crawling.answers import BoundedHandler
from scrapers.crawling.shards import Shard
from scrapers.crawling.site_log import KEY

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

AT_ONCE = 4
"""Requests to one address at the same time, where the settings say nothing else."""

KEPT = 2000
"""Addresses that are remembered; those where nobody waits are forgotten first."""

LOOKUP_SECONDS = 10.0
"""How long a name is looked up before the request is let through: whatever comes of the name, it then comes in the request's own time."""

NETWORK_BITS = 64
"""Leading bits of an IPv6 address that name one customer's network, and so perhaps one machine."""


@dataclass(slots=True)
class _Door:
    places: asyncio.Semaphore
    users: int = 0
    next_at: float = 0.0


class Neighbours:
    """Lets requests to an address through: `at_once` at the same time (0: any number), `pause` seconds between the starts of two."""

    def __init__(
        self,
        at_once: int,
        pause: float,
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        self.at_once, self.pause = at_once, pause
        self._clock, self._sleep = clock, sleep
        self._doors: OrderedDict[str, _Door] = OrderedDict()

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[float]:
        """Begins when a request may go to this address, with the seconds that it waited; ends when the answer is there."""
        door = self._find_door(address)
        door.users += 1
        came_at = self._clock()
        try:
            async with door.places:
                start_at = max(self._clock(), door.next_at)
                door.next_at = start_at + self.pause
                if (wait := start_at - self._clock()) > 0:
                    await self._sleep(wait)
                yield self._clock() - came_at
        finally:
            door.users -= 1

    def _find_door(self, address: str) -> _Door:
        door = self._doors.setdefault(address, _Door(asyncio.Semaphore(self.at_once)))
        self._doors.move_to_end(address)
        if len(self._doors) > KEPT:
            now = self._clock()
            for name in [name for name, old in self._doors.items() if old is not door and not old.users and old.next_at <= now]:
                del self._doors[name]
        return door


class NeighbourlyHandler(BoundedHandler):
    """Scrapy's own, behind the door of the address: the host's pause is over by then, and a wait here counts for no time limit.

    The address is asked of the resolver that the connection is made by.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        self._reactor: Any = reactor
        self._neighbours = find_neighbours(crawler)

    async def download_request(self, request: Request) -> Response:
        """The response, once it is this request's turn."""
        if not self._neighbours.at_once:
            return await super().download_request(request)
        host, seconds = urlparse_cached(request).hostname or "", float(request.meta.get("download_timeout") or LOOKUP_SECONDS)
        address = await find_address(self._reactor.nameResolver, host, min(seconds, LOOKUP_SECONDS))
        if address is None:
            return await super().download_request(request)  # which says what there is to say of a name that leads nowhere
        async with self._neighbours.turn(address) as waited:
            if (log := request.meta.get(KEY)) is not None:
                log.waited += waited
            return await super().download_request(request)


_OF_CRAWLERS: "WeakKeyDictionary[Crawler, Neighbours]" = WeakKeyDictionary()


def find_neighbours(crawler: "Crawler") -> Neighbours:
    """The doors of a crawl, which http and https share; a shard of N keeps to its part of what one address may be asked for."""
    if crawler not in _OF_CRAWLERS:
        settings = crawler.settings
        asked = settings.getint("ECOMSTAT_PER_ADDRESS")
        at_once = asked if asked > 0 else 0 if settings.get("ECOMSTAT_CONNECT_TO") else AT_ONCE
        shards = Shard.read(settings.get("ECOMSTAT_SHARD") or "").count
        pause = settings.getfloat("ECOMSTAT_ADDRESS_PAUSE") * shards
        _OF_CRAWLERS[crawler] = Neighbours(max(1, at_once // shards) if at_once else 0, pause)
    return _OF_CRAWLERS[crawler]


async def find_address(resolver: Any, host: str, seconds: float) -> str | None:
    """One name for the machine behind a host; None where the resolver knows no address, or says nothing for so many seconds.

    It never says anything of a name that is none, such as one with a part of more than 63 letters.
    """
    receiver = _Listener()
    resolver.resolveHostName(receiver, host)
    if receiver.addresses.done():  # a name that was looked up a moment ago
        return name_machine(tuple(receiver.addresses.result()))
    try:
        return name_machine(tuple(await asyncio.wait_for(receiver.addresses, seconds)))
    except TimeoutError:
        return None


@lru_cache(maxsize=4096)
def name_machine(addresses: tuple[str, ...]) -> str | None:
    """The lowest of a host's IPv4 addresses, whatever order they come in, else the network of its lowest IPv6 one; None without any."""
    known = [ip_address(address.partition("%")[0]) for address in addresses]
    lowest = min(known, key=lambda ip: (ip.version, int(ip)), default=None)
    if lowest is None or lowest.version == 4:
        return str(lowest) if lowest else None
    return str(ip_network((int(lowest), NETWORK_BITS), strict=False))


@implementer(IResolutionReceiver)
class _Listener:
    """Collects the `addresses` of a host."""

    def __init__(self) -> None:
        self.addresses: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
        self._found: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:
        """Nothing to do yet."""

    def addressResolved(self, address: Any) -> None:
        """An address was found."""
        self._found.append(address.host)

    def resolutionComplete(self) -> None:
        """There are no more."""
        if not self.addresses.done():  # cancelled, as when the crawl is stopped
            self.addresses.set_result(self._found)
