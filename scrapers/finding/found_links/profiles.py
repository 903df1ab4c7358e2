"""Candidates from the profiles and shop pages that an enterprise's own site links to."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit

import numpy as np

from catalogue.profiles import CountryProfile
from catalogue.sites import ELSEWHERE, find_site
from scrapers.finding.handles import compare_handle, find_handle
from scrapers.finding.names import NameReading, read_name
from store.archived_sites import StatedProfile, read_stated_profiles
from store.frame import find_enterprise
from store.opening import Store
from store.records import Candidate

SAYS = {"exact": 0.95, "starts": 0.9, "initials": 0.85, "part": 0.8, "none": 0.6}
"""How likely a page elsewhere is the enterprise's whose site links to it, by how far its handle bears the name (see `handles`)."""

MOST_PROFILES = 8
"""Pages elsewhere proposed for one enterprise."""


def propose_stated_profiles(store: Store, country: str, wave: str, profile: CountryProfile) -> Iterator[Candidate]:
    """Pages on social networks and marketplaces that the own sites of enterprises link to; `origin` is the page of the link.

    A page that the sites of several enterprises link to is one they share, or that of whoever made the sites: where it does not bear
    the enterprise's name, it is as much less likely its own.
    """
    shared = _count_websites(_read_stated(store, country, wave))
    for enterprise_id, of_one in groupby(_read_stated(store, country, wave), key=lambda pair: pair[1].enterprise_id):
        names, first = _read_names(store, country, wave, enterprise_id, profile), dict[str, StatedProfile]()
        for site, found in of_one:
            first.setdefault(site, found)
        candidates = [
            Candidate(
                enterprise_id, site, "link", score_profile(site, names, shared.get(hash(site), 1)), found.page_url,
                urlsplit(found.address).path[:120],
            )
            for site, found in first.items()
        ]  # fmt: skip
        yield from sorted(candidates, key=lambda candidate: (-(candidate.score or 0.0), candidate.site))[:MOST_PROFILES]


def _read_stated(store: Store, country: str, wave: str) -> Iterator[tuple[str, StatedProfile]]:
    """(page elsewhere, where it is linked), by enterprise."""
    for found in read_stated_profiles(store, country, wave):
        site = find_site(found.address)
        if site is not None and site.kind in ELSEWHERE:
            yield site.site, found


def _count_websites(stated: Iterable[tuple[str, StatedProfile]]) -> dict[int, int]:
    """{hash of a page elsewhere: websites that link to it as theirs}, where there are several; of an enterprise's the first counts.

    Hashes, so that a million enterprises' pages lie in memory at once; see `name_index`.
    """
    pages, websites = array("q"), array("q")
    for _, of_one in groupby(stated, key=lambda pair: pair[1].enterprise_id):
        first: dict[str, str] = {}
        for page, found in of_one:
            first.setdefault(page, found.site)
        pages.extend(map(hash, first))
        websites.extend(map(hash, first.values()))
    if not pages:
        return {}
    pairs = np.unique(np.column_stack([np.frombuffer(pages, dtype=np.int64), np.frombuffer(websites, dtype=np.int64)]), axis=0)
    hashes, counts = np.unique(pairs[:, 0], return_counts=True)
    return dict(zip(hashes[counts > 1].tolist(), counts[counts > 1].tolist(), strict=True))


def score_profile(site: str, names: tuple[NameReading, ...], websites: int) -> float:
    """How likely a page elsewhere is that of the enterprise with these names, which so many websites link to as theirs."""
    handle = find_handle(site)
    level = compare_handle(handle, names) if handle else "none"
    return round(SAYS[level] if level in {"exact", "starts"} else SAYS[level] / websites, 4)


def _read_names(store: Store, country: str, wave: str, enterprise_id: str, profile: CountryProfile) -> tuple[NameReading, ...]:
    enterprise = find_enterprise(store, country, wave, enterprise_id)
    names = (enterprise.name, enterprise.trade_name) if enterprise else ()
    return tuple(read_name(name, profile) for name in names if name)
