"""A year later: some domains have died, some belong to others, some enterprises have moved, and the register does not know."""

from dataclasses import replace
from random import Random

from cli.demo.country import no_features
from cli.demo.hosts import HostMaker
from cli.demo.naming import Namer
from cli.demo.records import DemoCountry, DemoEnterprise, DemoSite
from cli.demo.strangers import Strangers

SHARE_CHANGED = 0.1
FATES = {"died": 35, "sold": 30, "parked": 20, "moved": 15}


def change_hands(country: DemoCountry, share: float = SHARE_CHANGED) -> DemoCountry:
    """The country a year later: of the domains with one owner, this share died, was sold or parked, or was left for a new one."""
    return _Year(country).change(share)


class _Year:
    """What a year does to a country."""

    def __init__(self, country: DemoCountry) -> None:
        self.country = country
        self.rng = Random(f"XD next year {country.seed}")  # noqa: S311
        self.namer, self.hosts = Namer(self.rng), HostMaker(self.rng)
        self.hosts.taken |= {*country.sites, *country.moves}
        self.sites: dict[str, DemoSite] = dict(country.sites)
        self.gone = set(country.gone)
        self.strangers = Strangers(self.rng, self.hosts, self.sites)

    def change(self, share: float) -> DemoCountry:
        units = list(self.country.enterprises)
        hosts = [unit.host for unit in units]
        alone = [i for i, u in enumerate(units) if u.host and not u.second_host and hosts.count(u.host) == 1 and self._is_open(u)]
        for i in self.rng.sample(alone, round(share * len(alone))):
            units[i] = self._befall(units[i])
        return replace(self.country, enterprises=tuple(units), sites=self.sites, gone=frozenset(self.gone | self.strangers.dead))

    def _is_open(self, unit: DemoEnterprise) -> bool:
        return self.sites[str(unit.host)].manner == "answers"

    def _befall(self, unit: DemoEnterprise) -> DemoEnterprise:
        host = str(unit.host)
        match self.rng.choices(list(FATES), weights=list(FATES.values()))[0]:
            case "moved":
                return self._move(unit, host)
            case "sold":
                name, _ = self.namer.name(unit.trade, unit.language)
                self.strangers.take_over(unit, host, name)
            case "parked":
                self.strangers.squat(unit, host)
            case "died":
                self.gone.add(host)
        return replace(unit, host=None, truth=no_features())

    def _move(self, unit: DemoEnterprise, host: str) -> DemoEnterprise:
        """The same site under a new name; the old one is given up without a word."""
        new = self.hosts.choose(unit.brand, unit.root, unit.trade, unit.place)
        self.sites[new] = replace(self.sites[host], host=new)
        self.gone.add(host)
        return replace(unit, host=new)
