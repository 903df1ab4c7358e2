"""The candidates of one enterprise: what speaks for and against each, before rivals and the other candidates are looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalogue.sites import ELSEWHERE
from classify.linking.aliases import group_aliases
from classify.linking.lifetime import weigh_past
from classify.linking.pairs import Piece, WeighedPair, clip, is_known, name_evidence, weigh_pair
from classify.linking.priors import Priors
from classify.linking.rivals import Claim
from classify.linking.weights import SOURCE, LinkModel
from store.linking import EarlierLink, PairVisit, Seeker
from store.records import Comparison

PRIOR = "prior.website"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A site proposed for an enterprise: by whom, what was compared {kind: level}, the visit, and the earlier link to it."""

    visit: PairVisit
    sources: Mapping[str, float | None]
    levels: Mapping[str, str]
    earlier: EarlierLink | None = None


@dataclass(frozen=True, slots=True)
class SeenCandidate:
    """A proposal weighed. `stands_for`: the candidate that counts for it where it is another address of the same website."""

    proposal: Proposal
    seen: frozenset[str]
    weighed: WeighedPair
    stands_for: str

    @property
    def site(self) -> str:
        """The candidate's site."""
        return self.proposal.visit.site

    @property
    def is_own(self) -> bool:
        """Whether the site may be the enterprise's own website: no profile or shop page, no other address of another candidate."""
        return not self.is_elsewhere and self.stands_for == self.site

    @property
    def is_elsewhere(self) -> bool:
        """Whether the site is a page on a social network or a marketplace."""
        return self.proposal.visit.kind in ELSEWHERE

    def claim(self, model: LinkModel) -> Claim:
        """What the candidate is to others that want the same site: by the evidence alone, since the prior moves between two readings."""
        evident = clip(model.weights.prior + sum(p.weight for p in self.weighed.pieces if p.name != PRIOR))
        shown = any(not name.startswith(f"{SOURCE}.") for name in self.seen & model.anchors)
        return Claim(evident, self.weighed.anchored, shown, "register" in self.proposal.sources)


def gather_proposals(
    visits: Sequence[PairVisit], comparisons: Iterable[Comparison], earlier: Sequence[EarlierLink]
) -> tuple[Proposal, ...]:
    """One proposal a site, from rows by site and source."""
    levels, before = dict[str, dict[str, str]](), {link.site: link for link in earlier}
    for comparison in comparisons:
        levels.setdefault(comparison.site, {})[comparison.kind] = comparison.level
    proposals = []
    for site, rows in groupby(visits, key=lambda visit: visit.site):
        of_site = list(rows)
        sources = {visit.source: visit.score for visit in of_site}
        proposals.append(Proposal(of_site[0], sources, levels.get(site, {}), before.get(site)))
    return tuple(proposals)


def weigh_proposals(model: LinkModel, priors: Priors, seeker: Seeker, proposals: Sequence[Proposal]) -> tuple[SeenCandidate, ...]:
    """Every proposal with its evidence; a site with several addresses has the sources of all of them."""
    stands_for = {p.visit.site: p.visit.site for p in proposals}
    stands_for |= group_aliases([p.visit for p in proposals if p.visit.kind not in ELSEWHERE])
    sources = dict[str, dict[str, float | None]]()
    for proposal in proposals:
        _join_sources(sources.setdefault(stands_for[proposal.visit.site], {}), proposal.sources)
    shift = priors.shift(priors.log_odds(seeker.size_class, seeker.section))
    candidates = []
    for proposal in proposals:
        site = proposal.visit.site
        named = sources[site] if stands_for[site] == site else proposal.sources
        seen = name_evidence(model, proposal.levels, named)
        weighed = _weigh_now(model, proposal, named, shift)
        alone = _weigh_now(model, proposal, {source: score for source, score in named.items() if source != "earlier"}, shift)
        past = weigh_past(priors, weighed.log_odds, alone.log_odds, proposal.visit.status, named, proposal.earlier)
        candidates.append(SeenCandidate(proposal, seen, _add(weighed, tuple(past)), stands_for[site]))
    return tuple(candidates)


def _weigh_now(model: LinkModel, proposal: Proposal, sources: Mapping[str, float | None], shift: float) -> WeighedPair:
    """What this wave shows, and the prior. That the register names a site says more than how many enterprises have one."""
    weighed = weigh_pair(model, name_evidence(model, proposal.levels, sources))
    without_prior = is_known(sources) or proposal.visit.kind in ELSEWHERE or not shift
    return weighed if without_prior else _add(weighed, [Piece(PRIOR, shift)])


def _join_sources(joined: dict[str, float | None], more: Mapping[str, float | None]) -> None:
    """Adds the sources of another address of the website; of one source the address counts that it is surer of."""
    for source, score in more.items():
        joined[source] = max((s for s in (joined.get(source), score) if s is not None), default=None)


def _add(weighed: WeighedPair, pieces: Sequence[Piece]) -> WeighedPair:
    return WeighedPair(clip(weighed.log_odds + sum(p.weight for p in pieces)), (*weighed.pieces, *pieces), weighed.anchored)
