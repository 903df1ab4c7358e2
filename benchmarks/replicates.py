"""How long bootstrap errors of a headline table take. `python -m benchmarks.replicates [LABELS] [REPLICATES]`.

A hundred domains of sixteen capabilities from 1,000 labels; each replicate calibrates on four states crossed with six sections anew.
"""

import sys
import time

import numpy as np

from aggregate.estimators.bootstrap import draw_bootstrap
from aggregate.estimators.calibration import estimate_calibrated_ratios, group_indicators
from aggregate.estimators.distances import LINEAR, RAKING, Distance
from aggregate.estimators.replication import build_share_estimator, estimate_replicated

DOMAINS, CAPABILITIES, STATES, SECTIONS, STRATA = 100, 16, 4, 6, 40


def measure(labels: int, replicates: int, distance: Distance) -> None:
    """Prints seconds, and how far bootstrap errors are from linearised ones."""
    generator = np.random.default_rng(5)
    strata = np.sort(generator.integers(0, STRATA, labels))
    sizes = np.bincount(strata, minlength=STRATA) * generator.integers(5, 60, STRATA).astype(float)
    weights = (sizes / np.bincount(strata, minlength=STRATA))[strata]
    domains = np.array([np.ones(labels), *(generator.random((DOMAINS - 1, labels)) < 0.15)], dtype=np.float64)
    sections, ratios, start = generator.integers(0, SECTIONS, labels), [], time.perf_counter()
    drawn = draw_bootstrap(weights, strata, sizes, replicates=replicates, seed=1)
    for _ in range(CAPABILITIES):
        states = generator.integers(0, STATES, labels)
        answers = (generator.random(labels) < np.array([0.02, 0.2, 0.05, 0.9])[states]).astype(float)
        groups = group_indicators(states * SECTIONS + sections, STATES * SECTIONS)
        totals = weights @ groups * generator.uniform(0.9, 1.1, groups.shape[1])
        found = estimate_replicated(build_share_estimator(answers, domains, (groups, totals), distance), weights, drawn)
        linear = estimate_calibrated_ratios(answers * domains, domains, weights, groups, totals, strata, sizes, "none", distance)
        ratios.append(found.standard_errors / linear.standard_errors)
    seconds = time.perf_counter() - start
    print(
        f"{distance.kind:10} {CAPABILITIES} capabilities x {DOMAINS} domains, {labels} labels, {replicates} replicates: {seconds:.1f} s;"
        f" bootstrap over linearised errors: median {np.median(ratios):.3f}"
    )


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:3]]
    labels, replicates = given + [1000, 500][len(given) :]
    for distance in (LINEAR, RAKING):
        measure(labels, replicates, distance)
