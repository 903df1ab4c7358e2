"""Lists of domains that lie beside the register, as an office can have them: the country's zone file, a business directory."""

import csv
from pathlib import Path
from random import Random

from cli.demo.hosts import HostMaker
from cli.demo.naming import Namer
from cli.demo.records import DemoCountry, DemoEnterprise
from cli.demo.world import choose_by_weight, load_world

STRANGERS = 3000
"""Domains of the zone file whose owners do nothing in the country: names without an address."""
IN_ZONE = 0.85
IN_DIRECTORY = {True: 0.25, False: 0.04}
"""Enterprises in the business directory, with and without a website."""


def write_zone(country: DemoCountry, path: Path) -> int:
    """Writes most of the country's domains among many others, one record a line (RFC 1035); returns the number of lines."""
    rng = Random(f"XD zone {country.seed}")  # noqa: S311
    known = [host for host in (*country.sites, *country.moves) if rng.random() < IN_ZONE]
    names = sorted({*known, *_invent_hosts(rng, min(STRANGERS, 2 * len(country.enterprises)))})
    path.write_text(
        "".join(f"{name}.\t86400\tIN\tNS\tns{len(name) % 2 + 1}.registry.xd.\n" for name in names), encoding="ascii", newline="\n"
    )
    return len(names)


def _invent_hosts(rng: Random, count: int) -> list[str]:
    namer, hosts, world = Namer(rng), HostMaker(rng), load_world()
    names = []
    for _ in range(count):
        region = rng.choice(world["regions"])
        language, trade = choose_by_weight(rng, region["languages"]), rng.choice(list(world["trades"]))
        name, root = namer.name(trade, language)
        names.append(hosts.choose(name, root, trade, rng.choice(region["places"])))
    return names


def write_directory(country: DemoCountry, path: Path) -> int:
    """Writes a business directory as CSV, some of it out of date; returns the number of entries."""
    rng = Random(f"XD directory {country.seed}")  # noqa: S311
    chosen = [unit for unit in country.enterprises if rng.random() < IN_DIRECTORY[unit.host is not None]]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["name", "town", "phone", "website"])
        writer.writerows([unit.brand, unit.place, unit.contact.phone, _choose_url(rng, country, unit)] for unit in chosen)
    return len(chosen)


def _choose_url(rng: Random, country: DemoCountry, unit: DemoEnterprise) -> str:
    """The true address, now and then none or somebody else's."""
    dice = rng.random()
    if dice < 0.05:
        return f"http://{rng.choice(list(country.sites))}/"
    if unit.host is None:
        return unit.social_url or ""
    return f"http://{unit.host}/" if dice < 0.9 else ""
