"""What links between enterprises and websites bring into an estimate: shares by link status, and how good the links are.

Sources: double sampling for stratification with known class sizes, Cochran (1977), 5.2; precision and recall of linked records as in
Christen, Data Matching (2012), ch. 7.
"""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Estimates, Floats, takes_arrays
from catalogue.errors import EstimateError
from catalogue.messages import say


@dataclass(frozen=True, slots=True)
class LinkQuality:
    """Precision and recall of links with their standard errors."""

    precision: float
    precision_error: float
    recall: float
    recall_error: float


@takes_arrays
def estimate_by_link_status(frame_sizes: Floats, audited: Floats, positives: Floats) -> Estimates:
    """A share from labels in each link class (exact number on the page, similar name, none ...): Σ W·p, unlinked ones being looked at too.

    Each class is a simple random sample of its own; use the default estimator where the labels come from one sample over the frame.

    Args:
        frame_sizes: N of each link class, shape (classes,).
        audited: n, at least two in each class that is not audited whole.
        positives: labels that say yes.

    Returns:
        One share, with variance Σ W²(1-n/N)·p(1-p)/(n-1).

    Raises:
        EstimateError: a class was not audited, or not 0 ≤ positives ≤ audited ≤ N.
    """
    parts, (shares, spread) = frame_sizes / frame_sizes.sum(), _find_shares(frame_sizes, audited, positives)
    variance = (parts**2 * spread).sum()
    return Estimates(np.asarray((parts * shares).sum()), np.asarray(np.sqrt(variance)))


@takes_arrays
def estimate_link_quality(linked: Floats, audited_linked: Floats, right: Floats, owners_missed: Floats) -> LinkQuality:
    """How many links are right, and how many enterprises that have a website were linked to it.

    Recall is R/(R + M): R right links and M enterprises with a website that has no right link, each with its error; they are independent,
    so that its variance is (M²V(R) + R²V(M))/(R + M)⁴.

    Args:
        linked: N of enterprises in each class of links, shape (classes,).
        audited_linked: n audited of each.
        right: of these with a right link.
        owners_missed: estimated number of enterprises that have a website but no right link, and its standard error, shape (2,).
    """
    shares, spread = _find_shares(linked, audited_linked, right)
    found = (linked * shares).sum()
    variance = (linked**2 * spread).sum()
    missed, missed_error = owners_missed.tolist()
    recall_variance = (missed**2 * variance + found**2 * missed_error**2) / (found + missed) ** 4
    total = linked.sum()
    return LinkQuality(
        float(found / total), float(np.sqrt(variance) / total), float(found / (found + missed)), float(np.sqrt(recall_variance))
    )


def _find_shares(frame_sizes: Floats, audited: Floats, positives: Floats) -> tuple[Floats, Floats]:
    """Shares of classes and their variances; of one label nobody knows the spread: the largest, a quarter."""
    if not ((audited >= 1) & (audited <= frame_sizes) & (positives >= 0) & (positives <= audited)).all():
        raise EstimateError(
            say("Each class of links needs an audited enterprise, no more of them than it has, and no more right ones than audited.")
        )
    shares, open_share = positives / audited, 1 - audited / frame_sizes
    spread = np.where(audited < 2, 0.25, open_share * shares * (1 - shares) / np.maximum(audited - 1, 1))
    return shares, np.where(open_share > 0, spread, 0.0)
