"""Inventing the country: who is in it, who has a website, and what the register has heard of it."""

from dataclasses import replace
from random import Random
from typing import Any

from catalogue.capabilities import load_capabilities
from cli.demo.genres import choose_character
from cli.demo.naming import Namer, slug
from cli.demo.records import DemoCountry, DemoEnterprise, DemoSite
from cli.demo.sites import Manners, build_site
from cli.demo.world import SIZES, choose_by_weight, load_world

GROUPS = 12
SOCIAL = ("facebook.com", "instagram.com")


def invent_country(seed: int, enterprises: int = 2000) -> DemoCountry:
    """The invented country of this seed: the same seed gives the same country, on every machine."""
    builder = _Builder(seed)
    units = [builder.enterprise(i) for i in range(enterprises)]
    units = builder.join_groups(units)
    units = [builder.register(unit) for unit in units]
    return DemoCountry(seed, tuple(units), builder.sites, builder.moves)


class _Builder:
    """Keeps what is shared while a country grows: the dice, the names taken, the sites."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"XD {seed}")  # noqa: S311
        self.namer = Namer(self.rng)
        self.manners = Manners(self.rng)
        self.sites: dict[str, DemoSite] = {}
        self.moves: dict[str, str] = {}

    def enterprise(self, number: int) -> DemoEnterprise:
        rng, world = self.rng, load_world()
        size = choose_by_weight(rng, {s: world["sizes"][s]["weight"] for s in SIZES})
        trade = choose_by_weight(rng, {t: facts["weight"] for t, facts in world["trades"].items()})
        region: dict[str, Any] = rng.choices(world["regions"], weights=[r["weight"] for r in world["regions"]])[0]
        language = choose_by_weight(rng, region["languages"])
        name, root = self.namer.name(trade, language)
        unit = DemoEnterprise(
            enterprise_id=f"{number * 37 + 1001:07d}",
            name=name,
            trade=trade,
            legal_form=rng.choice(world["legal_forms"]),
            region=region["code"],
            place=rng.choice(region["places"]),
            urbanisation="U" if rng.random() < region["urban"] else "R",
            owner_sex=rng.choices(["F", "M", "_U"], weights=[0.22, 0.48, 0.3])[0],
            activity=rng.choice(world["trades"][trade]["codes"]),
            persons_employed=_choose_persons(rng, size),
            size_class=size,
            language=language,
            host=None,
            register_url=None,
            truth={},
        )
        return self._give_site(unit, root) if rng.random() < self._website_share(unit) else self._go_without(unit)

    def _website_share(self, unit: DemoEnterprise) -> float:
        world = load_world()
        urban = 1.1 if unit.urbanisation == "U" else 0.85
        return min(0.97, float(world["sizes"][unit.size_class]["website"] * world["trades"][unit.trade]["website"] * urban))

    def _give_site(self, unit: DemoEnterprise, root: str) -> DemoEnterprise:
        world, rng = load_world(), self.rng
        facts, trade = world["sizes"][unit.size_class], world["trades"][unit.trade]
        ordering = rng.random() < facts["ordering"] * trade["ordering"]
        character = choose_character(rng, trade["sells"], unit.size_class, ordering=ordering)
        manner = self.manners.of_real_site(unit.size_class) if rng.random() < facts["unread"] else "answers"
        host = self.namer.host(root, unit.trade)
        self.sites[host] = build_site(rng, unit, character, host, trade["sells"], manner)
        return replace(unit, host=host, truth=_truth(character.features))

    def _go_without(self, unit: DemoEnterprise) -> DemoEnterprise:
        social = self.rng.random() < load_world()["sizes"][unit.size_class]["social"]
        features = (
            {"web_presence", "social_or_marketplace_only", *(["social_commerce"] if self.rng.random() < 0.3 else [])} if social else set()
        )
        return replace(unit, truth=_truth(frozenset(features)))

    def join_groups(self, units: list[DemoEnterprise]) -> list[DemoEnterprise]:
        """Some enterprises have no site of their own but one that their group keeps for all of them."""
        rng, units = self.rng, list(units)
        with_site = [i for i, unit in enumerate(units) if unit.host and self.sites[unit.host].manner == "answers"]
        rng.shuffle(with_site)
        for _ in range(min(GROUPS, len(with_site) // 20)):
            leader, *members = [with_site.pop() for _ in range(rng.randint(3, 8))]
            for i in members:
                del self.sites[str(units[i].host)]
                units[i] = self._share_site(units[leader], units[i])
        return units

    def _share_site(self, leader: DemoEnterprise, member: DemoEnterprise) -> DemoEnterprise:
        """The group's site speaks for the member, but not all that it offers is the member's business."""
        truth = dict(leader.truth)
        if truth["online_ordering"] and self.rng.random() < 0.3:
            truth.update(dict.fromkeys(("online_ordering", "online_payment", "order_tracking", "customisation", "cross_border"), False))
        return replace(member, host=leader.host, truth=truth)

    def register(self, unit: DemoEnterprise) -> DemoEnterprise:
        """What the register knows of the enterprise's site: mostly the truth, sometimes nothing, sometimes what is long gone."""
        rng, facts = self.rng, load_world()["sizes"][unit.size_class]
        if unit.host is None:
            return replace(unit, register_url=self._false_url(unit, facts["stale"]))
        if rng.random() < facts["unregistered"]:
            return unit
        site = self.sites[unit.host]
        if rng.random() < 0.04 and site.manner == "answers":
            old = self.namer.host(unit.host.split(".")[0] + "-old", unit.trade)
            self.moves[old] = unit.host
            return replace(unit, register_url=f"http://www.{old}/")
        return replace(unit, register_url=f"http://{'www.' if site.www else ''}{unit.host}/")

    def _false_url(self, unit: DemoEnterprise, stale: float) -> str | None:
        """An address in the register of an enterprise that has no website: gone to somebody else, or a page on a social network."""
        rng = self.rng
        if rng.random() < stale:
            name, root = self.namer.name(unit.trade, unit.language)
            host = self.namer.host(root, unit.trade)
            character = choose_character(rng, "none", unit.size_class, ordering=False)
            self.sites[host] = build_site(rng, replace(unit, name=name), character, host, "none", self.manners.of_stale_address())
            return f"http://{host}/"
        if unit.truth["social_or_marketplace_only"] and rng.random() < 0.25:
            return f"https://www.{rng.choice(SOCIAL)}/{slug(unit.name).replace('-', '.') or 'xd'}.{unit.enterprise_id}"
        return None


def _choose_persons(rng: Random, size: str) -> int:
    """Persons employed, skewed to the low end of the class as in every register."""
    low, high = load_world()["sizes"][size]["persons"]
    return int(low + (high - low) * rng.random() ** 2.2)


def _truth(features: frozenset[str]) -> dict[str, bool]:
    return {capability: capability in features for capability in load_capabilities()}
