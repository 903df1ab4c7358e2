"""Candidates and comparisons of an invented wave."""

from collections.abc import Mapping, Sequence

from catalogue.progress import Quiet
from classify.linking import LinkReport, link_found_sites
from store.candidates import add_candidates
from store.comparisons import replace_comparisons
from store.decisions import read_links
from store.frame import write_enterprises
from store.opening import Store
from store.records import Candidate, Comparison, Enterprise, Link, Page, SiteVisit, Website
from store.websites import write_visits

COUNTRY, WAVE = "XD", "2026"
PLACE = (COUNTRY, WAVE)
GOOD = {"name": "exact", "name_rarity": "unique", "place": "contact", "country": "own", "site_state": "read"}
SURE = {**GOOD, "identifier": "equal", "phone": "equal"}
NAMESAKE = {"name": "exact", "name_rarity": "few", "place": "none", "postcode": "other", "site_state": "read"}
STRANGER = {"name": "none", "name_in_text": "none", "host_name": "starts", "place": "none", "site_state": "read"}


def put_site(
    store: Store, site: str, *, wave: str = WAVE, kind: str = "own", status: str = "ok", final_url: str | None = None, body: str = ""
) -> None:
    """A visited site; `body` stands for its home page's content."""
    website = Website(COUNTRY, wave, site, site.split("/")[0], kind=kind, status=status, final_url=final_url, is_candidate=True)
    pages = (Page(f"http://{site}/", 200, digest=f"sha256:{body or site}"),) if status == "ok" else ()
    write_visits(store, [SiteVisit(website, pages)])


def put_enterprise(store: Store, enterprise_id: str, *, wave: str = WAVE, size: str = "S10T49", site: str | None = None) -> None:
    """A unit of the register."""
    url = f"http://{site}/" if site else None
    write_enterprises(store, [Enterprise(COUNTRY, wave, enterprise_id, f"Firm {enterprise_id}", size_class=size, site=site, url=url)])


def propose(
    store: Store,
    site: str,
    pairs: Mapping[str, Mapping[str, str]],
    sources: Sequence[str] = ("guess",),
    *,
    wave: str = WAVE,
    score: float | None = 0.8,
) -> None:
    """Proposes a site to enterprises {id: {kind: level}}."""
    for enterprise_id in pairs:
        add_candidates(store, COUNTRY, wave, [Candidate(enterprise_id, site, source, score) for source in sources])
    rows = [Comparison(e, site, kind, level, "test-1") for e, levels in pairs.items() for kind, level in levels.items()]
    replace_comparisons(store, COUNTRY, wave, site, rows)


def decide(store: Store, wave: str = WAVE) -> LinkReport:
    """Decides the wave's links."""
    return link_found_sites(store, COUNTRY, wave, Quiet())


def read_relations(store: Store, wave: str = WAVE) -> dict[tuple[str, str], str]:
    """{(enterprise, site): relation}."""
    return {(link.enterprise_id, link.site): link.relation for link in read_links(store, COUNTRY, wave)}


def find_link(store: Store, enterprise_id: str, site: str, wave: str = WAVE) -> Link:
    """One link."""
    return next(link for link in read_links(store, COUNTRY, wave, enterprise_id) if link.site == site)
