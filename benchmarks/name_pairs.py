"""Enterprises with the domain that is known to be theirs, read from CSV lists, in two halves that share no brand."""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycountry

from catalogue.profiles import load_profile
from catalogue.suffixes import find_registered_domain, find_suffix
from scrapers.finding.names import fold_words, read_name

COUNTRY_IN_NAME = re.compile(r"\s*\([^()]*\)\s*$")
NEUTRAL = "XX"
SECTIONS = {
    "SHOP": "G", "CONVENIENCE": "G", "HOTEL": "I", "RESTAURANT": "I", "CAFE": "I", "FAST_FOOD": "I", "COFFEE": "I", "BANK": "K", "ATM": "K",
    "Financials": "K", "Real Estate": "L", "Information Technology": "J", "Energy": "B", "Consumer Staples": "G",
}  # fmt: skip
"""Words by which sectors and categories of the lists begin, with the section of ISIC Rev. 4 nearest to most of them."""


@dataclass(frozen=True, slots=True)
class NamePair:
    """An enterprise of a list: its names, the first one being the main one, where it is, and the registered domain that is its own."""

    source: str
    names: tuple[str, ...]
    country: str
    place: str | None
    activity: str | None
    domain: str

    @property
    def core(self) -> str:
        """The domain without its suffix."""
        return self.domain.removesuffix(f".{find_suffix(self.domain)}")


def read_pairs(paths: Iterable[Path]) -> list[NamePair]:
    """The pairs of all lists; rows without a name or a registered domain are left out.

    Columns: name, other_names (`|` between), country (name or code) or country_suffix, city, sector, and domain or domain_likely.
    """
    return [pair for path in paths for pair in _read_list(path)]


def split_by_brand(pairs: Iterable[NamePair]) -> tuple[list[NamePair], list[NamePair]]:
    """Two halves: pairs that share a name or the core of a domain are in the same one, and so are those that share with these."""
    pairs, parents = list(pairs), dict[str, str]()
    for pair in pairs:
        keys = _brand_keys(pair)
        for key in keys:
            parents[_find_root(parents, key)] = _find_root(parents, keys[0])
    smallest: dict[str, str] = {}
    for key in parents:
        root = _find_root(parents, key)
        smallest[root] = min(key, smallest.get(root, key))
    halves: tuple[list[NamePair], list[NamePair]] = ([], [])
    for pair in pairs:
        brand = smallest[_find_root(parents, _brand_keys(pair)[0])]
        halves[hashlib.sha256(brand.encode()).digest()[0] % 2].append(pair)
    return halves


@cache
def find_country(text: str) -> str:
    """The alpha-2 code of a country by its name or code; XX where there is none."""
    try:
        return str(pycountry.countries.lookup(text.strip()).alpha_2)
    except LookupError:
        return NEUTRAL


def find_script(text: str) -> str:
    """Latin, Han (with Japanese), or other: of the most letters of a text; accented Latin letters are `Latin, accented`."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = [letter for letter in letters if ord(letter) > 0x24F]
    if 2 * len(foreign) <= len(letters):
        return "Latin" if all(letter.isascii() for letter in letters) else "Latin, accented"
    han = sum(0x3040 <= ord(letter) <= 0x9FFF for letter in foreign)
    return "Han and kana" if 2 * han > len(foreign) else "other scripts"


def _read_list(path: Path) -> Iterator[NamePair]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            name = (row.get("name") or row.get("brand") or "").strip()
            domain = find_registered_domain(_read_domain(row))
            others = [other.strip() for other in (row.get("other_names") or "").split("|")]
            names = dict.fromkeys(n for n in (COUNTRY_IN_NAME.sub("", name), *others) if n)
            if names and domain and fold_words(next(iter(names))):
                country = find_country(row.get("country") or row.get("country_suffix") or "")
                activity = _find_section(row.get("sector") or row.get("category") or "")
                yield NamePair(path.stem, tuple(names), country, row.get("city") or None, activity, domain)


def _find_section(text: str) -> str | None:
    return next((section for start, section in SECTIONS.items() if text.startswith(start)), None)


def _read_domain(row: Mapping[str, str]) -> str:
    """The domain; of a row that leaves it open which of several is likely, the only one."""
    several = [domain for domain in (row.get("all_domains") or "").split(";") if domain]
    found = row.get("domain") or row.get("domain_likely") or (several[0] if len(several) == 1 else "")
    return found.strip().lower()


def _brand_keys(pair: NamePair) -> list[str]:
    profile = load_profile(pair.country)
    keys = (read_name(name, profile).key for name in pair.names)
    return [pair.core, *(key for key in keys if key)]


def _find_root(parents: dict[str, str], key: str) -> str:
    root = key
    while (parent := parents.setdefault(root, root)) != root:
        root = parent
    while parents[key] != root:
        parents[key], key = root, parents[key]
    return root
