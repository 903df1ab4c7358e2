"""Addresses of one website: candidates that lead to the same site in the end, or show the same home page, count once."""

from collections.abc import Mapping, Sequence

from catalogue.sites import find_site
from store.linking import PairVisit

READ = "ok"


def group_aliases(visits: Sequence[PairVisit]) -> dict[str, str]:
    """{site: the candidate that stands for it}: where it leads to in the end, else the first by name of those that are one."""
    sites = {visit.site for visit in visits}
    parent = {site: site for site in sites}
    by_target, by_page = dict[str, str](), dict[str, str]()
    for visit in sorted(visits, key=lambda v: v.site):
        target = _final_site(visit)
        if target in sites:
            _join(parent, visit.site, target)
        elif target:
            _join(parent, visit.site, by_target.setdefault(target, visit.site))
        if visit.status == READ and visit.home_digest:
            _join(parent, visit.site, by_page.setdefault(visit.home_digest, visit.site))
    return {site: _root(parent, site) for site in sites}


def _final_site(visit: PairVisit) -> str:
    """The site that the home page led to, where it is another one; of hosts that carry many sites with its path."""
    final = find_site(visit.final_url or "") if visit.kind == "own" else None
    return final.site if final is not None and final.site != visit.site else ""


def _root(parent: Mapping[str, str], site: str) -> str:
    while parent[site] != site:
        site = parent[site]
    return site


def _join(parent: dict[str, str], alias: str, target: str) -> None:
    """The target's group stands for both."""
    first, second = _root(parent, alias), _root(parent, target)
    if first != second:
        parent[first] = second
