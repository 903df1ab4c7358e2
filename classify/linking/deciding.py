"""The decision of one enterprise: which candidates are its own, which pages elsewhere are, and whether it has none."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classify.linking.candidates import SeenCandidate
from classify.linking.lifetime import find_reason, tell_how
from classify.linking.pages_elsewhere import PageClaims, weigh_page_rivals
from classify.linking.pairs import Piece, clip
from classify.linking.posterior import Posterior, combine_candidates
from classify.linking.priors import Priors, expit, logit
from classify.linking.rivals import Claims, weigh_rivals
from classify.linking.weights import LinkModel
from store.linking import FOUND, Finding, FoundLink, Seeker

ACCEPTED = 0.5
"""The probability from which on a site is given to an enterprise (as `classify.presence.BELIEVED`)."""
DECIMALS = 4
EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """A candidate with its relation and probability; `pieces` beside those of the candidate, `beside`: what other candidates take."""

    candidate: SeenCandidate
    relation: str
    probability: float
    pieces: tuple[Piece, ...]
    beside: float


@dataclass(frozen=True, slots=True)
class EnterpriseDecision:
    """What was decided of an enterprise."""

    finding: Finding
    pairs: tuple[DecidedPair, ...]


def decide_enterprise(
    model: LinkModel,
    priors: Priors,
    seeker: Seeker,
    candidates: Sequence[SeenCandidate],
    claims: Mapping[str, Claims],
    pages: Mapping[str, PageClaims],
) -> EnterpriseDecision:
    """Weighs all candidates of an enterprise against each other, against none, and against other enterprises that claim them."""
    own = [c for c in candidates if c.is_own]
    rivals = {c.site: _rivals(model, c, claims) for c in own}
    rivals |= {c.site: _page_rivals(c, pages) for c in candidates if c.is_elsewhere}
    held = {c.site: clip(c.weighed.log_odds + sum(p.weight for p in rivals[c.site])) for c in own}
    posterior = combine_candidates([held[c.site] for c in own], priors.second)
    stated = dict(zip(held, posterior.sites, strict=True))
    accepted = _accept(own, stated)
    pairs = [_decide_pair(model, c, stated, rivals.get(c.site, ()), accepted) for c in candidates]
    return EnterpriseDecision(_find(model, priors, seeker, posterior, [stated[c.site] for c in own if c.site in accepted]), tuple(pairs))


def build_link(model: LinkModel, enterprise_id: str, decided: DecidedPair, now: str) -> FoundLink:
    """The row of a decided pair, with its evidence as JSON; the days of an earlier wave's link go on.

    Verified is a link when its pages were fetched, and not when they are judged again.
    """
    candidate, earlier = decided.candidate, decided.candidate.proposal.earlier
    visit = candidate.proposal.visit
    how = tell_how(visit.status, visit.kind)
    verified = (visit.read_at or now) if how == "read" else earlier.last_verified if earlier else None
    return FoundLink(
        enterprise_id,
        candidate.site,
        decided.relation,
        round(decided.probability, DECIMALS),
        FOUND + model.version,
        json.dumps(_describe(model, decided, how), ensure_ascii=False),
        earlier.first_seen if earlier else None,
        verified,
    )


def is_kept(decided: DecidedPair) -> bool:
    """Whether a pair is worth a row: accepted, compared with its site, or known before."""
    proposal = decided.candidate.proposal
    return decided.relation != "rejected" or bool(proposal.levels) or bool({"register", "earlier"} & proposal.sources.keys())


def _rivals(model: LinkModel, candidate: SeenCandidate, claims: Mapping[str, Claims]) -> tuple[Piece, ...]:
    piece = weigh_rivals(candidate.claim(model), claims.get(candidate.site, Claims()))
    return () if piece is None else (piece,)


def _page_rivals(candidate: SeenCandidate, pages: Mapping[str, PageClaims]) -> tuple[Piece, ...]:
    piece = weigh_page_rivals(candidate.weighed.log_odds, candidate.seen, pages.get(candidate.site, PageClaims()))
    return () if piece is None else (piece,)


def _accept(own: Sequence[SeenCandidate], stated: Mapping[str, float]) -> frozenset[str]:
    """The best site, and others that are tied to the enterprise by more than its name."""
    ranked = sorted((c for c in own if stated[c.site] >= ACCEPTED), key=lambda c: (-stated[c.site], c.site))
    return frozenset(c.site for place, c in enumerate(ranked) if place == 0 or c.weighed.anchored)


def _decide_pair(
    model: LinkModel, candidate: SeenCandidate, stated: Mapping[str, float], rivals: tuple[Piece, ...], accepted: frozenset[str]
) -> DecidedPair:
    if candidate.is_own:
        relation, probability = "own" if candidate.site in accepted else "rejected", stated[candidate.site]
    elif candidate.stands_for != candidate.site:
        relation, probability = "rejected", stated.get(candidate.stands_for, 0.0)
    else:
        probability = expit(clip(candidate.weighed.log_odds + sum(p.weight for p in rivals)))
        relation = candidate.proposal.visit.kind if probability >= ACCEPTED else "rejected"
    total = model.weights.prior + sum(p.weight for p in (*candidate.weighed.pieces, *rivals))
    return DecidedPair(candidate, relation, probability, rivals, logit(min(max(probability, EDGE), 1 - EDGE)) - total)


def _find(model: LinkModel, priors: Priors, seeker: Seeker, posterior: Posterior, kept: Sequence[float]) -> Finding:
    none = posterior.none * priors.split_missing(priors.log_odds(seeker.size_class, seeker.section))
    outcome = "found" if kept else "none" if none >= ACCEPTED else "open"
    sure, none, unseen = (round(p, DECIMALS) for p in (max(kept, default=none), none, posterior.none - none))
    return Finding(seeker.enterprise_id, outcome, sure, none, unseen, len(posterior.sites), FOUND + model.version)


def _describe(model: LinkModel, decided: DecidedPair, how: str) -> dict[str, object]:
    candidate = decided.candidate
    pieces = (*candidate.weighed.pieces, *decided.pieces)
    described: dict[str, object] = {
        "how": how,
        "sources": sorted(candidate.proposal.sources),
        "start": round(model.weights.prior, DECIMALS),
        "pieces": [[piece.name, round(piece.weight, DECIMALS)] for piece in pieces],
        "beside": round(decided.beside, DECIMALS),
    }
    if decided.relation == "rejected":
        alias = candidate.stands_for != candidate.site
        described["why"] = "alias" if alias else find_reason(candidate.seen | {piece.name for piece in pieces})
        described |= {"alias_of": candidate.stands_for} if alias else {}
    return described
