"""The share of yes among a country's readable websites, for which its probabilities shall hold."""

from collections.abc import Mapping

import numpy as np

from classify.evidence import weigh_signals
from classify.learning.calibrating import estimate_share
from classify.learning.fitting import Floats
from classify.models import CapabilityModel
from classify.readings import Reading, read_website
from classify.trained.applying import LEAST, MOST
from classify.trained.records import CountryShare
from classify.truth import LabelSet, read_truth
from store.linked_sites import read_unit_sites
from store.linked_visits import read_linked_visits
from store.opening import Store
from store.reviews import read_designs

LEAST_LABELLED, LEAST_SITES, MOST_SITES = 50, 100, 2000
"""Labelled enterprises of a sample, or websites without labels, from which on a share is estimated; websites that are enough for it."""


def estimate_shares(store: Store, country: str, wave: str, models: Mapping[str, CapabilityModel], seed: int) -> dict[str, CountryShare]:
    """{capability: share} where the model's own share is known: from the newest probability sample, else without labels."""
    known = {name: model for name, model in models.items() if model.share is not None}
    shares = {name: found for name in known if (found := share_of_sample(store, country, wave, name)) is not None}
    if len(shares) == len(known):
        return shares
    readings = _read_some(store, country, wave, seed)
    if len(readings) >= LEAST_SITES:
        shares |= {name: share_unlabelled(model, readings) for name, model in known.items() if name not in shares}
    return shares


def share_of_sample(store: Store, country: str, wave: str, capability: str) -> CountryShare | None:
    """The weighted share of yes among the sampled enterprises whose website was read; None where too few were labelled."""
    for design in reversed(read_designs(store, country, wave)):
        truth = read_truth(store, country, wave, capability, LabelSet("audit", design.sample))
        read = ~truth.unread
        if read.sum() >= LEAST_LABELLED:
            share = float(np.average(truth.positive[read], weights=truth.weights[read]))
            return CountryShare(_within(share), "sample", int(read.sum()))
    return None


def share_unlabelled(model: CapabilityModel, readings: list[Reading]) -> CountryShare:
    """The share that the model's own probabilities suggest for these websites."""
    log_odds: Floats = np.array([weigh_signals(model, reading.by_kind).log_odds for reading in readings], dtype=np.float64)
    share = estimate_share(1 / (1 + np.exp(-log_odds)), _within(model.share or 0.5))
    return CountryShare(_within(share), "unlabelled", len(readings))


def _read_some(store: Store, country: str, wave: str, seed: int) -> list[Reading]:
    """The readings of websites drawn at random."""
    located = read_unit_sites(store, country, wave)
    sites = sorted({site for site, status in zip(located["site"], located["status"], strict=True) if status == "ok"})
    drawn = np.random.default_rng(seed).permutation(len(sites))[:MOST_SITES]
    visits = read_linked_visits(store, country, wave, [sites[i] for i in drawn])
    return [reading for visit in visits if (reading := read_website(visit.website, visit.signals)).readable]


def _within(share: float) -> float:
    return min(max(share, LEAST), MOST)
