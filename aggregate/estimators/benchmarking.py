"""A frequent series brought into line with a rarer and better one, keeping its movements: proportional Denton.

Source: Denton, JASA 66 (1971); the first-difference form without an assumption on the first period, International Monetary Fund, Quarterly
National Accounts Manual (2001), ch. VI.
"""

from typing import Literal

import numpy as np

from aggregate.estimators.arrays import Floats, takes_arrays

Kind = Literal["sum", "mean", "last"]


@takes_arrays
def benchmark_series(indicator: Floats, benchmarks: Floats, periods: int = 4, kind: Kind = "sum") -> Floats:
    """The series x that agrees with the benchmarks and has the least Σ(x_t/i_t - x_{t-1}/i_{t-1})².

    Periods after the last benchmark keep its last ratio x/i. Not for changes of concept or model: such breaks must be spliced first.

    Args:
        indicator: i, all positive, shape (T,); it starts with the first period of the first benchmark.
        benchmarks: b, shape (B,), with B·periods ≤ T.
        periods: of the indicator in one benchmark (4 quarters in a year).
        kind: what a benchmark is of its periods: their sum (numbers), mean (shares) or the last one (stocks).

    Returns:
        x, shape (T,).

    Raises:
        ValueError: the indicator is not positive, or shorter than its benchmarks.
    """
    count, years = len(indicator), len(benchmarks)
    if not (indicator > 0).all() or years == 0 or years * periods > count:
        raise ValueError("A series to be benchmarked must be positive, and as long as its benchmarks.")
    part = {"sum": np.ones(periods), "mean": np.full(periods, 1 / periods), "last": np.eye(periods)[-1]}[kind]
    covering = np.hstack([np.kron(np.eye(years), part), np.zeros((years, count - years * periods))])
    constraints = covering * indicator  # in terms of the ratios x/i
    steps = np.diff(np.eye(count), axis=0)
    system = np.block([[steps.T @ steps, constraints.T], [constraints, np.zeros((years, years))]])
    ratios = np.linalg.solve(system, np.concatenate([np.zeros(count), benchmarks]))[:count]
    return np.asarray(ratios * indicator)
