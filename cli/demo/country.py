"""Inventing the country: who is in it, who has a website, and what the register has heard of it."""

from dataclasses import replace
from random import Random
from typing import Any

from catalogue.capabilities import load_capabilities
from cli.demo.contacts import invent_contact, show_contact
from cli.demo.genres import Character, choose_character
from cli.demo.hosts import HostMaker
from cli.demo.naming import SCRIPTS, Namer, slug, write_name
from cli.demo.records import Contact, DemoCountry, DemoEnterprise, DemoSite, Mention
from cli.demo.registering import name_in_register, register_emails, register_url
from cli.demo.sites import Manners, build_site
from cli.demo.strangers import Strangers
from cli.demo.world import SIZES, choose_by_weight, load_world

GROUPS = 12
PARENTS = 10
SOCIAL = ("facebook.com", "instagram.com")
NAMESAKES = 0.05
"""Enterprises that bear the name of another one in another town; as many share the invented word of its name."""
SECOND_SITES = 0.05
LATIN_BRANDS = 0.5


def invent_country(seed: int, enterprises: int = 2000) -> DemoCountry:
    """The invented country of this seed: the same seed gives the same country, on every machine."""
    builder = _Builder(seed)
    units = [builder.enterprise(i) for i in range(enterprises)]
    units = builder.join_groups(units)
    builder.name_subsidiaries(units)
    units = [builder.register(unit) for unit in units]
    units = register_emails(builder.who, units, builder.sites)
    strangers = Strangers(builder.who, builder.hosts, builder.sites)
    units = strangers.settle(units)
    return DemoCountry(seed, tuple(units), builder.sites, builder.moves, strangers.dead)


class _Builder:
    """Keeps what is shared while a country grows: the dice, the names taken, the sites.

    `who` are the dice for who an enterprise is and what it is called, `rng` those for what it does.
    """

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"XD {seed}")  # noqa: S311
        self.who = Random(f"XD who {seed}")  # noqa: S311
        self.namer = Namer(self.rng)
        self.hosts = HostMaker(self.who)
        self.manners = Manners(self.rng)
        self.sites: dict[str, DemoSite] = {}
        self.moves: dict[str, str] = {}
        self.named: dict[tuple[str, str], list[tuple[str, str, str]]] = {}

    def enterprise(self, number: int) -> DemoEnterprise:
        rng, world = self.rng, load_world()
        size = choose_by_weight(rng, {s: world["sizes"][s]["weight"] for s in SIZES})
        trade = choose_by_weight(rng, {t: facts["weight"] for t, facts in world["trades"].items()})
        region: dict[str, Any] = rng.choices(world["regions"], weights=[r["weight"] for r in world["regions"]])[0]
        language = choose_by_weight(rng, region["languages"])
        place = rng.choice(region["places"])
        brand, root = self._name(trade, language, place)
        legal_form = rng.choice(world["legal_forms"])
        latin = self._latin_brand(trade, root) if language in SCRIPTS else None
        name, trade_name = name_in_register(self.who, brand, root, legal_form)
        brand, trade_name = latin or brand, latin or trade_name
        unit = DemoEnterprise(
            enterprise_id=f"{number * 37 + 1001:07d}",
            name=name,
            trade=trade,
            legal_form=legal_form,
            region=region["code"],
            place=place,
            urbanisation="U" if rng.random() < region["urban"] else "R",
            owner_sex=rng.choices(["F", "M", "_U"], weights=[0.22, 0.48, 0.3])[0],
            activity=rng.choice(world["trades"][trade]["codes"]),
            persons_employed=_choose_persons(rng, size),
            size_class=size,
            language=language,
            host=None,
            register_url=None,
            truth={},
            contact=invent_contact(self.who, name=name, place=place, region=region["code"], language=language),
            brand=brand,
            root=root,
            trade_name=trade_name,
        )
        return self._give_site(unit) if rng.random() < self._website_share(unit) else self._go_without(unit)

    def _name(self, trade: str, language: str, place: str) -> tuple[str, str]:
        """A name and its word in Latin letters: mostly new, sometimes that of an enterprise in another town, or nearly so."""
        name, root = self.namer.name(trade, language)
        others = [found for found in self.named.get((trade, language), []) if found[2] != place]
        dice = self.who.random()
        if others and dice < 2 * NAMESAKES:
            known, root, _ = self.who.choice(others)
            name = known if dice < NAMESAKES or language in SCRIPTS else write_name(self.who, root.capitalize(), trade, language)
        self.named.setdefault((trade, language), []).append((name, root, place))
        return name, root

    def _latin_brand(self, trade: str, root: str) -> str | None:
        """Many that have their name in other letters also trade under a Latin one."""
        return write_name(self.who, root.capitalize(), trade, "en") if self.who.random() < LATIN_BRANDS else None

    def _website_share(self, unit: DemoEnterprise) -> float:
        world = load_world()
        urban = 1.1 if unit.urbanisation == "U" else 0.85
        return min(0.97, float(world["sizes"][unit.size_class]["website"] * world["trades"][unit.trade]["website"] * urban))

    def _give_site(self, unit: DemoEnterprise) -> DemoEnterprise:
        world, rng = load_world(), self.rng
        facts, trade = world["sizes"][unit.size_class], world["trades"][unit.trade]
        ordering = rng.random() < facts["ordering"] * trade["ordering"]
        character = choose_character(rng, trade["sells"], unit.size_class, ordering=ordering)
        manner = self.manners.of_real_site(unit.size_class) if rng.random() < facts["unread"] else "answers"
        unit = replace(unit, host=self._build(rng, unit, character, trade["sells"], manner), truth=_truth(character.features))
        return self._give_second_site(unit) if self.who.random() < SECOND_SITES else unit

    def _give_second_site(self, unit: DemoEnterprise) -> DemoEnterprise:
        """Another site of its own, for a brand or a branch, where nothing can be ordered."""
        character = choose_character(self.who, "none", unit.size_class, ordering=False)
        host = self._build(self.who, unit, character, "none", "answers")
        truth = {name: found or name in character.features for name, found in unit.truth.items()}
        return replace(unit, second_host=host, truth=truth)

    def _build(self, rng: Random, unit: DemoEnterprise, character: Character, sells: str, manner: str) -> str:
        host = self.hosts.choose(unit.brand, unit.root, unit.trade, unit.place)
        shown = show_contact(self.who, unit.contact, brand=unit.brand, host=host, language=unit.language, region=unit.region)
        self.sites[host] = build_site(rng, unit, character, host, sells, manner, shown)
        return host

    def _go_without(self, unit: DemoEnterprise) -> DemoEnterprise:
        social = self.rng.random() < load_world()["sizes"][unit.size_class]["social"]
        if not social:
            return replace(unit, truth=no_features())
        features = {"web_presence", "social_or_marketplace_only", *(["social_commerce"] if self.rng.random() < 0.3 else [])}
        page = f"https://www.{self.who.choice(SOCIAL)}/{slug(unit.brand).replace('-', '.') or 'xd'}.{unit.enterprise_id}"
        return replace(unit, truth=_truth(frozenset(features)), social_url=page)

    def join_groups(self, units: list[DemoEnterprise]) -> list[DemoEnterprise]:
        """Some enterprises have no site of their own but one that their group or franchise keeps for all of them."""
        rng, units = self.rng, list(units)
        with_site = [i for i, unit in enumerate(units) if unit.host and not unit.second_host and self.sites[unit.host].manner == "answers"]
        rng.shuffle(with_site)
        for group in range(min(GROUPS, len(with_site) // 20)):
            leader, *members = [with_site.pop() for _ in range(rng.randint(3, 8))]
            for i in members:
                del self.sites[str(units[i].host)]
                units[i] = self._share_site(units[leader], units[i], is_franchise=group % 2 == 1)
            named = tuple(Mention(units[i].brand, units[i].place, units[i].contact.phone if group % 4 < 2 else None) for i in members)
            host = str(units[leader].host)
            self.sites[host] = replace(self.sites[host], mentions=named)
        return units

    def _share_site(self, leader: DemoEnterprise, member: DemoEnterprise, *, is_franchise: bool) -> DemoEnterprise:
        """The group's site speaks for the member, but not all that it offers is the member's business; a franchise lends its name, too."""
        truth = dict(leader.truth)
        if truth["online_ordering"] and self.rng.random() < 0.3:
            truth.update(dict.fromkeys(("online_ordering", "online_payment", "order_tracking", "customisation", "cross_border"), False))
        if is_franchise:
            name = f"{leader.brand} {member.place}"
            member = replace(member, name=name, brand=name, trade_name=None, contact=replace(member.contact, name=name))
        return replace(member, host=leader.host, truth=truth)

    def name_subsidiaries(self, units: list[DemoEnterprise]) -> None:
        """Some sites of larger enterprises name others that belong to them and have sites of their own."""
        sites = [u for u in units if u.host and not self.sites[u.host].mentions and self.sites[u.host].manner == "answers"]
        large = [unit for unit in sites if unit.size_class != "S0T9" and self.sites[str(unit.host)].look != "onepage"]
        for parent in self.who.sample(large, min(PARENTS, len(large) // 10)):
            others = self.who.sample(sites, 4)
            named = tuple(Mention(u.brand, u.place, u.contact.phone, f"http://{u.host}/") for u in others if u is not parent)
            self.sites[str(parent.host)] = replace(self.sites[str(parent.host)], mentions=named)

    def register(self, unit: DemoEnterprise) -> DemoEnterprise:
        """What the register knows of the enterprise's site: mostly the truth, sometimes nothing, sometimes what is long gone."""
        rng, facts = self.rng, load_world()["sizes"][unit.size_class]
        if unit.host is None:
            return register_url(self.who, unit, self._false_url(unit, facts["stale"]))
        if rng.random() < facts["unregistered"]:
            return unit
        site = self.sites[unit.host]
        if rng.random() < 0.04 and site.manner == "answers":
            old = self.hosts.take(unit.host.split(".")[0] + "-old")
            self.moves[old] = unit.host
            return register_url(self.who, unit, f"http://www.{old}/")
        return register_url(self.who, unit, f"http://{'www.' if site.www else ''}{unit.host}/")

    def _false_url(self, unit: DemoEnterprise, stale: float) -> str | None:
        """An address in the register of an enterprise that has no website: gone to somebody else, or a page on a social network."""
        rng = self.rng
        if rng.random() < stale:
            host = self._leave_host(unit)
            character = choose_character(rng, "none", unit.size_class, ordering=False)
            contact = Contact(host, unit.place)
            self.sites[host] = build_site(rng, unit, character, host, "none", self.manners.of_stale_address(), contact)
            return f"http://{host}/"
        return unit.social_url if rng.random() < 0.25 else None

    def _leave_host(self, unit: DemoEnterprise) -> str:
        """A host that was once the enterprise's own, or that of another one: registers keep addresses of predecessors, too."""
        brand, root = self.namer.name(unit.trade, unit.language)
        if self.who.random() < 0.7:
            brand, root = unit.brand, unit.root
        return self.hosts.choose(brand, root, unit.trade, unit.place)


def _choose_persons(rng: Random, size: str) -> int:
    """Persons employed, skewed to the low end of the class as in every register."""
    low, high = load_world()["sizes"][size]["persons"]
    return int(low + (high - low) * rng.random() ** 2.2)


def no_features() -> dict[str, bool]:
    """The truth of an enterprise that the web does not know."""
    return _truth(frozenset())


def _truth(features: frozenset[str]) -> dict[str, bool]:
    return {capability: capability in features for capability in load_capabilities()}
