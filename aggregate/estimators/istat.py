"""The two web estimators of Istat, for comparison only: they take predictions for the truth, so that their bias is to be shown beside them.

Sources: Righi, Bianchi, Nurra and Rinaldi, Metron (2019); Golini and Righi, Statistical Methods & Applications, doi
10.1007/s10260-023-00740-y; the formulas are our reading of these. Units without a website count as no. The bias is estimated by the labels
of the same sample, without any model; where it is not small, publish the default estimator only.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.stratified import estimate_variance


@dataclass(frozen=True, slots=True)
class WebSample:
    """A probability sample with what people said of it: arrays of shape (units,), but for `frame_sizes` (H,) or None.

    `answers` (has the property), `websites` (has a website, as people found), `read` (the crawl read it) and `predicted` (yes among
    those read) are 0 or 1; `groups` 0..G-1 are those in which read websites stand for unread ones (size classes).
    """

    answers: Floats
    websites: Floats
    read: Floats
    predicted: Floats
    groups: Integers
    weights: Floats
    strata: Integers
    frame_sizes: Floats | None

    @property
    def degrees(self) -> int:
        """Units less strata; at least one."""
        return max(len(self.answers) - len(np.unique(self.strata)), 1)


@dataclass(frozen=True, slots=True)
class WebTotals:
    """Totals in domains, arrays of shape (domains,): value, sampling error, and the bias that labels show with its standard error."""

    values: Floats
    standard_errors: Floats
    biases: Floats
    bias_errors: Floats
    degrees: int

    def bound_bias(self, level: float = 0.95) -> Floats:
        """How large the bias may be at this level: |bias| + t standard errors of it."""
        return np.asarray(np.abs(self.biases) + student.ppf((1 + level) / 2, self.degrees) * self.bias_errors)


def estimate_model_based(sample: WebSample, read: Floats, predicted: Floats, domains: Floats) -> WebTotals:
    """Σ_g (Ŵ_g / R_g)·P_g: read websites blown up to the enterprises that have one, as the sample estimates them by group.

    Args:
        sample: labelled units.
        read: R, units of the frame whose website was read, by group and domain, shape (domains, G).
        predicted: P, those of R predicted yes, shape (domains, G).
        domains: 1 where the sampled unit is of the domain, shape (domains, units).

    Returns:
        Totals; a group with websites of which none was read in the domain takes the share of the group in all rows together.
    """
    everywhere = _divide(predicted.sum(axis=0), read.sum(axis=0))
    shares = np.where(read > 0, _divide(predicted, read), everywhere)
    counted = domains * sample.websites * shares[:, sample.groups]
    value, error = _add_up(sample, counted)
    bias, bias_error = _add_up(sample, counted - domains * sample.answers)
    return WebTotals(value, error, bias, bias_error, sample.degrees)


def estimate_combined(sample: WebSample, predicted: Floats, domains: Floats) -> WebTotals:
    """Predicted yes among all websites read, plus the sample's weighted yes among those not read.

    Args:
        sample: labelled units.
        predicted: units of the frame that were read and predicted yes, shape (domains,).
        domains: as above.
    """
    unread, error = _add_up(sample, domains * (1 - sample.read) * sample.answers)
    bias, bias_error = _add_up(sample, domains * sample.read * (sample.predicted - sample.answers))
    return WebTotals(predicted + unread, error, bias, bias_error, sample.degrees)


def _add_up(sample: WebSample, values: Floats) -> tuple[Floats, Floats]:
    """Weighted totals of rows and their standard errors."""
    weighted = values * sample.weights
    return np.asarray(weighted.sum(axis=1)), np.sqrt(estimate_variance(weighted, sample.strata, sample.frame_sizes))


def _divide(tops: Floats, bottoms: Floats) -> Floats:
    return np.asarray(np.divide(tops, bottoms, out=np.zeros(np.shape(tops)), where=bottoms > 0), dtype=np.float64)
