"""The results of a scenario as lines of text."""

from collections.abc import Sequence

import numpy as np

from aggregate.estimators.arrays import Booleans
from benchmarks.coverage_scenarios.domains import STATE_NAMES
from benchmarks.coverage_scenarios.redraws import Performance

GROUPS = {"10-29 labels": (10, 30), "30-49 labels": (30, 50), "50 labels and more": (50, np.inf)}


def print_scenario(name: str, seed: int, performances: Sequence[Performance]) -> None:
    """A line an estimator: national figures, coverage of states, then of domains by their number of labels (mean and range)."""
    print(f"{name}, frame {seed}: {100 * performances[0].truth[0]:.2f} % of all")
    for performance in performances:
        p, states = performance, [performance.domains.names.index(state) for state in STATE_NAMES]
        print(
            f"  {p.method:16} relative bias {100 * p.bias[0] / p.truth[0]:+6.2f} %  RMSE {100 * p.rmse[0]:5.2f} points  "
            + (_describe_margins(p, states) if p.width.any() else "no margin")
        )
        print(
            "  " + " " * 17 + "  ".join(_describe(group, p, is_breakdown(p) & has_labels(p, *limits)) for group, limits in GROUPS.items())
        )


def _describe_margins(p: Performance, states: Sequence[int]) -> str:
    national = f"national {p.coverage[0]:.3f} ({p.below[0]:.3f} below, {p.above[0]:.3f} above), width {100 * p.width[0]:.2f}  states "
    return national + " ".join(f"{p.coverage[s]:.3f}" for s in states)


def is_breakdown(performance: Performance) -> Booleans:
    """Which domains are neither the whole nor states."""
    return ~np.isin(performance.domains.kinds, ("national", "state"))


def has_labels(performance: Performance, least: float, below: float) -> Booleans:
    """Which domains had so many labels in the mean."""
    return np.asarray((performance.labelled >= least) & (performance.labelled < below))


def _describe(group: str, p: Performance, chosen: Booleans) -> str:
    if not chosen.any():
        return f"{group}: none"
    coverage, rmse = p.coverage[chosen], 100 * p.rmse[chosen].mean()
    return f"{group}: {chosen.sum()} domains {coverage.mean():.3f} [{coverage.min():.3f}, {coverage.max():.3f}] RMSE {rmse:.1f}"
