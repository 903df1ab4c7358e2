"""What the register knows of an enterprise: its legal name, which of its addresses, whose e-mail."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from cli.demo.naming import slug
from cli.demo.records import DemoEnterprise, DemoSite
from cli.demo.world import load_world

URLS_KEPT = 0.5
"""The share of enterprises with an address in the register that keep it: finding the other half is the office's work."""
OTHER_LEGAL_NAME = 0.12
TRADE_NAME_KNOWN = 0.6
FORM_IN_NAME = 0.6


def name_in_register(rng: Random, brand: str, root: str, legal_form: str) -> tuple[str, str | None]:
    """Legal name and trade name: mostly the name that customers know with its legal form, sometimes quite another one."""
    form = f" {legal_form}" if legal_form in load_world()["legal_forms_in_names"] else ""
    if form and rng.random() < OTHER_LEGAL_NAME:
        holding = rng.choice(load_world()["holdings"]).format(root=_other_word(rng, root))
        return holding + form, brand if rng.random() < TRADE_NAME_KNOWN else None
    return (brand + form if rng.random() < FORM_IN_NAME else brand), None


def _other_word(rng: Random, root: str) -> str:
    sounds = load_world()["sounds"]
    word = "".join(rng.choice(sounds[part])[0] for part in ("first", "middle", "last"))
    return str(word) if word.lower() != root else f"{word}mar"


def register_url(rng: Random, unit: DemoEnterprise, url: str | None) -> DemoEnterprise:
    """The enterprise with this address in the register, or, half of the time, with none."""
    return replace(unit, register_url=url if url and rng.random() < URLS_KEPT else None)


def register_emails(rng: Random, units: Sequence[DemoEnterprise], sites: Mapping[str, DemoSite]) -> list[DemoEnterprise]:
    """The enterprises with e-mail addresses: on their own domain, at a provider, or at the accountant's who filled in the form."""
    offices = [unit.host for unit in units if unit.trade == "office" and unit.host and sites[unit.host].manner == "answers"]
    accountants = [str(host) for host in rng.sample(offices, min(3, len(offices)))]
    return [replace(unit, contact=replace(unit.contact, email=_email(rng, unit, accountants))) for unit in units]


def _email(rng: Random, unit: DemoEnterprise, accountants: Sequence[str]) -> str | None:
    dice = rng.random()
    if accountants and dice < 0.02:
        return f"{slug(unit.brand).split('-')[0] or 'client'}@{rng.choice(accountants)}"
    if unit.host and dice < 0.4:
        return f"office@{unit.host}"
    if dice < 0.65:
        return f"{slug(unit.brand).replace('-', '.') or 'shop'}.xd{rng.randint(10, 99)}@{rng.choice(load_world()['free_mail'])}"
    return None
