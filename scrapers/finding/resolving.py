"""Which guessed host names exist, as name servers say: nobody is asked twice, and zones that answer for everything tell nothing."""

import secrets
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.suffixes import find_suffix
from scrapers.crawling.addresses import is_public
from scrapers.finding.name_servers import Addresses, NameServer
from store.names import read_name_answers, write_name_answers
from store.opening import Store

PROBES = 3
"""Random names asked for in a zone before its answers are believed."""


def _unheard(_: int) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class NameBook:
    """Looks names up in a wave: first in the store, then with the name server; counts what was `asked` and what got no answer."""

    store: Store
    country: str
    wave: str
    server: NameServer
    allow_private: bool = False
    asked: int = 0
    failed: int = 0
    wildcards: dict[str, frozenset[str]] = field(default_factory=dict)

    def find_existing(self, names: Iterable[str], tell: Callable[[int], None] = _unheard) -> set[str]:
        """Those names that have an address of their own, and a public one.

        Raises:
            CrawlError: the name server answers nothing.
        """
        wanted = list(dict.fromkeys(names))
        known = read_name_answers(self.store, self.country, self.wave, self.server.key, wanted)
        new = [name for name in wanted if name not in known]
        tell(len(known))
        if new:
            known |= self._ask(new, tell)
        return {name for name, addresses in known.items() if any(self._may_visit(address) for address in addresses)}

    def _ask(self, names: list[str], tell: Callable[[int], None]) -> dict[str, tuple[str, ...]]:
        """What the server says of names that nobody has asked for; what it could not say is asked for again in another run."""
        self._probe_zones({find_suffix(name) or "" for name in names} - self.wildcards.keys())
        heard = self.server.ask(names, tell)
        self.asked += len(names)
        answers = {name: self._leave_wildcards(name, found) for name, found in heard.items() if found is not None}
        self.failed += len(names) - len(answers)
        write_name_answers(self.store, self.country, self.wave, self.server.key, answers)
        return answers

    def _probe_zones(self, zones: set[str]) -> None:
        """Notes the addresses that a zone gives for names which nobody can have."""
        probes = {zone: [f"{_random_label()}.{zone}" for _ in range(PROBES)] for zone in zones if zone}
        heard: dict[str, Addresses] = self.server.ask([name for names in probes.values() for name in names], _unheard) if probes else {}
        if heard and all(addresses is None for addresses in heard.values()):
            raise CrawlError(self._describe_silence())
        for zone in zones:
            self.wildcards[zone] = frozenset(address for name in probes.get(zone, ()) for address in heard.get(name) or ())

    def _leave_wildcards(self, name: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
        return () if self.wildcards[find_suffix(name) or ""].intersection(addresses) else addresses

    def _may_visit(self, address: str) -> bool:
        return self.allow_private or is_public(address)

    def _describe_silence(self) -> str:
        if self.server.key:
            return say("Nothing answers at the name server {server}: start it, or name another with --dns.", server=self.server.key)
        return say("No name can be looked up: check this computer's connection, or name a name server with --dns HOST:PORT.")


def _random_label() -> str:
    """A name that nobody has."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(18))
