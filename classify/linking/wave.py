"""The links of a whole wave: every enterprise with all its candidates, in two passes, since enterprises compete for sites."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit

from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.progress import Progress
from classify.linking.deciding import build_link, decide_enterprise, is_kept
from classify.linking.pages_elsewhere import PageClaims
from classify.linking.posterior import combine_candidates
from classify.linking.priors import Priors, load_priors, logit
from classify.linking.reading import WaveReading, open_wave
from classify.linking.rivals import Claims, add_claim
from store.linking import Finding, FoundLink, replace_found_links
from store.links import count_links
from store.opening import Store
from store.rows import current_time

ENOUGH = 50
"""Enterprises from which on what was found moves the share that has a website …"""
MOST_MOVED, HALF, LEAST = 1.0, 0.5, 0.01
"""… by so much at most (log-odds), and half of what it suggests; no share is taken to be nearer to none or all than the last."""


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
    start = load_priors(load_profile(country))
    first = _survey(reading, start, progress)
    priors = load_priors(load_profile(country), first.moved(start.among))
    deciding = _Deciding(reading, priors, first.claims, first.pages)
    replace_found_links(store, country, wave, deciding.decide(progress))
    return LinkReport(dict(deciding.outcomes), count_links(store, country, wave), dict(deciding.accepted), reading.model.version)


@dataclass(slots=True)
class _Survey:
    """What the first pass gathers: all claims to each site and to each page elsewhere, the prior log-odds of every enterprise, and the
    probability that one of its candidates is right.
    """

    claims: dict[str, Claims] = field(default_factory=dict)
    pages: dict[str, PageClaims] = field(default_factory=dict)
    priors: "array[float]" = field(default_factory=lambda: array("d"))
    found: "array[float]" = field(default_factory=lambda: array("d"))

    def moved(self, among: float) -> float:
        """How far what was found moves the log-odds of having a website: half way to where found sites would be `among` of all.

        Half, since that few were found may as well mean that sources were poor.
        """
        if len(self.found) < ENOUGH:
            return 0.0
        expected, found = float(np.mean(expit(np.array(self.priors)))), float(np.mean(self.found))
        seen = min(max(found / among, LEAST), 1 - LEAST)
        return max(-MOST_MOVED, min(MOST_MOVED, HALF * (logit(seen) - logit(expected))))


def _survey(reading: WaveReading, priors: Priors, progress: Progress) -> _Survey:
    survey = _Survey()
    for seeker in reading.seekers():
        candidates = reading.candidates(priors, seeker)
        own = [c for c in candidates if c.is_own]
        for page in (c for c in candidates if c.is_elsewhere):
            survey.pages.setdefault(page.site, PageClaims()).add(page.weighed.log_odds, page.seen)
        for candidate in own:
            add_claim(survey.claims, candidate.site, candidate.claim(reading.model))
        survey.priors.append(priors.log_odds(seeker.size_class, seeker.section))
        survey.found.append(1 - combine_candidates([c.weighed.log_odds for c in own], priors.second).none)
        progress.advance()
    return survey


@dataclass(slots=True)
class _Deciding:
    """The second pass, and what it counts."""

    reading: WaveReading
    priors: Priors
    claims: Mapping[str, Claims]
    pages: Mapping[str, PageClaims]
    outcomes: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)

    def decide(self, progress: Progress) -> Iterator[tuple[Finding, list[FoundLink]]]:
        """What was decided of each enterprise, with the links to keep."""
        now, model = current_time(), self.reading.model
        for seeker in self.reading.seekers():
            candidates = self.reading.candidates(self.priors, seeker)
            decision = decide_enterprise(model, self.priors, seeker, candidates, self.claims, self.pages)
            self.outcomes[decision.finding.outcome] += 1
            for pair in decision.pairs:
                self.accepted.update(list(pair.candidate.proposal.sources) if pair.relation == "own" else ())
            yield decision.finding, [build_link(model, seeker.enterprise_id, pair, now) for pair in decision.pairs if is_kept(pair)]
            progress.advance()
