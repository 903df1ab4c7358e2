"""Frequent series brought into line with rarer ones."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from aggregate.estimators.benchmarking import benchmark_series
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample


def check_denton(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given = case["data"]["inline"]
    yield "series", case["expected"]["benchmarked"], benchmark_series(np.array(given["indicator"]), np.array(given["annual"]))


CHECKS: dict[str, Checker] = {"C39": check_denton}
