"""Links between enterprises and websites, and websites that no search found."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from aggregate.estimators.capture import estimate_unseen
from aggregate.estimators.links import estimate_by_link_status
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample, pairs


def check_link_status(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given = case["data"]["inline"]
    found = estimate_by_link_status(*(np.array(given[name], dtype=np.float64) for name in ("N", "n", "x")))
    yield from pairs("share", found, case["expected"])


def check_capture(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given = case["data"]["inline"]
    found = estimate_unseen(*(np.array(float(given[name])) for name in ("n1", "n2", "m")))
    yield from pairs("number", found, {"est": case["expected"]["N"], "se": case["expected"]["se"]})


CHECKS: dict[str, Checker] = {"C37": check_link_status, "C38": check_capture}
