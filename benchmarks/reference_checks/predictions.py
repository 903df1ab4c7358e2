"""Prediction-powered inference."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from aggregate.estimators.predictions import estimate_ppi_mean
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample


def check_ppi(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    labelled, unlabelled = (pd.read_csv(folder / name) for name in case["data"]["csv"])
    arrays = (labelled["Y"].to_numpy(), labelled["Yhat"].to_numpy(), unlabelled["Yhat"].to_numpy())
    expected = case["expected"]
    found = {tuning: estimate_ppi_mean(*arrays, tuning) for tuning in ("one", "clipped", "tuned")}  # type: ignore[arg-type]
    for name, tuning in (("lam1", "one"), ("tuned", "clipped")):
        yield f"{tuning} λ", [expected[name]["est"], *expected[name]["ci"]], [found[tuning].value, *found[tuning].interval()]
    free = found["tuned"]
    yield "free λ", [expected["unclipped_est"], *expected["unclipped_ci"]], [free.value, *free.interval()]
    yield "λ", expected["unclipped_lambda"], free.slopes
    plain = estimate_ppi_mean(arrays[0], arrays[1] * 0, arrays[2] * 0)
    yield "labels alone", expected["classical_ci"], plain.interval()


CHECKS: dict[str, Checker] = {"C35": check_ppi}
