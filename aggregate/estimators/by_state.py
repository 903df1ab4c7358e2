"""The default estimator: shares of yes in domains, post-stratified by what the crawl and the classifier said of every enterprise.

Sources: ratio means of domains with calibrated weights (Särndal, Swensson and Wretman 1992, 7.6 and 10.3), post-strata being the states,
with margins of each state by section and size where they are given (`margins`); residuals leverage-adjusted (HC3); a floor under the
variance and caution in intervals (`floors`); logit intervals that know the third moment (`skewness`), near 0 and 1 those of `edges`.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Booleans, Floats, Integers, hold_arrays, takes_arrays
from aggregate.estimators.calibration import Leverage, calibrate_weights, group_indicators
from aggregate.estimators.clusters import name_clusters
from aggregate.estimators.domain_sums import Calibration, Selection, estimate_domain_shares
from aggregate.estimators.edges import domain_interval
from aggregate.estimators.floors import find_missing_caution, find_missing_variance
from aggregate.estimators.intervals import find_effective_sizes, is_at_an_edge
from aggregate.estimators.margins import Margin, build_margin, join_columns
from aggregate.estimators.phase_variances import find_earlier_variances, list_phases
from aggregate.estimators.response import PAIRED_STATE
from aggregate.estimators.skewness import find_third_moments
from aggregate.estimators.stratified import LonelyPolicy, find_open_shares
from aggregate.estimators.two_phase import Phase

STATES = len(PAIRED_STATE)
FEWEST_LABELS = 10
PAIRS = tuple((state, pair) for state, pair in enumerate(PAIRED_STATE) if state < pair)
WHOLE = 1e12
SMALLEST_RATIO, LARGEST_RATIO = 0.2, 4.0


@dataclass(frozen=True, slots=True)
class LabelledSample:
    """The sampled units that were answered: arrays of one length, but for `frame_sizes`.

    `answers` 1 yes, 0 no; `states` 0..3; `strata` 0..H-1 of the design; `frame_sizes` (H,) their N; `weights` design weights after
    the adjustment for units without an answer. `margins` break the states' totals down further. Units with one number in `clusters` share
    the website that decides their state and err together; -1 shares with none. `earlier` are the phases that the units came through
    before the review, whose weights are in `weights` too.
    """

    answers: Floats
    states: Integers
    strata: Integers
    frame_sizes: Floats
    weights: Floats
    margins: tuple[Margin, ...] = ()
    clusters: Integers | None = None
    earlier: tuple[Phase, ...] = ()

    def __post_init__(self) -> None:
        hold_arrays(self)

    @property
    def certain(self) -> Booleans:
        """Units of strata in which every unit of the frame was answered: they have no sampling error."""
        return (np.bincount(self.strata, minlength=len(self.frame_sizes)) >= self.frame_sizes)[self.strata]

    @property
    def degrees(self) -> int:
        """Degrees of freedom: answered units that were drawn by chance (all, after earlier phases), less their strata; at least one."""
        chance = np.ones(len(self.strata), dtype=bool) if self.earlier else ~self.certain
        return max(int(chance.sum()) - len(np.unique(self.strata[chance])), 1)


@dataclass(frozen=True, slots=True)
class DomainEstimates:
    """Shares of yes in domains with their margins, arrays of shape (domains,); NaN where a domain has no label.

    `labelled` counts labels; `effective` is the simple random sample as sure as they are, WHOLE where every unit was labelled.
    """

    shares: Floats
    standard_errors: Floats
    low: Floats
    high: Floats
    labelled: Floats
    effective: Floats


@dataclass(frozen=True, slots=True)
class Variances:
    """Shares in domains with the variance that was seen, the published one with its floor, and what intervals rest on: a careful one and
    the third moment.
    """

    shares: Floats
    seen: Floats
    sampling: Floats
    careful: Floats
    third_moments: Floats


def collapse_states(labelled: Integers, frame: Floats) -> Integers:
    """The post-stratum of each state, -1 for a state that the frame does not have.

    A state with fewer than ten labels joins its pair: unread with no site, predicted yes with predicted no. A pair that still has
    fewer than ten ends post-stratification: all enterprises are one group, so that unread ones never stand for read ones unseen.

    Args:
        labelled: labels drawn by chance in each state, shape (4,).
        frame: the frame's units in each state without those in the sample with certainty, shape (4,).
    """
    groups = np.arange(STATES)
    for first, second in PAIRS:
        pair = [state for state in (first, second) if frame[state] > 0]
        if any(labelled[state] < FEWEST_LABELS for state in pair):
            groups[second] = first
        if pair and sum(int(labelled[state]) for state in pair) < FEWEST_LABELS:
            groups[:] = 0
            break
    groups[frame <= 0] = -1
    kept = sorted(set(groups[groups >= 0].tolist()))
    return np.array([kept.index(g) if g >= 0 else -1 for g in groups.tolist()])


@takes_arrays
def estimate_by_state(
    sample: LabelledSample,
    state_totals: Floats,
    domains: Floats | csr_array,
    *,
    level: float = 0.95,
    leverage: Leverage = "hc3",
    lonely: LonelyPolicy = "adjust",
) -> DomainEstimates:
    """Shares of yes in each domain.

    Args:
        sample: the answered units.
        state_totals: the frame's (weighted) number of units in each state, shape (4,).
        domains: 1 where the unit is of the domain, shape (domains, units), best as a sparse array; the whole sample is used for each.
        level: of the intervals.
        leverage: adjustment of the residuals.
        lonely: policy for strata with one answered unit.
    """
    domains = csr_array(domains)
    auxiliaries, totals = _build_auxiliaries(sample, state_totals)
    weights = calibrate_weights(sample.weights, auxiliaries, totals)
    calibration = Calibration(auxiliaries, sample.weights, leverage)
    shares, variances = _estimate_shares(sample, domains, weights, calibration, lonely)
    if sample.earlier:
        phases = list_phases(sample.earlier, sample.strata, sample.frame_sizes, sample.weights)
        variances = variances + find_earlier_variances(sample.answers, shares, domains, phases)
    parts = _parts(weights, domains)
    missing, caution, third_moments = _floor(sample, parts, domains)
    figures = Variances(shares, variances, variances + missing, variances + missing + caution, third_moments)
    return _with_margins(sample, figures, parts, domains, level)


def calibrate_sample(sample: LabelledSample, state_totals: Floats) -> tuple[Floats, Floats]:
    """The weights that `estimate_by_state` estimates with, shape (units,), and the auxiliaries behind them, shape (units, p)."""
    auxiliaries, totals = _build_auxiliaries(sample, state_totals)
    return calibrate_weights(sample.weights, auxiliaries, totals), auxiliaries


def _estimate_shares(
    sample: LabelledSample, domains: csr_array, weights: Floats, calibration: Calibration, lonely: LonelyPolicy
) -> tuple[Floats, Floats]:
    """Shares and their variances; clusters widen a variance, or leave it as it is."""
    alone = Selection(sample.strata, sample.frame_sizes, None, lonely)
    shares, variances = estimate_domain_shares(sample.answers, domains, weights, alone, calibration)
    if sample.clusters is None:
        return shares, variances
    together = replace(alone, clusters=sample.clusters)
    return shares, np.maximum(variances, estimate_domain_shares(sample.answers, domains, weights, together, calibration)[1])


def _build_auxiliaries(sample: LabelledSample, state_totals: Floats) -> tuple[Floats, Floats]:
    """The post-strata's auxiliaries and frame totals, and those of the margins within them where calibration bears them."""
    base, groups = _post_strata(sample, state_totals)
    if not sample.margins:
        return base
    margins = [build_margin(margin, groups, sample.states, ~sample.certain, sample.weights) for margin in sample.margins]
    whole = join_columns(sample.weights, [base, *margins])
    ratios = (calibrate_weights(sample.weights, *whole) / calibrate_weights(sample.weights, *base))[~sample.certain]
    bearable = len(ratios) == 0 or (ratios.min() >= SMALLEST_RATIO and ratios.max() <= LARGEST_RATIO)
    return whole if bearable else base


def _post_strata(sample: LabelledSample, state_totals: Floats) -> tuple[tuple[Floats, Floats], Integers]:
    """The groups' indicators and frame totals, without units taken with certainty (they keep their weight); the group of each state."""
    certain = sample.certain
    taken = np.bincount(sample.states[certain], weights=sample.weights[certain], minlength=STATES)
    open_totals = np.where(state_totals - taken > 1e-9 * np.maximum(state_totals, 1), state_totals - taken, 0.0)
    groups = collapse_states(np.bincount(sample.states[~certain], minlength=STATES), open_totals)
    count = int(groups.max()) + 1
    auxiliaries = group_indicators(np.where(certain, -1, groups[sample.states]), count)
    return (auxiliaries, np.array([open_totals[groups == group].sum() for group in range(count)])), groups


def _parts(weights: Floats, domains: csr_array) -> csr_array:
    """Each unit's part of its domain, w·d/Σw·d, shape (domains, units); zero where a domain has no label."""
    sizes = np.repeat(np.maximum(domains @ weights, 1e-300), np.diff(domains.indptr))
    return csr_array((domains.data * weights[domains.indices] / sizes, domains.indices, domains.indptr), shape=domains.shape)


def _square(sample: LabelledSample, parts: csr_array, open_shares: Floats) -> csr_array:
    """Each unit's part of Σp²(1-n/N), p being its part of the domain; units of one cluster count with the product p·Σp over it."""
    opened = np.sqrt(open_shares)
    scaled = csr_array((parts.data * opened[parts.indices], parts.indices, parts.indptr), shape=parts.shape)
    if sample.clusters is None:
        return csr_array(scaled.power(2))
    named = name_clusters(sample.clusters)
    member = csr_array((np.ones(len(named)), (np.arange(len(named)), named)), shape=(len(named), int(named.max(initial=-1)) + 1))
    sums = csr_array(scaled @ member)
    return csr_array(scaled.multiply(csr_array(sums @ member.T)))


def _count_labels(sample: LabelledSample) -> Floats:
    """In the column of each unit's state how many labels it counts for: one, or its part of one for its cluster; (units, STATES)."""
    states = group_indicators(np.where(sample.certain, -1, sample.states), STATES)
    if sample.clusters is None:
        return states
    named = name_clusters(sample.clusters)
    return np.asarray(states / np.bincount(named)[named][:, None])


def _floor(sample: LabelledSample, parts: csr_array, domains: csr_array) -> tuple[Floats, Floats, Floats]:
    """What the floor under the variance of each label adds to each domain's variance, what intervals need beyond, and third moments."""
    labels = _count_labels(sample)
    missing = find_missing_variance(sample.answers, labels, domains)
    in_state, open_shares = (labels > 0).astype(np.float64), _open_shares(sample)
    squares = _square(sample, parts, open_shares)
    per_state = np.asarray(squares @ in_state)
    cubes = np.asarray(csr_array(squares.multiply(parts)) @ (in_state * np.maximum(2 * open_shares - 1, 0)[:, None]))
    third_moments = find_third_moments(sample.answers, labels, domains, cubes)
    caution = np.asarray(per_state @ find_missing_caution(sample.answers, labels))
    return np.asarray((per_state * missing).sum(axis=1)), caution, third_moments


def _open_shares(sample: LabelledSample) -> Floats:
    """1 - n/N of the stratum of each unit."""
    return np.asarray(find_open_shares(sample.strata, sample.frame_sizes)[sample.strata])


def _with_margins(sample: LabelledSample, figures: Variances, parts: csr_array, domains: csr_array, level: float) -> DomainEstimates:
    """Standard errors, effective sizes and intervals.

    Where few are on the rarer side, the variance that was seen says little, and one with a floor is no longer that of a share so small.
    There the effective size is that of the weights (Kish) if the variance seen does not make it smaller; at 0 and 1 always.
    """
    shares, labelled, degrees = figures.shares, np.asarray(domains.sum(axis=1)).ravel(), sample.degrees
    effective = find_effective_sizes(shares, figures.careful, labelled, degrees, level)
    seen = find_effective_sizes(shares, figures.seen, labelled, degrees, level)
    open_shares = np.ones(len(sample.strata)) if sample.earlier else _open_shares(sample)  # all of a first phase are not everybody
    with np.errstate(divide="ignore"):
        by_weights = np.minimum(1 / np.asarray(_square(sample, parts, open_shares).sum(axis=1)).ravel(), WHOLE)
    edge = is_at_an_edge(shares, effective)
    exact = np.fmin(np.where((shares <= 0) | (shares >= 1), np.inf, seen), by_weights)
    finite = np.isfinite(effective)
    effective = np.where(edge, np.fmax(np.where(finite, effective, 0.0), exact), np.where(finite, effective, by_weights))
    low, high = domain_interval(shares, figures.careful, figures.third_moments, effective, degrees, level, edge)
    return DomainEstimates(shares, np.sqrt(figures.sampling), low, high, labelled, np.where(labelled > 0, effective, 0.0))
