"""Sites that are nobody's of the register: look-alikes, domains that were bought to be sold, directories, a marketplace, a newspaper."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from cli.demo.contacts import invent_contact, list_places, show_contact
from cli.demo.genres import Character, choose_character
from cli.demo.hosts import HostMaker
from cli.demo.records import Contact, DemoEnterprise, DemoSite, Mention
from cli.demo.sites import Deck, build_site
from cli.demo.world import load_world

# What stands at the name that anybody would guess, so many in a hundred enterprises without and with a website.
SQUATTED = {False: 0.1, True: 0.12}
NAMESAKES = 0.04
SQUATTERS = {"parked": 40, "for_sale": 25, "dead": 15, "soon": 8, "hijacked": 6, "empty": 6}
# Labels of sites that name many enterprises, their genre, and the share of the country's enterprises in each.
LISTINGS = {
    "yellowfolder": ("directory", 0.12),
    "tradeindex": ("directory", 0.05),
    "bazaarhall": ("market", 0.03),
    "harbournews": ("press", 0.02),
}
NAMED_BY_REGISTER = 8
"""Enterprises without a website of which the register has the page of a directory."""


class Strangers:
    """Settles strangers into a country that has its enterprises and their sites."""

    def __init__(self, rng: Random, hosts: HostMaker, sites: dict[str, DemoSite]) -> None:
        self._rng, self._hosts, self._sites = rng, hosts, sites
        self._deck = Deck(rng, SQUATTERS)
        self._dead: set[str] = set()

    @property
    def dead(self) -> frozenset[str]:
        """Hosts that stand in lists of domains and have no address."""
        return frozenset(self._dead)

    def settle(self, units: Sequence[DemoEnterprise]) -> list[DemoEnterprise]:
        """Adds the sites of strangers; gives the enterprises, some of which the register finds in a directory."""
        for unit in units:
            if self._rng.random() < SQUATTED[unit.host is not None]:
                self.squat(unit)
            if self._rng.random() < NAMESAKES:
                self._bear_the_name(unit)
        listings = [self._list(units, label, genre, share) for label, (genre, share) in LISTINGS.items()]
        return self._register_pages(units, listings[0])

    def squat(self, unit: DemoEnterprise, host: str | None = None) -> str:
        """Somebody keeps this host, or one that looks like the enterprise's, to sell it or to earn by its visitors; gives the host."""
        host = host or self._hosts.guess(unit.brand, unit.root, unit.trade, unit.place)
        character = choose_character(self._rng, "none", "S0T9", ordering=False)
        manner = self._deck.draw()
        if manner == "dead":
            self._dead.add(host)
        self._sites[host] = build_site(self._rng, unit, character, host, "none", manner, Contact(host, unit.place))
        return host

    def take_over(self, unit: DemoEnterprise, host: str, brand: str) -> None:
        """A stranger of another name in another town does business on this host."""
        self._build(unit, host, brand)

    def _bear_the_name(self, unit: DemoEnterprise) -> None:
        """An enterprise of the same name in another town, which the register does not know."""
        self._build(unit, self._hosts.guess(unit.brand, unit.root, unit.trade, unit.place), unit.brand)

    def _build(self, unit: DemoEnterprise, host: str, brand: str) -> None:
        rng = self._rng
        region, place = rng.choice([(region, place) for region, place in list_places() if place != unit.place])
        contact = invent_contact(rng, name=brand, place=place, region=region, language=unit.language)
        shown = show_contact(rng, contact, brand=brand, host=host, language=unit.language, region=region)
        sells = load_world()["trades"][unit.trade]["sells"]
        character = choose_character(rng, sells, "S0T9", ordering=rng.random() < 0.2)
        self._sites[host] = build_site(rng, unit, character, host, sells, "answers", shown)

    def _list(self, units: Sequence[DemoEnterprise], label: str, genre: str, share: float) -> str:
        """A site that names a share of the enterprises; gives its host."""
        rng, host = self._rng, self._hosts.take(label)
        named = rng.sample(units, max(3, int(len(units) * share)))
        place = "Port Velumi"
        contact = replace(invent_contact(rng, name=label.capitalize(), place=place, region="01", language="en"), email=f"desk@{host}")
        owner = replace(units[0], brand=contact.name, place=place, language="en", trade="software")
        character = Character(genre, "grid", frozenset({"own_website", "web_presence", "privacy_statement"}), frozenset({"search"}))
        site = build_site(rng, owner, character, host, "none", "answers", contact)
        mentions = tuple(self._mention(unit, genre) for unit in named)
        self._sites[host] = replace(site, charset="utf-8", declared_charset="utf-8", mentions=mentions)
        return host

    def _mention(self, unit: DemoEnterprise, genre: str) -> Mention:
        """What is said of an enterprise: a newspaper gives no numbers, a directory a link to some."""
        if genre == "press":
            return Mention(unit.brand, unit.place)
        link = f"http://{unit.host}/" if unit.host else unit.social_url
        return Mention(unit.brand, unit.place, unit.contact.phone, link if genre == "directory" and self._rng.random() < 0.4 else None)

    def _register_pages(self, units: Sequence[DemoEnterprise], directory: str) -> list[DemoEnterprise]:
        """For a few enterprises somebody has typed the directory's page into the register."""
        candidates = [i for i, unit in enumerate(units) if unit.host is None and unit.register_url is None]
        chosen = set(self._rng.sample(candidates, min(NAMED_BY_REGISTER, len(candidates) // 20)))
        page = f"http://{directory}/"
        return [replace(unit, register_url=page) if i in chosen else unit for i, unit in enumerate(units)]
