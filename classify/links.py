"""Which site belongs to which enterprise, as far as the register itself says so."""

from collections.abc import Mapping

from catalogue.sites import ELSEWHERE
from classify.status_rules import load_status_rules
from store.links import RegisterRule, count_links, link_registered_sites
from store.opening import Store

SHARED_FACTOR = 0.9
"""A site that several enterprises name is less surely each one's own."""
KINDS = ("own", "shared", "social", "marketplace")


def decide_links(store: Store, country: str, wave: str) -> Mapping[str, int]:
    """Links every enterprise to the site of its register URL; gives {relation: number of links}.

    Set-wise: one statement for the whole wave. Safe to run again after a crawl has left new statuses.
    """
    link_registered_sites(store, country, wave, register_rules())
    return count_links(store, country, wave)


def register_rules() -> list[RegisterRule]:
    """What to note for each kind and status of a site, named by one enterprise or by several."""
    rules = []
    for status, rule in load_status_rules().items():
        for kind in KINDS:
            for several in (False, True):
                probability = round(rule.link * (SHARED_FACTOR if several else 1.0), 4)
                rules.append(RegisterRule(kind, status, several, _relation(kind, several), probability))
    return rules


def _relation(kind: str, several: bool) -> str:
    """A page on a shared host (Google Sites, Wix) is the enterprise's own; several enterprises share what they all name."""
    if kind in ELSEWHERE:
        return kind
    return "shared" if several else "own"
