"""Candidates from the profiles and shop pages that an enterprise's own site links to."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from catalogue.profiles import CountryProfile
from catalogue.sites import find_site
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
    stated: dict[str, dict[str, StatedProfile]] = defaultdict(dict)
    for found in read_stated_profiles(store, country, wave):
        site = find_site(found.address)
        if site is not None and site.kind in {"social", "marketplace"}:
            stated[site.site].setdefault(found.enterprise_id, found)
    of_enterprise: dict[str, list[Candidate]] = defaultdict(list)
    for site_name, by_enterprise in stated.items():
        websites = len({found.site for found in by_enterprise.values()})
        for enterprise_id, found in by_enterprise.items():
            score = score_profile(site_name, _read_names(store, country, wave, enterprise_id, profile), websites)
            candidate = Candidate(enterprise_id, site_name, "link", score, found.page_url, urlsplit(found.address).path[:120])
            of_enterprise[enterprise_id].append(candidate)
    for _, candidates in sorted(of_enterprise.items()):
        yield from sorted(candidates, key=lambda candidate: (-(candidate.score or 0.0), candidate.site))[:MOST_PROFILES]


def score_profile(site: str, names: tuple[NameReading, ...], websites: int) -> float:
    """How likely a page elsewhere is that of the enterprise with these names, which so many websites link to as theirs."""
    handle = find_handle(site)
    level = compare_handle(handle, names) if handle else "none"
    return round(SAYS[level] if level in {"exact", "starts"} else SAYS[level] / websites, 4)


def _read_names(store: Store, country: str, wave: str, enterprise_id: str, profile: CountryProfile) -> tuple[NameReading, ...]:
    enterprise = find_enterprise(store, country, wave, enterprise_id)
    names = (enterprise.name, enterprise.trade_name) if enterprise else ()
    return tuple(read_name(name, profile) for name in names if name)
