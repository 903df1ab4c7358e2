"""An invented wave to review: six sampled enterprises with and without archived pages, and three outside of the sample."""

import pytest

from classify.reviewing import open_audit
from store.decisions import replace_capabilities, replace_links
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Link, Page, SampleDesign, SampledUnit, SiteVisit, Website
from store.reviewing import Queue
from store.reviews import write_sample
from store.websites import write_visits

COUNTRY, WAVE, SAMPLE = "XD", "2026", "audit-1"
SITES = {
    "E0": "alpha.com",
    "E1": "beta.com",
    "E2": "facebook.com/gamma",
    "E5": "zeta.com",
    "T0": "tau.com",
    "T1": "tau.com",
    "T2": "ypsilon.com",
}


def visit(site: str, pages: int, status: str = "ok", **columns: str) -> SiteVisit:
    kind = "social" if site.startswith("facebook") else "own"
    urls = [f"http://{site}/{name}" for name in ("shop", "", "about")[:pages]]
    archived = tuple(Page(url, 200, "2026-11-01T10:00:00Z", "sha256:x", "en", url, 9, "a.warc.gz", n) for n, url in enumerate(urls))
    return SiteVisit(Website(COUNTRY, WAVE, site, site.split("/")[0], kind, status=status, is_final=True, **columns), archived)


def link(enterprise: str, site: str, relation: str = "own", probability: float = 0.9) -> Link:
    return Link(COUNTRY, WAVE, enterprise, site, relation, probability, "register")


def capability(enterprise: str, name: str, probability: float) -> Capability:
    return Capability(enterprise, name, "yes" if probability >= 0.5 else "no", probability, "rules-1+abc")


def enterprise(key: str, size_class: str) -> Enterprise:
    return Enterprise(
        COUNTRY,
        WAVE,
        key,
        name=f"Name {key}",
        place="Town",
        url=f"http://{SITES[key]}/" if key in SITES else None,
        site=SITES.get(key),
        size_class=size_class,
        activity="4711",
        section="G",
        email="info@delta.com" if key == "E3" else None,
    )


@pytest.fixture
def wave(store: Store) -> Store:
    """The store with register, sites, links, decisions and a sample in the order E2 E0 E1 E3 E4 E5."""
    sizes = {"E1": "S10T49", "E4": "S10T49"}
    write_enterprises(store, [enterprise(key, sizes.get(key, "S0T9")) for key in ("E0", "E1", "E2", "E3", "E4", "E5", "T0", "T1", "T2")])
    write_visits(
        store,
        [
            visit("alpha.com", 3),
            visit("beta.com", 1),
            visit("facebook.com/gamma", 0, "not_attempted"),
            visit("zeta.com", 0, "blocked"),
            visit("tau.com", 2),
            visit("ypsilon.com", 1),
        ],
    )
    replace_links(store, COUNTRY, WAVE, [link(key, site, "social" if "facebook" in site else "own") for key, site in SITES.items()])
    replace_capabilities(
        store,
        COUNTRY,
        WAVE,
        [
            capability("E0", "online_ordering", 0.95),
            capability("T0", "online_ordering", 0.52),
            capability("T1", "online_ordering", 0.45),
            capability("T2", "online_ordering", 0.9),
        ],
    )
    draw(store, ["E2", "E0", "E1", "E3", "E4", "E5"])
    return store


def draw(store: Store, enterprises: list[str], name: str = SAMPLE) -> None:
    design = SampleDesign(COUNTRY, WAVE, name, "online_ordering", None, 7, len(enterprises), "proportional", {"predicted_yes": (9, 6)})
    write_sample(store, design, [SampledUnit(key, "predicted_yes", 6 / 9, place) for place, key in enumerate(enterprises)])


@pytest.fixture
def queue(wave: Store) -> Queue:
    """The sample's queue without second tasks."""
    return open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=0.0, by="maria")
