"""The links of a whole wave: every enterprise with all its candidates, in two passes, since enterprises compete for sites."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.progress import Progress
from classify.learning.calibrating import estimate_share
from classify.linking.candidates import SeenCandidate
from classify.linking.deciding import build_link, decide_enterprise, is_kept
from classify.linking.pairs import is_known
from classify.linking.posterior import combine_candidates
from classify.linking.priors import Priors, load_priors, logit
from classify.linking.reading import WaveReading, open_wave
from classify.linking.rivals import Claims
from classify.linking.weights import SOURCE, LinkModel
from store.linking import Finding, FoundLink, replace_found_links
from store.links import count_links
from store.opening import Store
from store.rows import current_time

ENOUGH = 50
"""Enterprises with candidates from which on the wave's own evidence moves the share that has a website."""
MOST_MOVED = 1.0


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What was decided: {outcome: enterprises} (found, none, open), {relation: links}, and {source: own or shared sites it proposed that
    were accepted}.
    """

    outcomes: Mapping[str, int]
    relations: Mapping[str, int]
    accepted: Mapping[str, int]
    model: str


def link_found_sites(store: Store, country: str, wave: str, progress: Progress) -> LinkReport:
    """Decides the links of all enterprises whose websites are looked for, from candidates and comparisons, and replaces earlier ones.

    Running it twice gives the same links; `store.candidates.settle_candidates` then opens the accepted sites for the crawl.
    """
    reading = open_wave(store, country, wave)
    total = sum(1 for _ in reading.seekers())
    progress.start(say("Deciding which website is whose"), 2 * total)
    first = _survey(reading, load_priors(load_profile(country)), progress)
    priors = load_priors(load_profile(country), first.moved())
    deciding = _Deciding(reading, priors, first.claims)
    replace_found_links(store, country, wave, deciding.decide(progress))
    return LinkReport(dict(deciding.outcomes), count_links(store, country, wave), dict(deciding.accepted), reading.model.version)


@dataclass(slots=True)
class _Survey:
    """What the first pass gathers: all claims to each site, and of enterprises that the register names no site of, the probability that a
    candidate is right, before and after comparing.
    """

    claims: dict[str, Claims] = field(default_factory=dict)
    before: "array[float]" = field(default_factory=lambda: array("d"))
    after: "array[float]" = field(default_factory=lambda: array("d"))

    def moved(self) -> float:
        """How far the wave's evidence moves the log-odds of having a website (expectation maximisation, as for capabilities)."""
        if len(self.after) < ENOUGH:
            return 0.0
        share = float(np.mean(self.before))
        found = min(max(estimate_share(np.array(self.after), share), 0.001), 0.999)
        return max(-MOST_MOVED, min(MOST_MOVED, logit(found) - logit(share)))


def _survey(reading: WaveReading, priors: Priors, progress: Progress) -> _Survey:
    survey = _Survey()
    for seeker in reading.seekers():
        own = [c for c in reading.candidates(priors, seeker) if c.is_own]
        for candidate in own:
            survey.claims.setdefault(candidate.site, Claims()).add(candidate.claim(reading.model))
        if own and not any(is_known(c.proposal.sources) for c in own):
            survey.before.append(1 - combine_candidates([_log_odds_unseen(reading.model, c) for c in own], priors.second).none)
            survey.after.append(1 - combine_candidates([c.weighed.log_odds for c in own], priors.second).none)
        progress.advance()
    return survey


def _log_odds_unseen(model: LinkModel, candidate: SeenCandidate) -> float:
    """The log-odds before the site was looked at: by who proposed it, and by the prior."""
    known = (p.weight for p in candidate.weighed.pieces if p.name.startswith((f"{SOURCE}.", "prior.")))
    return model.weights.prior + sum(known)


@dataclass(slots=True)
class _Deciding:
    """The second pass, and what it counts."""

    reading: WaveReading
    priors: Priors
    claims: Mapping[str, Claims]
    outcomes: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)

    def decide(self, progress: Progress) -> Iterator[tuple[Finding, list[FoundLink]]]:
        """What was decided of each enterprise, with the links to keep."""
        now, model = current_time(), self.reading.model
        for seeker in self.reading.seekers():
            decision = decide_enterprise(model, self.priors, seeker, self.reading.candidates(self.priors, seeker), self.claims)
            self.outcomes[decision.finding.outcome] += 1
            for pair in decision.pairs:
                self.accepted.update(list(pair.candidate.proposal.sources) if pair.relation == "own" else ())
            yield decision.finding, [build_link(model, seeker.enterprise_id, pair, now) for pair in decision.pairs if is_kept(pair)]
            progress.advance()
