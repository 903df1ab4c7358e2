"""Enterprises whose websites are known, by readers or by contact facts marked on pages; their register rows name no website."""

import csv
import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from catalogue.sites import find_site, registered_domain
from scrapers.comparing.statements import is_empty_name
from scrapers.finding.names import fold_words

FACTS = {"address": "STREET", "place": "CITY", "postcode": "ZIPCODE", "phone": "TEL"}
GREAT_BRITAIN = re.compile(r"[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}")
CANADA = re.compile(r"[A-Z]\d[A-Z] ?\d[A-Z]\d")
NORTH_AMERICA = re.compile(r"(?:\+?1\D{0,2})?\(?\d{3}\D{1,2}\d{3}\D?\d{4}")
NEAR = 60
"""From this likeness of an organisation's name to the host on, a page is taken to be that organisation's."""


@dataclass(frozen=True, slots=True)
class Case:
    """An enterprise: the group it is reported in, its true sites, whether a reader could read them, its row of the register."""

    enterprise_id: str
    group: str
    sites: frozenset[str]
    is_readable: bool
    row: Mapping[str, str]

    @property
    def is_named(self) -> bool:
        """Whether the register's name names somebody; in these registers some are titles such as `Home page`."""
        return not is_empty_name(fold_words(self.row["name"]))

    @property
    def is_like_host(self) -> bool:
        """Whether the name can be told from the host of a true site."""
        key = "".join(fold_words(self.row["name"]))
        return any(fuzz.ratio(key, core_of(site)) >= NEAR for site in self.sites)

    @property
    def has_contacts(self) -> bool:
        """Whether the register knows a telephone number, a street or a postcode."""
        return any(self.row.get(column) for column in ("phone", "address", "postcode"))


@dataclass(frozen=True, slots=True)
class Folder:
    """The cases of a folder, the addresses where its sites begin, {site: URL}, and its archives."""

    cases: tuple[Case, ...]
    starts: Mapping[str, str]
    archives: tuple[Path, ...]


def load_folder(folder: Path) -> Folder:
    """Reads register.csv and sites.csv, and pages.csv where there is one."""
    cases, starts = _read_register(folder)
    pages = _read_rows(folder / "pages.csv") if (folder / "pages.csv").exists() else []
    others = {found.site: found.url for row in pages if (found := find_site(row["url"]))}
    firms = _join_same_phones(_read_firms(pages, folder.name))
    starts = {**others, **starts}
    archives = tuple(sorted(folder.glob("*-*.warc.gz")))
    return Folder(tuple(_add_subdomains([*cases, *firms], starts)), starts, archives)


def _read_register(folder: Path) -> tuple[list[Case], dict[str, str]]:
    """The register's rows without their addresses, and where their sites begin."""
    labels = {row["host"].removeprefix("www."): row for row in _read_rows(folder / "sites.csv")}
    cases, starts = list[Case](), dict[str, str]()
    for row in _read_rows(folder / "register.csv"):
        found = find_site(row["url"])
        label = labels.get(found.host) if found else None
        if found is None or label is None:
            continue
        kept = {column: text for column, text in row.items() if column not in {"enterprise_id", "url"}}
        group = f"{folder.name} {label['split']}"
        cases.append(Case(f"{folder.name}-{row['enterprise_id']}", group, frozenset([found.site]), label["status"] == "ok", kept))
        starts[found.site] = row["url"]
    return cases, starts


def _read_firms(pages: Iterable[Mapping[str, str]], name: str) -> Iterator[Case]:
    """The firms that pages show, one a site, where a phone, a street or a postcode is marked beside the name."""
    seen = set[str]()
    for page in pages:
        facts = json.loads(page["entities"]) if page["entities"] else {}
        found = find_site(page["url"])
        if found is None or found.site in seen or not facts.get("ORG") or not any(facts.get(k) for k in ("TEL", "STREET", "ZIPCODE")):
            continue
        seen.add(found.site)
        row = {column: _clean(next(iter(facts.get(kind, [])), "")) for column, kind in FACTS.items()}
        row = {**row, "name": _choose_name(facts["ORG"], found.host), "country": _find_country(row)}
        yield Case(f"{name}-firm-{found.site}", f"{name} firms {page['split']}", frozenset([found.site]), True, row)


def _choose_name(organisations: Iterable[str], host: str) -> str:
    """The organisation nearest to the host's name, or the first where none is near: pages name clients and partners too.

    Parts of names are marked as well: the first that holds the nearest one's words is the whole name.
    """
    names = {name: fuzz.ratio("".join(fold_words(name)), core_of(host)) for text in organisations if (name := _clean(text))}
    best = max(names, key=lambda name: names[name])
    if names[best] < NEAR:
        return next(iter(names))
    return next(name for name in names if set(fold_words(best)) <= set(fold_words(name)))


def _find_country(row: Mapping[str, str]) -> str:
    """The country of a firm, which its register would know, by the form of its postcode or telephone number; '' where that is unclear."""
    if GREAT_BRITAIN.fullmatch(row["postcode"]):
        return "GB"
    if CANADA.fullmatch(row["postcode"]):
        return "CA"
    return "US" if NORTH_AMERICA.fullmatch(row["phone"]) else ""


def _join_same_phones(cases: Iterable[Case]) -> list[Case]:
    """One case for the sites of one business: firms with the same telephone number."""
    by_phone: dict[str, Case] = {}
    for case in cases:
        digits = "".join(sign for sign in case.row["phone"] if sign.isdigit())[-9:]
        key = digits if len(digits) >= 8 else case.enterprise_id
        known = by_phone.get(key)
        by_phone[key] = replace(known, sites=known.sites | case.sites) if known else case
    return list(by_phone.values())


def _add_subdomains(cases: Sequence[Case], starts: Iterable[str]) -> Iterator[Case]:
    """The cases with all sites on their domains: who holds a domain holds what is below it, but where several cases share one."""
    below: dict[str, set[str]] = {}
    for site in starts:
        below.setdefault(registered_domain(site), set()).add(site)
    holders = Counter(domain for case in cases for domain in {registered_domain(site) for site in case.sites})
    for case in cases:
        own = (registered_domain(site) for site in case.sites)
        yield replace(case, sites=case.sites.union(*(below[domain] for domain in own if holders[domain] == 1 and domain in below)))


def _clean(text: str) -> str:
    """As a register would have it: entities resolved, one space between words, nothing hanging over at the ends."""
    return " ".join(html.unescape(html.unescape(text)).split()).strip(" .,;}")


def _read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def core_of(site: str) -> str:
    """A site's host without its suffix and signs, to compare with names."""
    return "".join(fold_words((urlsplit(f"http://{site}").hostname or site).rpartition(".")[0]))
