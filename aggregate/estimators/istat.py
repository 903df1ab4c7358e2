"""The two web estimators of Istat, for comparison only: they take predictions for the truth, so that their bias is to be shown beside them.

Sources: Righi, Bianchi, Nurra and Rinaldi, Metron (2019); Golini and Righi, Statistical Methods & Applications, doi
10.1007/s10260-023-00740-y; the formulas are our reading of these. Units without a website count as no. The bias is estimated by the labels
of the same sample, without any model; where it is not small, publish the default estimator only.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from aggregate.estimators.arrays import Floats, Integers, hold_arrays, takes_arrays
from aggregate.estimators.floors import FEWEST_DISAGREEING
from aggregate.estimators.stratified import estimate_variance


@dataclass(frozen=True, slots=True)
class WebSample:
    """A probability sample with what people said of it: arrays of shape (units,), but for `frame_sizes` (H,) or None.

    `answers` (has the property), `websites` (has a website, as people found), `read` (the crawl read it) and `predicted` (yes among
    those read) are 0 or 1; `groups` 0..G-1 are those in which read websites stand for unread ones (size classes). `clusters` as in
    `estimate_variance`.
    """

    answers: Floats
    websites: Floats
    read: Floats
    predicted: Floats
    groups: Integers
    weights: Floats
    strata: Integers
    frame_sizes: Floats | None
    clusters: Integers | None = None

    def __post_init__(self) -> None:
        hold_arrays(self)

    @property
    def degrees(self) -> int:
        """Units less strata; at least one."""
        return max(len(self.answers) - len(np.unique(self.strata)), 1)


@dataclass(frozen=True, slots=True)
class WebTotals:
    """Totals in domains, arrays of shape (domains,): value, sampling error, and the bias that labels show with its standard error.

    `unseen` is the error that comes to it because labels that disagree too seldom prove no perfection: see `_leave_room`.
    """

    values: Floats
    standard_errors: Floats
    biases: Floats
    bias_errors: Floats
    unseen: Floats
    degrees: int

    def bound_bias(self, level: float = 0.95) -> Floats:
        """How large the bias may be at this level: |bias| + t standard errors of it."""
        return self._reach(np.hypot(self.bias_errors, self.unseen), level)

    def bound_error(self, level: float = 0.95) -> Floats:
        """How far off the value may be, by its bias and by chance."""
        return self._reach(np.sqrt(self.bias_errors**2 + self.unseen**2 + self.standard_errors**2), level)

    def _reach(self, errors: Floats, level: float) -> Floats:
        return np.asarray(np.abs(self.biases) + student.ppf((1 + level) / 2, self.degrees) * errors)


@takes_arrays
def estimate_model_based(sample: WebSample, read: Floats, predicted: Floats, domains: Floats, otherwise: Floats | None = None) -> WebTotals:
    """Σ_g (Ŵ_g / R_g)·P_g: read websites blown up to the enterprises that have one, as the sample estimates them by group.

    Args:
        sample: labelled units.
        read: R, units of the frame whose website was read, by group and domain, shape (domains, G).
        predicted: P, those of R predicted yes, shape (domains, G).
        domains: 1 where the sampled unit is of the domain, shape (domains, units).
        otherwise: the share predicted yes of each group, shape (G,), for domains in which none of it was read; none count without it.
    """
    shares = np.where(read > 0, np.divide(predicted, np.maximum(read, 1e-300)), 0.0 if otherwise is None else otherwise)
    counted = domains * sample.websites * shares[:, sample.groups]
    value, error = _add_up(sample, counted)
    gaps = counted - domains * sample.answers
    bias, bias_error = _add_up(sample, gaps)
    return WebTotals(value, error, bias, bias_error, _leave_room(sample, gaps, domains), sample.degrees)


@takes_arrays
def estimate_combined(sample: WebSample, predicted: Floats, domains: Floats) -> WebTotals:
    """Predicted yes among all websites read, plus the sample's weighted yes among those not read.

    Args:
        sample: labelled units.
        predicted: units of the frame that were read and predicted yes, shape (domains,).
        domains: as above.
    """
    unread, error = _add_up(sample, domains * (1 - sample.read) * sample.answers)
    gaps = domains * sample.read * (sample.predicted - sample.answers)
    bias, bias_error = _add_up(sample, gaps)
    return WebTotals(predicted + unread, error, bias, bias_error, _leave_room(sample, gaps, domains * sample.read), sample.degrees)


def _add_up(sample: WebSample, values: Floats) -> tuple[Floats, Floats]:
    """Weighted totals of rows and their standard errors."""
    weighted = values * sample.weights
    return np.asarray(weighted.sum(axis=1)), np.sqrt(
        estimate_variance(weighted, sample.strata, sample.frame_sizes, clusters=sample.clusters)
    )


def _leave_room(sample: WebSample, gaps: Floats, judged: Floats) -> Floats:
    """The error of a bias of which fewer than two labels of the domain tell: as if two of its labels did (`floors` says why two).

    Args:
        sample: labelled units.
        gaps: by how much each is off, shape (domains, units).
        judged: 1 where a label can tell, shape (domains, units).
    """
    labels = judged.sum(axis=1)
    rates = np.minimum(FEWEST_DISAGREEING / np.maximum(labels, 1), 0.5)
    size = np.sqrt((judged * sample.weights**2).sum(axis=1) * rates * (1 - rates))
    return np.where((np.abs(gaps) >= 0.5).sum(axis=1) < FEWEST_DISAGREEING, size, 0.0)
