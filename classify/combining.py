"""The decisions of one or several sites become the decisions of the enterprise that they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classify.deciding import Decision
from classify.presence import BELIEVED, OWN, LinkedSite, decide_presence

RANK = {"no": 0, "unknown": 1, "yes": 2}
"""A yes on any site is a yes; what one site leaves unknown another's no does not settle."""


@dataclass(frozen=True, slots=True)
class SiteDecisions:
    """What was decided of one linked site."""

    site: LinkedSite
    decisions: tuple[Decision, ...]


def combine_sites(sites: Sequence[SiteDecisions]) -> Iterator[Decision]:
    """One decision a capability for an enterprise with these sites (at least one), in the catalogue's order."""
    presence = {p.capability: p for p in decide_presence([s.site for s in sites])}
    believed = [s for s in sites if s.site.relation in OWN and s.site.probability >= BELIEVED]
    for position, first in enumerate(sites[0].decisions):
        name = first.capability
        if name in presence:
            yield Decision(name, presence[name].answer, presence[name].probability)
        elif name == "marketplace_presence" and (sold := _marketplace_link(sites)) is not None:
            yield Decision(name, "yes", sold)
        else:
            yield _strongest([s.decisions[position] for s in believed]) or Decision(name, "unknown", None)


def _strongest(decisions: Sequence[Decision]) -> Decision | None:
    return max(decisions, key=lambda d: (RANK[d.answer], d.probability or 0.0), default=None)


def _marketplace_link(sites: Sequence[SiteDecisions]) -> float | None:
    """The register itself names the enterprise's page on a marketplace."""
    return max((s.site.probability for s in sites if s.site.relation == "marketplace" and s.site.probability >= BELIEVED), default=None)
